// System calls on descriptors with the retries they need.

#ifndef LIBPROV_STORE_FILE_IO_H_
#define LIBPROV_STORE_FILE_IO_H_

#include <sys/stat.h>
#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "libprov/base/status.h"

namespace prov {

// Owns a file descriptor; -1 is none.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept;
  ~UniqueFd() { Close(); }

  int get() const { return fd_; }
  bool valid() const { return fd_ >= 0; }

  // Returns 0 or errno.
  int Close();

 private:
  int fd_ = -1;
};

// "subject: what: strerror", with the code that fits `error`.
absl::Status ErrnoStatus(std::string_view subject, std::string_view what,
                         int error);

// True where bytes do not fit: disk full, quota used up, file size limit.
bool IsNoSpace(int error);

// open() with O_CLOEXEC, again after a signal.  `mode` counts with O_CREAT.
UniqueFd OpenAt(int folder, const std::string& path, int flags,
                mode_t mode = 0);

// The next bytes, at least one unless the end is reached (0) or on failure
// (-1, errno).  Waits where the descriptor is non-blocking.
ssize_t ReadSome(int fd, std::span<char> bytes);

// Reads from `offset` until `bytes` is full or the file ends; -1 on failure.
ssize_t ReadAt(int fd, uint64_t offset, std::span<char> bytes);

// Writes all of `bytes`.  Returns 0 or errno.
int WriteAll(int fd, std::string_view bytes);

// Writes all of `bytes` from `offset` on.  Returns 0 or errno.
int WriteAt(int fd, uint64_t offset, std::string_view bytes);

// The descriptor that `path` names whatever file is behind it: "/dev/stdout",
// "/dev/fd/3", "/proc/self/fd/3".  Opening such a path anew would start at
// offset 0, renaming over it would replace the file behind it.
std::optional<int> DescriptorNamed(std::string_view path);

// The path with the symbolic links of its last component followed, to the name
// of a file that may not exist yet.  FailedPrecondition where links go round.
absl::StatusOr<std::string> FollowLinks(const std::string& path);

// "a/b" as {"a", "b"}, "b" as {".", "b"}, "/b" as {"/", "b"}.
std::pair<std::string, std::string> SplitPath(const std::string& path);

}  // namespace prov

#endif  // LIBPROV_STORE_FILE_IO_H_
