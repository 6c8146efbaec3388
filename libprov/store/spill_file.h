// Bytes of ours that do not fit into the memory a run may take: a nameless file
// in TMPDIR, gone with this object whatever ends the run.
//
// A failure (the disk is full, or cannot be read) sticks and is asked for with
// status(); until then reading gives zeros.  So the places that read need not
// be able to fail, and whoever publishes what came of it asks once, before.

#ifndef LIBPROV_STORE_SPILL_FILE_H_
#define LIBPROV_STORE_SPILL_FILE_H_

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "libprov/base/status.h"

namespace prov {

// One thread at a time may write, any number may read what has been written.
class SpillFile {
 public:
  // Makes no file before the first Append().
  SpillFile();
  SpillFile(SpillFile&&) noexcept;
  SpillFile& operator=(SpillFile&&) noexcept;
  ~SpillFile();

  uint64_t size_bytes() const { return size_bytes_; }

  // Returns where the bytes begin.
  uint64_t Append(std::string_view bytes);
  // REQUIRES: the range has been written.
  void Overwrite(uint64_t offset, std::string_view bytes);
  // Fills `bytes`.  REQUIRES: the range has been written.
  void Read(uint64_t offset, std::span<char> bytes) const;

  // ResourceExhausted, naming TMPDIR's folder if it is full.
  absl::Status status() const;

 private:
  struct State;
  std::unique_ptr<State> state_;  // nullptr before the first Append().
  uint64_t size_bytes_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_STORE_SPILL_FILE_H_
