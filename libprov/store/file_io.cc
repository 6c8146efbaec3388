// Every call is repeated after EINTR.  A shell may hand us a non-blocking stdin
// or stdout (a terminal shared with another program), hence the poll().
// Held by input_bytes_test.cc and output_file_test.cc.

#include "libprov/store/file_io.h"

#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "absl/strings/str_cat.h"

namespace prov {
namespace {

// Linux moves at most 0x7ffff000 bytes a call.
constexpr size_t kMaxTransfer = size_t{1} << 30;

bool ShouldRetry(int fd, short events) {
  if (errno == EINTR) return true;
  if (errno != EAGAIN) return false;
  pollfd ready{fd, events, 0};
  return poll(&ready, 1, -1) >= 0 || errno == EINTR;
}

}  // namespace

UniqueFd& UniqueFd::operator=(UniqueFd&& other) noexcept {
  if (this != &other) {
    Close();
    fd_ = std::exchange(other.fd_, -1);
  }
  return *this;
}

int UniqueFd::Close() {
  if (fd_ < 0) return 0;
  // After EINTR the descriptor is closed all the same on Linux.
  const int failed = close(std::exchange(fd_, -1));
  return failed != 0 && errno != EINTR ? errno : 0;
}

absl::Status ErrnoStatus(std::string_view subject, std::string_view what,
                         int error) {
  const std::string message =
      absl::StrCat(std::string(subject), std::string(what.empty() ? "" : ": "),
                   std::string(what));
  if (error == EMFILE) {
    return absl::ResourceExhaustedError(
        message + ": too many open files; allow more with ulimit -n");
  }
  const absl::Status status = absl::ErrnoToStatus(error, message);
  if (!IsNoSpace(error)) return status;
  return absl::ResourceExhaustedError(status.message());
}

bool IsNoSpace(int error) {
  return error == ENOSPC || error == EDQUOT || error == EFBIG;
}

UniqueFd OpenAt(int folder, const std::string& path, int flags, mode_t mode) {
  int fd = -1;
  do {
    fd = openat(folder, path.c_str(), flags | O_CLOEXEC, mode);
  } while (fd < 0 && errno == EINTR);
  return UniqueFd(fd);
}

ssize_t ReadSome(int fd, std::span<char> bytes) {
  ssize_t count = -1;
  do {
    count = read(fd, bytes.data(), std::min(bytes.size(), kMaxTransfer));
  } while (count < 0 && ShouldRetry(fd, POLLIN));
  return count;
}

ssize_t ReadAt(int fd, uint64_t offset, std::span<char> bytes) {
  size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t count = pread(fd, bytes.data() + filled,
                                std::min(bytes.size() - filled, kMaxTransfer),
                                static_cast<off_t>(offset + filled));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return -1;
    if (count == 0) break;
    filled += static_cast<size_t>(count);
  }
  return static_cast<ssize_t>(filled);
}

int WriteAll(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        write(fd, bytes.data(), std::min(bytes.size(), kMaxTransfer));
    if (count < 0 && ShouldRetry(fd, POLLOUT)) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(count));
  }
  return 0;
}

int WriteAt(int fd, uint64_t offset, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        pwrite(fd, bytes.data(), std::min(bytes.size(), kMaxTransfer),
               static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return errno;
    bytes.remove_prefix(static_cast<size_t>(count));
    offset += static_cast<uint64_t>(count);
  }
  return 0;
}

std::optional<int> DescriptorNamed(std::string_view path) {
  if (path == "/dev/stdin") return STDIN_FILENO;
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int fd = -1;
    const auto [end, error] =
        std::from_chars(digits.data(), digits.data() + digits.size(), fd);
    if (error == std::errc() && end == digits.data() + digits.size() && fd >= 0)
      return fd;
  }
  return std::nullopt;
}

absl::StatusOr<std::string> FollowLinks(const std::string& path) {
  constexpr int kMaxLinks = 40;  // As the kernel does.
  std::string current = path;
  for (int links = 0; links < kMaxLinks; ++links) {
    std::string target(PATH_MAX, '\0');
    const ssize_t length =
        readlink(current.c_str(), target.data(), target.size());
    if (length < 0) return current;
    target.resize(static_cast<size_t>(length));
    current = target.starts_with('/') ? target
                                      : SplitPath(current).first + "/" + target;
  }
  return ErrnoStatus(path, "cannot write", ELOOP);
}

std::pair<std::string, std::string> SplitPath(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return {".", path};
  return {slash == 0 ? "/" : path.substr(0, slash), path.substr(slash + 1)};
}

}  // namespace prov
