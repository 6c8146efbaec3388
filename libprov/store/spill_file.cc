// Held by spill_file_test.cc.

#include "libprov/store/spill_file.h"

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <string>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/store/file_io.h"
#include "libprov/store/spool.h"

namespace prov {

struct SpillFile::State {
  std::string folder;
  UniqueFd fd;
  std::mutex mutex;  // Guards what follows.
  absl::Status status;

  void Fail(absl::Status failure) {
    const std::lock_guard lock(mutex);
    if (status.ok()) status = std::move(failure);
  }
};

SpillFile::SpillFile() = default;
SpillFile::SpillFile(SpillFile&& other) noexcept
    : state_(std::move(other.state_)),
      size_bytes_(std::exchange(other.size_bytes_, 0)) {}
SpillFile& SpillFile::operator=(SpillFile&& other) noexcept {
  state_ = std::move(other.state_);
  size_bytes_ = std::exchange(other.size_bytes_, 0);
  return *this;
}
SpillFile::~SpillFile() = default;

uint64_t SpillFile::Append(std::string_view bytes) {
  if (state_ == nullptr) {
    state_ = std::make_unique<State>();
    absl::StatusOr<NamelessFile> file =
        OpenNamelessFile("what does not fit into memory");
    if (file.ok()) {
      state_->folder = std::move(file->folder);
      state_->fd = std::move(file->fd);
    } else {
      state_->Fail(file.status());
    }
  }
  const uint64_t offset = size_bytes_;
  size_bytes_ += bytes.size();
  Overwrite(offset, bytes);
  return offset;
}

void SpillFile::Overwrite(uint64_t offset, std::string_view bytes) {
  if (!state_->fd.valid()) return;
  const int error = WriteAt(state_->fd.get(), offset, bytes);
  if (error == 0) return;
  state_->Fail(ErrnoStatus(
      "what does not fit into memory",
      absl::StrFormat("TMPDIR (%s) took only %d bytes%s", state_->folder,
                      offset,
                      IsNoSpace(error)
                          ? " (set TMPDIR to a folder with more room, or raise "
                            "--memory)"
                          : ""),
      error));
}

void SpillFile::Read(uint64_t offset, std::span<char> bytes) const {
  const ssize_t count = state_ != nullptr && state_->fd.valid()
                            ? ReadAt(state_->fd.get(), offset, bytes)
                            : 0;
  if (count == static_cast<ssize_t>(bytes.size())) return;
  std::ranges::fill(bytes, '\0');
  if (state_ == nullptr) return;
  state_->Fail(ErrnoStatus(
      "what did not fit into memory",
      absl::StrFormat("TMPDIR (%s) does not give it back", state_->folder),
      count < 0 ? errno : EIO));
}

absl::Status SpillFile::status() const {
  if (state_ == nullptr) return absl::OkStatus();
  const std::lock_guard lock(state_->mutex);
  return state_->status;
}

}  // namespace prov
