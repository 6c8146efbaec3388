// A nameless file in TMPDIR (/tmp if unset or empty): gone with its descriptor,
// whatever ends the run.

#ifndef LIBPROV_STORE_SPOOL_H_
#define LIBPROV_STORE_SPOOL_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/status.h"
#include "libprov/store/file_io.h"

namespace prov {

struct NamelessFile {
  std::string folder;  // For errors.
  UniqueFd fd;
};

// Errors name `subject` and the folder.
absl::StatusOr<NamelessFile> OpenNamelessFile(const std::string& subject);

class Spool {
 public:
  // `name` is the input whose bytes are kept here, for errors; at most
  // `max_bytes` of them.
  static absl::StatusOr<Spool> Create(std::string name, uint64_t max_bytes);

  // ResourceExhausted, naming TMPDIR's folder if it is full.
  absl::Status Append(std::string_view bytes);

  uint64_t size_bytes() const { return size_bytes_; }
  UniqueFd Release() && { return std::move(fd_); }

 private:
  Spool(std::string name, std::string folder, uint64_t max_bytes, UniqueFd fd);

  std::string name_;
  std::string folder_;
  uint64_t max_bytes_;
  UniqueFd fd_;
  uint64_t size_bytes_ = 0;
};

}  // namespace prov

#endif  // LIBPROV_STORE_SPOOL_H_
