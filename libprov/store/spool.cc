// O_TMPFILE where the filesystem has it, else a file unlinked as soon as it is
// made.  Held by input_bytes_test.cc.

#include "libprov/store/spool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

std::string TemporaryFolder() {
  const char* folder = getenv("TMPDIR");
  return folder != nullptr && *folder != '\0' ? folder : "/tmp";
}

UniqueFd OpenNameless(const std::string& folder) {
  UniqueFd fd = OpenAt(AT_FDCWD, folder, O_TMPFILE | O_RDWR, 0600);
  // An old kernel sees O_DIRECTORY, hence EISDIR; others say ENOENT or EINVAL.
  if (fd.valid() || (errno != EOPNOTSUPP && errno != EISDIR &&
                     errno != ENOENT && errno != EINVAL))
    return fd;
  std::string name = folder + "/prov-spool-XXXXXX";
  fd = UniqueFd(mkostemp(name.data(), O_CLOEXEC));
  if (fd.valid()) unlink(name.c_str());
  return fd;
}

}  // namespace

absl::StatusOr<NamelessFile> OpenNamelessFile(const std::string& subject) {
  NamelessFile file{.folder = TemporaryFolder(), .fd = {}};
  file.fd = OpenNameless(file.folder);
  if (file.fd.valid()) return file;
  return ErrnoStatus(
      subject,
      absl::StrFormat("needs a temporary file, but TMPDIR (%s) refuses it "
                      "(set TMPDIR to another folder)",
                      file.folder),
      errno);
}

Spool::Spool(std::string name, std::string folder, uint64_t max_bytes,
             UniqueFd fd)
    : name_(std::move(name)),
      folder_(std::move(folder)),
      max_bytes_(max_bytes),
      fd_(std::move(fd)) {}

absl::StatusOr<Spool> Spool::Create(std::string name, uint64_t max_bytes) {
  PROV_ASSIGN_OR_RETURN(NamelessFile file, OpenNamelessFile(name));
  return Spool(std::move(name), std::move(file.folder), max_bytes,
               std::move(file.fd));
}

absl::Status Spool::Append(std::string_view bytes) {
  if (bytes.size() > max_bytes_ - size_bytes_) {
    return absl::ResourceExhaustedError(absl::StrFormat(
        "%s: holds more than %d decoded bytes, the limit", name_, max_bytes_));
  }
  if (const int error = WriteAll(fd_.get(), bytes); error != 0) {
    return ErrnoStatus(
        name_,
        absl::StrFormat("TMPDIR (%s) took only %d decoded bytes%s", folder_,
                        size_bytes_,
                        IsNoSpace(error) ? " (set TMPDIR to a folder with more "
                                           "room)"
                                         : ""),
        error);
  }
  size_bytes_ += bytes.size();
  return absl::OkStatus();
}

}  // namespace prov
