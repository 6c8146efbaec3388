// CheckDistinct(): files that exist are compared by device and inode, which
// sees through symbolic and hard links; names that do not exist yet by the
// identity of their folder and the name in it.  Devices (/dev/null, a terminal)
// may be named twice, a descriptor of ours may not.
//
// Held by distinct_test.cc.

#include <sys/stat.h>
#include <unistd.h>

#include <optional>
#include <vector>

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

bool SamePlace(const Place& a, const Place& b) {
  if (a.descriptor && a.descriptor == b.descriptor) return true;
  if (a.file || b.file) return a.file == b.file;
  return a.folder && a.folder == b.folder && a.name == b.name;
}

}  // namespace

absl::Status CheckDistinct(std::span<const std::string> outputs,
                           std::span<const InputBytes* const> inputs) {
  std::vector<Place> places;
  for (const std::string& output : outputs) {
    const Place place = PlaceOf(output);
    for (const InputBytes* input : inputs) {
      if (place.file != input->identity()) continue;
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is also the input %s; name another output", Shown(output),
          input->path() == "-" ? "stdin" : input->path()));
    }
    for (size_t i = 0; i < places.size(); ++i) {
      if (!SamePlace(place, places[i])) continue;
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is the same file as the output %s; give each its own",
          Shown(output), Shown(outputs[i])));
    }
    places.push_back(place);
  }
  return absl::OkStatus();
}

}  // namespace prov
