// The byte-exact pieces of FORMAT.md, for the container's reader and writer.

#ifndef LIBPROV_STORE_CONTAINER_LAYOUT_H_
#define LIBPROV_STORE_CONTAINER_LAYOUT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/container.h"

namespace prov {

inline constexpr size_t kAlignment = 64;     // Of sections, table and trailer.
inline constexpr size_t kPartBytes = 64;     // Header, trailer, table entry.
inline constexpr size_t kMaxKindBytes = 16;  // Shorter ones end in zeros.
inline constexpr size_t kMaxSectionNameBytes = 32;
inline constexpr size_t kChecksumBlockBytes = size_t{1} << 20;
inline constexpr uint8_t kLayoutVersion = 1;
inline constexpr std::string_view kParamsSection = "params";

// Neither text in any encoding we read, nor gzip, nor zstd; the line ends show
// a transfer that rewrote them.
inline constexpr std::string_view kHeaderMagic = "\x89PROV\r\n";
inline constexpr std::string_view kTrailerMagic = "\x89PRVEND\n";

constexpr uint64_t AlignUp(uint64_t offset) {
  return (offset + kAlignment - 1) / kAlignment * kAlignment;
}

struct ContainerHeader {
  uint8_t layout_version = kLayoutVersion;
  std::string kind;
  uint32_t major = 0;
  uint32_t minor = 0;
};

struct ContainerTrailer {
  uint64_t file_bytes = 0;
  uint64_t table_offset = 0;
  uint64_t table_bytes = 0;
  uint64_t table_checksum = 0;
};

struct ContainerSection {
  std::string name;
  uint64_t offset = 0;
  uint64_t size_bytes = 0;
  uint64_t checksum = 0;
};

std::string Encode(const ContainerHeader& header);
std::string Encode(const ContainerTrailer& trailer);
std::string Encode(const ContainerSection& section);
std::string Encode(const Params& params);

// Each returns nullopt if a checksum, the magic or a byte that must be zero is
// wrong.  REQUIRES: bytes.size() == kPartBytes for the first three.
std::optional<ContainerHeader> DecodeHeader(std::string_view bytes);
std::optional<ContainerTrailer> DecodeTrailer(std::string_view bytes);
std::optional<ContainerSection> DecodeSection(std::string_view bytes);
std::optional<Params> DecodeParams(std::string_view text);

// XXH3-64 over blocks of kChecksumBlockBytes, the last one shorter, each seeded
// with the result of the one before: so a section can be hashed while it is
// written, whatever pieces it comes in.
class BlockChecksum {
 public:
  void Update(std::string_view bytes);
  uint64_t Finish();  // Starts afresh.

 private:
  std::string block_;
  uint64_t hash_ = 0;
  bool any_ = false;
};

uint64_t ChecksumOf(std::string_view bytes);

}  // namespace prov

#endif  // LIBPROV_STORE_CONTAINER_LAYOUT_H_
