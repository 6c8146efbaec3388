// Kept + dropped (+ rejects) -> the original inputs, byte for byte.
//
// Nothing is written unless everything fits: the kept and rejects files must
// have the SHA-256 that the dropped file names, every restored record its own,
// and every restored input its own.

#ifndef LIBPROV_DEDUPE_RESTORE_H_
#define LIBPROV_DEDUPE_RESTORE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/dedupe/drop_file.h"
#include "libprov/store/input_bytes.h"
#include "libprov/store/output_file.h"

namespace prov {

class Restorer {
 public:
  // `kept` are the kept files: one for each input, in the order of `frame`,
  // or one for all.  `archive` are the documents of --against, if there were
  // any.  FailedPrecondition naming the digests if a file is not the one that
  // was written beside `dropped_path`.
  static absl::StatusOr<Restorer> Open(
      const std::string& dropped_path, std::vector<std::string> kept,
      const std::optional<std::string>& rejects,
      const std::vector<std::string>& archive);

  ~Restorer();
  Restorer(Restorer&&) noexcept;

  const std::vector<InputShape>& inputs() const;

  // Every file that is read.
  std::vector<const InputBytes*> files() const;

  // Writes and finishes one output for each input, or, with one output and one
  // input, just that.  DataLoss naming the record or input whose digest is not
  // what the dropped file says.
  // REQUIRES: outputs.size() == inputs().size()
  absl::Status Restore(const std::vector<OutputFile*>& outputs);

 private:
  struct State;
  explicit Restorer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace prov

#endif  // LIBPROV_DEDUPE_RESTORE_H_
