// The decoded bytes of one input, readable at any offset, as often as wanted
// and from several threads.
//
// A plain regular file is read in place.  A compressed one (gzip or zstd, told
// by its first bytes, concatenated members allowed) and whatever cannot be
// read twice (a pipe, "-" for stdin) is first decoded into a nameless file in
// TMPDIR (/tmp if unset); a stdin that is a regular file is read in place like
// any other.  Files are read, not mapped: a file cut short under
// us is an error, not a signal.

#ifndef LIBPROV_STORE_INPUT_BYTES_H_
#define LIBPROV_STORE_INPUT_BYTES_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>

#include "libprov/base/status.h"

namespace prov {

// Names a file whatever path leads to it.
struct FileIdentity {
  uint64_t device = 0;
  uint64_t inode = 0;
  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

enum class Hold : uint8_t {
  kOpen,    // One or two descriptors as long as the input is.
  kReopen,  // None between two reads, for inputs by the thousand: each read
            // opens the file again, and decodes it if it is compressed.
};

struct InputOptions {
  // For compressed files and pipes; more is ResourceExhausted.
  uint64_t max_decoded_bytes = std::numeric_limits<uint64_t>::max();
  // kReopen is of no effect on what cannot be opened twice, and on compressed
  // files of more than 1 MiB decoded.
  Hold hold = Hold::kOpen;
};

class InputBytes {
 public:
  // Errors name the path: NotFound ("cannot open: No such file or directory"),
  // FailedPrecondition (a folder), PermissionDenied, DataLoss for compressed
  // bytes that are cut short or damaged ("x.gz: cut short after N decoded
  // bytes"), ResourceExhausted where TMPDIR is full.  An empty file is fine,
  // unless its name ends in .gz or .zst.
  static absl::StatusOr<InputBytes> Open(const std::string& path,
                                         const InputOptions& options = {});

  InputBytes(InputBytes&&) noexcept;
  InputBytes& operator=(InputBytes&&) noexcept;
  ~InputBytes();

  const std::string& path() const;  // As given to Open().
  uint64_t size_bytes() const;      // Of the decoded bytes.
  FileIdentity identity() const;    // Of the file at path().

  // The same for two paths to one name of a file: links are followed, but hard
  // links of a file are names of their own, of which each may be deleted.
  // Empty for what is no regular file.
  std::string FileName() const;

  // Fills `bytes` from `offset`; any number of threads at once.  DataLoss
  // "path: changed while it was read" if the file has become shorter. REQUIRES:
  // the range lies inside.
  absl::Status Read(uint64_t offset, std::span<char> bytes) const;

  // DataLoss if size, inode or modification time of the file differ from what
  // they were at Open().  OK for pipes.
  absl::Status CheckUnchanged() const;

 private:
  struct State;
  explicit InputBytes(std::unique_ptr<State> state);
  absl::Status ReadDecoded(int fd, uint64_t offset,
                           std::span<char> bytes) const;
  std::unique_ptr<State> state_;
};

}  // namespace prov

#endif  // LIBPROV_STORE_INPUT_BYTES_H_
