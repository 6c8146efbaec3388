// The one container of all our binary files: a 64-byte header, then named
// sections, 64-byte aligned, everything little-endian and checksummed.  The
// byte-exact layout is in FORMAT.md.
//
// A container that opens is whole and unaltered: the header, the section
// table, and every section are checked against their XXH3 before Open()
// returns, and bytes outside them must be zero.  Every prefix and every
// flipped byte of a file is a DataLoss error "path:offset: ...".

#ifndef LIBPROV_STORE_CONTAINER_H_
#define LIBPROV_STORE_CONTAINER_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/store/output_file.h"

namespace prov {

// What kind of thing a file holds, and which version of its layout.
struct ContainerKind {
  std::string_view name;     // At most 16 bytes, e.g. "signatures".
  uint32_t major = 1;        // Another major version is refused.
  std::string_view made_by;  // For errors: "rebuild it with prov-sketch".
};

// Parameters that made a file: `key=value`, sorted by key.  Two files combine
// only if these agree.
using Params = std::map<std::string, std::string>;

// Returns FailedPrecondition naming each key whose value differs.
absl::Status CheckSameParams(const Params& a, std::string_view a_name,
                             const Params& b, std::string_view b_name);

// Writes sections in the order given, streaming: a section may be larger than
// memory.
class ContainerWriter {
 public:
  // `out` must outlive the writer.  `section_names` fixes what will be written
  // and in which order.
  ContainerWriter(OutputFile& out, const ContainerKind& kind,
                  const Params& params);

  // Appends a section; its bytes may come in several pieces.
  absl::Status BeginSection(std::string_view name);
  absl::Status Append(std::string_view bytes);

  // Writes the section table at the end.  `out` still has to be finished and
  // committed by the caller.
  absl::Status Finish();
};

// A container read from disk, held in memory.
class Container {
 public:
  static absl::StatusOr<Container> Open(const std::string& path,
                                        const ContainerKind& kind);

  const Params& params() const;
  // DataLoss if there is no such section.
  absl::StatusOr<std::string_view> Section(std::string_view name) const;
};

// What `prov-show` prints of any container, whatever its kind.
struct ContainerSummary {
  std::string kind;
  uint32_t major = 0;
  Params params;
  struct Section {
    std::string name;
    uint64_t size_bytes = 0;
  };
  std::vector<Section> sections;
};
absl::StatusOr<ContainerSummary> DescribeContainer(const std::string& path);

}  // namespace prov

#endif  // LIBPROV_STORE_CONTAINER_H_
