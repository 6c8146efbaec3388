// The one container of all our binary files: a 64-byte header, then named
// sections, 64-byte aligned, then their table and a 64-byte trailer, everything
// little-endian and checksummed.  The byte-exact layout is in FORMAT.md.  It is
// written front to back, so it may go to a pipe or through a compressor, and is
// read through InputBytes, so a compressed container opens like any other.
//
// A container that opens is whole and unaltered: the header, the trailer, the
// section table and every section are checked against their XXH3 before Open()
// returns, and bytes outside them must be zero.  Every prefix and every
// flipped byte of a file is a DataLoss error "path:offset: ...".

#ifndef LIBPROV_STORE_CONTAINER_H_
#define LIBPROV_STORE_CONTAINER_H_

#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/input_bytes.h"
#include "libprov/store/output_file.h"

namespace prov {

// What kind of thing a file holds, and which version of its layout.
struct ContainerKind {
  std::string_view name;     // At most 16 bytes, e.g. "signatures".
  uint32_t major = 1;        // Another major version is refused.
  std::string_view made_by;  // The tool, for errors: "prov-sketch".
  uint32_t minor = 0;        // Any is read; a newer one has more sections.
};

// Parameters that made a file: `key=value`, sorted by key.  Two files combine
// only if these agree.
using Params = std::map<std::string, std::string>;

// Returns FailedPrecondition naming each key whose value differs, and both
// values.  The names are those of the files.
absl::Status CheckSameParams(const Params& a, std::string_view a_name,
                             const Params& b, std::string_view b_name);

// Writes sections in the order they are begun, streaming: a section may be
// larger than memory.  The first error sticks: every later call returns it.
class ContainerWriter {
 public:
  // `out` must outlive the writer.  REQUIRES: nothing is written to it yet.
  ContainerWriter(OutputFile& out, const ContainerKind& kind,
                  const Params& params);
  ContainerWriter(ContainerWriter&&) noexcept;
  ContainerWriter& operator=(ContainerWriter&&) noexcept;
  ~ContainerWriter();

  // Begins a section; the one before it ends.  InvalidArgument if the name is
  // empty, longer than 32 bytes, taken, or "params", which holds the params.
  absl::Status BeginSection(std::string_view name);
  // More bytes of the section begun last, in as many pieces as wanted.
  absl::Status Append(std::string_view bytes);

  // Writes the section table at the end.  `out` still has to be finished and
  // committed by the caller.
  absl::Status Finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct ContainerSummary;

// A container on disk, of which pieces are read as they are wanted.  Immutable,
// so one instance serves any number of threads.
class Container {
 public:
  // DataLoss "path:offset: ..." if the file is damaged or no container;
  // FailedPrecondition if it is one of another kind or major version.
  static absl::StatusOr<Container> Open(const std::string& path,
                                        const ContainerKind& kind,
                                        const InputOptions& options = {});

  Container(Container&&) noexcept;
  Container& operator=(Container&&) noexcept;
  ~Container();

  const Params& params() const;
  // A whole section.  DataLoss if there is none of that name.
  absl::StatusOr<std::string> Section(std::string_view name) const;
  // Whether there is that section; a file of a lower minor version lacks some.
  bool HasSection(std::string_view name) const;

  // The same in pieces.  REQUIRES: the range lies inside the section.
  absl::StatusOr<uint64_t> SectionBytes(std::string_view name) const;
  absl::Status ReadSection(std::string_view name, uint64_t offset,
                           std::span<char> bytes) const;

  // DataLoss if the file is not what Open() has checked: ask after the last
  // piece.
  absl::Status CheckUnchanged() const;

 private:
  friend absl::StatusOr<ContainerSummary> DescribeContainer(
      const std::string& path, const InputOptions& options);
  struct State;
  explicit Container(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What `prov-show` prints of any container, whatever its kind.
struct ContainerSummary {
  std::string kind;
  uint32_t major = 0;
  uint32_t minor = 0;
  Params params;
  struct Section {
    std::string name;
    uint64_t size_bytes = 0;
  };
  std::vector<Section> sections;  // In file order, "params" among them.
};

// Checks all that Container::Open() checks, but for kind and major version.
absl::StatusOr<ContainerSummary> DescribeContainer(
    const std::string& path, const InputOptions& options = {});

}  // namespace prov

#endif  // LIBPROV_STORE_CONTAINER_H_
