// Making the neighbour: open with O_EXCL, lock, and look whether the name still
// leads to what was locked (a run that finished in between has renamed it
// away).  Where one exists already and can be locked, its run was killed: it is
// removed under the lock, and everything starts over.  So the file is always
// new, with the permissions a new file gets.
//
// Held by output_file_test.cc, output_commit_test.cc and keep_if_same_test.cc.

#include "libprov/store/output_target.h"

#include <fcntl.h>
#include <limits.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"

namespace prov {
namespace {

constexpr mode_t kPermissionBits = 0777;
constexpr size_t kPieceBytes = size_t{1} << 18;
constexpr uint64_t kWritebackBytes = uint64_t{4} << 20;

std::string NeighbourName(const std::string& file_name) {
  std::string name = "." + file_name + ".prov-partial";
  if (name.size() <= NAME_MAX) return name;
  return absl::StrFormat(".%016x.prov-partial", Hash64(file_name));
}

absl::Status IsFolder(std::string_view name) {
  return absl::FailedPreconditionError(
      absl::StrFormat("%s: is a folder; name a file in it", name));
}

bool StillNamed(int fd, int folder, const std::string& name) {
  struct stat open {};
  struct stat named {};
  return fstat(fd, &open) == 0 &&
         fstatat(folder, name.c_str(), &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

}  // namespace

OutputTarget::~OutputTarget() {
  if (parked_.has_value() && !Unpark().ok()) return;
  if (folder_.valid() && fd_.valid())
    unlinkat(folder_.get(), neighbour_name_.c_str(), 0);
}

absl::StatusOr<OutputTarget> OutputTarget::Create(const std::string& path) {
  OutputTarget target;
  target.name_ = path == "-" ? "stdout" : path;
  struct stat existing {};
  const bool exists = stat(path.c_str(), &existing) == 0;
  if (path == "-" || DescriptorNamed(path) ||
      (exists && !S_ISREG(existing.st_mode) && !S_ISDIR(existing.st_mode))) {
    target.in_place_ = true;
    PROV_RETURN_IF_ERROR(target.OpenInPlace(path));
    return target;
  }
  if (exists && S_ISDIR(existing.st_mode)) return IsFolder(target.name_);
  PROV_RETURN_IF_ERROR(target.OpenNeighbour(path));
  return target;
}

absl::Status OutputTarget::OpenInPlace(const std::string& path) {
  const std::optional<int> named =
      path == "-" ? STDOUT_FILENO : DescriptorNamed(path);
  fd_ = named ? UniqueFd(fcntl(*named, F_DUPFD_CLOEXEC, 0))
              : OpenAt(AT_FDCWD, path, O_WRONLY | O_NOCTTY);
  if (fd_.valid()) return absl::OkStatus();
  return ErrnoStatus(name_, "cannot write", errno);
}

absl::Status OutputTarget::OpenNeighbour(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const std::string file, FollowLinks(path));
  auto [folder_name, file_name] = SplitPath(file);
  if (file_name.empty()) return IsFolder(name_);
  UniqueFd folder = OpenAt(AT_FDCWD, folder_name, O_RDONLY | O_DIRECTORY);
  if (!folder.valid()) {
    return ErrnoStatus(
        name_, absl::StrFormat("cannot open the folder %s", folder_name),
        errno);
  }
  struct stat existing {};
  mode_t mode = 0666;
  const bool exists = fstatat(folder.get(), file_name.c_str(), &existing,
                              AT_SYMLINK_NOFOLLOW) == 0;
  if (exists) {
    // A rename would get past a write protection that its owner meant.
    if (faccessat(folder.get(), file_name.c_str(), W_OK, AT_EACCESS) != 0)
      return ErrnoStatus(name_, "cannot replace", errno);
    mode = existing.st_mode & kPermissionBits;
  }
  folder_ = std::move(folder);
  folder_name_ = std::move(folder_name);
  file_name_ = std::move(file_name);
  neighbour_name_ = NeighbourName(file_name_);
  constexpr int kMaxTries = 100;
  for (int tries = 0; tries < kMaxTries; ++tries) {
    PROV_ASSIGN_OR_RETURN(const bool made, TryMakeNeighbour(mode));
    if (!made) continue;
    if (exists && fchmod(fd_.get(), mode) != 0)
      return ErrnoStatus(name_, "cannot set permissions", errno);
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: other runs keep writing it; wait for them or stop them", name_));
}

absl::StatusOr<bool> OutputTarget::TryMakeNeighbour(mode_t mode) {
  UniqueFd fd = OpenAt(folder_.get(), neighbour_name_,
                       O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW, mode);
  const bool is_new = fd.valid();
  const bool existed = !is_new && errno == EEXIST;
  if (existed)
    fd = OpenAt(folder_.get(), neighbour_name_, O_RDONLY | O_NOFOLLOW);
  if (existed && !fd.valid() && errno == ENOENT) return false;
  if (!fd.valid()) return ErrnoStatus(name_, "cannot write", errno);
  if (flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    const int error = errno;
    if (error == EWOULDBLOCK) {
      return absl::FailedPreconditionError(absl::StrFormat(
          "%s: another run is writing it; wait for it or stop it", name_));
    }
    if (is_new) unlinkat(folder_.get(), neighbour_name_.c_str(), 0);
    return ErrnoStatus(name_, "cannot lock", error);
  }
  if (!StillNamed(fd.get(), folder_.get(), neighbour_name_)) return false;
  if (is_new) {
    fd_ = std::move(fd);
    return true;
  }
  if (unlinkat(folder_.get(), neighbour_name_.c_str(), 0) != 0)
    return ErrnoStatus(name_, "cannot remove what a killed run left", errno);
  return false;
}

bool OutputTarget::HasSameBytesAlready() const {
  if (in_place()) return false;
  const UniqueFd old =
      OpenAt(folder_.get(), file_name_, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  struct stat old_stat {};
  struct stat new_stat {};
  if (!old.valid() || fstat(old.get(), &old_stat) != 0 ||
      fstat(fd_.get(), &new_stat) != 0 || !S_ISREG(old_stat.st_mode) ||
      old_stat.st_size != new_stat.st_size) {
    return false;
  }
  std::string old_bytes(kPieceBytes, '\0');
  std::string new_bytes(kPieceBytes, '\0');
  for (uint64_t offset = 0;; offset += kPieceBytes) {
    const ssize_t old_count = ReadAt(old.get(), offset, old_bytes);
    const ssize_t new_count = ReadAt(fd_.get(), offset, new_bytes);
    if (old_count < 0 || old_count != new_count) return false;
    const auto count = static_cast<size_t>(old_count);
    if (std::string_view(old_bytes).substr(0, count) !=
        std::string_view(new_bytes).substr(0, count)) {
      return false;
    }
    if (count < kPieceBytes) return true;
  }
}

void OutputTarget::StartWriteback(size_t bytes_written) {
  bytes_written_ += bytes_written;
#ifdef SYNC_FILE_RANGE_WRITE
  const uint64_t waiting = bytes_written_ - bytes_on_their_way_;
  if (in_place() || waiting < kWritebackBytes) return;
  // No more than a hint: MakeDurable() sees to it that all is written.
  sync_file_range(fd_.get(), static_cast<off_t>(bytes_on_their_way_),
                  static_cast<off_t>(waiting), SYNC_FILE_RANGE_WRITE);
  bytes_on_their_way_ = bytes_written_;
#endif
}

absl::Status OutputTarget::MakeDurable() const {
  if (in_place() || parked_.has_value()) return absl::OkStatus();
  if (fdatasync(fd_.get()) == 0) return absl::OkStatus();
  return ErrnoStatus(name_, "write failed", errno);
}

absl::Status OutputTarget::Park() {
  if (in_place() || parked_.has_value()) return absl::OkStatus();
  PROV_RETURN_IF_ERROR(MakeDurable());
  struct stat neighbour {};
  if (fstat(fd_.get(), &neighbour) != 0)
    return ErrnoStatus(name_, "write failed", errno);
  parked_ = {neighbour.st_dev, neighbour.st_ino};
  folder_.Close();
  const int error = fd_.Close();
  return error == 0 ? absl::OkStatus()
                    : ErrnoStatus(name_, "write failed", error);
}

absl::Status OutputTarget::Unpark() {
  if (!parked_.has_value()) return absl::OkStatus();
  const std::pair<dev_t, ino_t> ours = *std::exchange(parked_, std::nullopt);
  folder_ = OpenAt(AT_FDCWD, folder_name_, O_RDONLY | O_DIRECTORY);
  if (folder_.valid())
    fd_ = OpenAt(folder_.get(), neighbour_name_, O_RDONLY | O_NOFOLLOW);
  struct stat neighbour {};
  if (fd_.valid() && flock(fd_.get(), LOCK_EX | LOCK_NB) == 0 &&
      fstat(fd_.get(), &neighbour) == 0 && neighbour.st_dev == ours.first &&
      neighbour.st_ino == ours.second &&
      StillNamed(fd_.get(), folder_.get(), neighbour_name_)) {
    return absl::OkStatus();
  }
  fd_.Close();  // The destructor leaves alone what is not ours.
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: another run began to write it meanwhile; wait for it or stop it, "
      "and run again",
      name_));
}

absl::Status OutputTarget::Rename() {
  if (in_place()) return absl::OkStatus();
  PROV_RETURN_IF_ERROR(Unpark());
  struct stat existing {};
  if (fstatat(folder_.get(), file_name_.c_str(), &existing,
              AT_SYMLINK_NOFOLLOW) == 0 &&
      !S_ISREG(existing.st_mode)) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: became something other than a file during the run; move it away "
        "and run again",
        name_));
  }
  if (renameat(folder_.get(), neighbour_name_.c_str(), folder_.get(),
               file_name_.c_str()) != 0)
    return ErrnoStatus(name_, "cannot rename the finished file to it", errno);
  fd_.Close();
  return absl::OkStatus();
}

absl::Status OutputTarget::SyncFolder() const {
  if (in_place()) return absl::OkStatus();
  // Some filesystems cannot sync a folder, and say EINVAL.
  if (fsync(folder_.get()) != 0 && errno != EINVAL && errno != ENOTSUP)
    return ErrnoStatus(name_, "cannot make its folder durable", errno);
  return absl::OkStatus();
}

absl::Status OutputTarget::CloseInPlace() {
  if (!in_place()) return absl::OkStatus();
  const int error = fd_.Close();
  return error == 0 ? absl::OkStatus()
                    : ErrnoStatus(name_, "write failed", error);
}

}  // namespace prov
