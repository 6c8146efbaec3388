// What fuzz targets share: a file that is only in memory, and a check that
// ends the run.

#ifndef TESTS_FUZZ_MEMORY_FILE_H_
#define TESTS_FUZZ_MEMORY_FILE_H_

#include <sys/mman.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <string_view>

#include "libprov/base/status.h"
#include "libprov/store/decoder.h"

inline void Require(bool holds) {
  if (!holds) std::abort();
}

// Whether InputBytes would decode these bytes.  That is for input_bytes_fuzz;
// elsewhere a bomb would only take long.
inline bool IsCompressed(std::string_view bytes) {
  return prov::EncodingOf(bytes.substr(0, prov::kMagicBytes), "") !=
         prov::Encoding::kPlain;
}

// Whether the error says first which file it is about.
inline bool Names(const absl::Status& status, const std::string& path) {
  return std::string(status.message()).starts_with(path);
}

// Gone when it goes out of scope.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes = {})
      : fd_(memfd_create("fuzz", MFD_CLOEXEC)),
        path_("/proc/self/fd/" + std::to_string(fd_)) {
    Require(fd_ >= 0);
    Require(write(fd_, bytes.data(), bytes.size()) ==
            static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { close(fd_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  const std::string& path() const { return path_; }

  // What the file holds now.
  std::string Bytes() const {
    std::string bytes(static_cast<size_t>(lseek(fd_, 0, SEEK_END)), '\0');
    Require(pread(fd_, bytes.data(), bytes.size(), 0) ==
            static_cast<ssize_t>(bytes.size()));
    return bytes;
  }

 private:
  int fd_;
  std::string path_;
};

#endif  // TESTS_FUZZ_MEMORY_FILE_H_
