// CheckDistinct(): files that exist are compared by device and inode, which
// sees through symbolic and hard links; names that do not exist yet by the
// identity of their folder and the name in it.  Devices (/dev/null, a terminal)
// may be named twice, a descriptor of ours may not.
//
// Held by distinct_test.cc.

#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "libprov/store/file_io.h"
#include "libprov/store/output_file.h"

namespace prov {
namespace {

// What an output path leads to.
struct Place {
  std::optional<int> descriptor;       // "-", "/dev/stdout"
  std::optional<FileIdentity> file;    // A regular file or FIFO that exists...
  std::optional<FileIdentity> folder;  // ...or where it will be made...
  std::string name;                    // ...under this name.
};

std::string KeyOf(const FileIdentity& file) {
  return absl::StrFormat("%d:%d", file.device, file.inode);
}

std::string Shown(const std::string& path) {
  return path == "-" ? "stdout" : path;
}

Place PlaceOf(const std::string& path) {
  Place place;
  place.descriptor = path == "-" ? STDOUT_FILENO : DescriptorNamed(path);
  struct stat found {};
  const int failed = place.descriptor ? fstat(*place.descriptor, &found)
                                      : stat(path.c_str(), &found);
  if (failed == 0) {
    if (S_ISREG(found.st_mode) || S_ISFIFO(found.st_mode))
      place.file = FileIdentity{found.st_dev, found.st_ino};
    return place;
  }
  // Where links go round, opening the output says so.
  const absl::StatusOr<std::string> target = FollowLinks(path);
  if (!target.ok()) return place;
  auto [folder, name] = SplitPath(*target);
  if (stat(folder.c_str(), &found) != 0) return place;
  place.folder = FileIdentity{found.st_dev, found.st_ino};
  place.name = name;
  return place;
}

// Equal for two places that are one; empty for a device, which may be named
// twice.
std::string KeyOf(const Place& place) {
  if (place.descriptor) return absl::StrFormat("fd %d", *place.descriptor);
  if (place.file) return KeyOf(*place.file);
  if (!place.folder) return "";
  return absl::StrFormat("%s/%s", KeyOf(*place.folder), place.name);
}

}  // namespace

absl::Status CheckDistinct(std::span<const std::string> outputs,
                           std::span<const InputBytes* const> inputs) {
  absl::flat_hash_map<std::string, const InputBytes*> read;
  for (const InputBytes* input : inputs) {
    read.try_emplace(KeyOf(input->identity()), input);
  }
  absl::flat_hash_map<std::string, const std::string*> written;
  for (const std::string& output : outputs) {
    const Place place = PlaceOf(output);
    if (place.file) {
      const auto found = read.find(KeyOf(*place.file));
      if (found != read.end()) {
        const std::string& path = found->second->path();
        return absl::InvalidArgumentError(
            absl::StrFormat("%s: is also the input %s; name another output",
                            Shown(output), path == "-" ? "stdin" : path));
      }
    }
    // A descriptor that leads to a file is that file, too.
    for (const std::string& key :
         {KeyOf(place), place.file ? KeyOf(*place.file) : std::string()}) {
      if (key.empty()) continue;
      const auto [other, is_new] = written.try_emplace(key, &output);
      if (is_new || other->second == &output) continue;
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is the same file as the output %s; give each its own",
          Shown(output), Shown(*other->second)));
    }
  }
  return absl::OkStatus();
}

}  // namespace prov
