// Writes the kept files, one after the other, each with the header of its
// input.

#ifndef LIBPROV_DEDUPE_KEPT_WRITER_H_
#define LIBPROV_DEDUPE_KEPT_WRITER_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/store/output_file.h"

namespace prov {

class KeptWriter {
 public:
  // `files` has one for each input, perhaps nullptr, or one for all.  Both must
  // outlive this object.
  KeptWriter(const Corpus& corpus, size_t num_inputs,
             const std::vector<OutputFile*>& files);

  // Appends to the file of `input`, which is none before an earlier one's.  A
  // file is finished as soon as the next one is begun: there may be many.
  absl::Status Write(size_t input, std::string_view bytes);

  // Returns the SHA-256 of each file in hex, "" where there is none.
  absl::StatusOr<std::vector<std::string>> Finish();

 private:
  absl::Status WriteHeader();
  absl::Status FinishFile();

  const Corpus& corpus_;
  const size_t num_inputs_;
  const std::vector<OutputFile*>& files_;
  std::vector<std::string> digests_;  // Of the files before the current one.
  bool begun_ = false;                // The current one has its header.
};

}  // namespace prov

#endif  // LIBPROV_DEDUPE_KEPT_WRITER_H_
