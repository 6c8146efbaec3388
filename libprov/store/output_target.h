// Where an output's bytes go before it is committed: into a locked hidden
// neighbour of a regular file, or straight into anything else.

#ifndef LIBPROV_STORE_OUTPUT_TARGET_H_
#define LIBPROV_STORE_OUTPUT_TARGET_H_

#include <optional>
#include <string>
#include <utility>

#include "libprov/base/status.h"
#include "libprov/store/file_io.h"

namespace prov {

class OutputTarget {
 public:
  static absl::StatusOr<OutputTarget> Create(const std::string& path);

  OutputTarget(OutputTarget&& other) noexcept = default;
  OutputTarget& operator=(OutputTarget&& other) = delete;
  // Removes the neighbour unless Rename() succeeded or another run has it.
  ~OutputTarget();

  int fd() const { return fd_.get(); }
  const std::string& name() const { return name_; }  // For errors.
  bool in_place() const { return in_place_; }
  const std::string& folder_name() const { return folder_name_; }

  // Whether the file that Rename() would replace has the bytes written so far.
  // False where it cannot be read, and in place.
  // REQUIRES: not parked
  bool HasSameBytesAlready() const;

  // Tells that so many more bytes have been written: the system may begin to
  // bring them to the disk, so that there is less to wait for in the end.
  void StartWriteback(size_t bytes_written);

  // The following do nothing in place, but for CloseInPlace().
  absl::Status MakeDurable() const;
  // Makes the bytes durable, and gives up descriptors and lock.
  absl::Status Park();
  // Undoes Park().  FailedPrecondition if another run took the neighbour for
  // one that a killed run left.
  absl::Status Unpark();
  // Does not make the new name durable, which SyncFolder() does.
  absl::Status Rename();
  absl::Status SyncFolder() const;
  // After Rename(): the last descriptor.
  void CloseFolder() { folder_.Close(); }
  // Closing is where a network filesystem reports its last error.
  absl::Status CloseInPlace();

 private:
  OutputTarget() = default;

  absl::Status OpenInPlace(const std::string& path);
  absl::Status OpenNeighbour(const std::string& path);
  // True if the neighbour is made and ours; false if a stale one had to be
  // removed first.
  absl::StatusOr<bool> TryMakeNeighbour(mode_t mode);

  std::string name_;
  bool in_place_ = false;
  UniqueFd fd_;
  uint64_t bytes_written_ = 0;
  uint64_t bytes_on_their_way_ = 0;  // To the disk.
  UniqueFd folder_;
  std::string folder_name_;
  std::string file_name_;       // In folder_.
  std::string neighbour_name_;  // In folder_.
  // Of the neighbour, by which Unpark() knows it; none unless parked.
  std::optional<std::pair<dev_t, ino_t>> parked_;
};

}  // namespace prov

#endif  // LIBPROV_STORE_OUTPUT_TARGET_H_
