// Little-endian integers are put together byte by byte, so the host's order
// never shows.  Held by container_test.cc and by tests/formats/container/.

#include "libprov/store/container_layout.h"

#include <algorithm>

#include "libprov/base/hash.h"

namespace prov {
namespace {

constexpr size_t kChecksumAt = kPartBytes - 8;  // Of header and trailer.

template <typename Integer>
void Put(std::string& out, Integer value) {
  for (size_t byte = 0; byte < sizeof(Integer); ++byte)
    out.push_back(static_cast<char>(value >> (8 * byte) & 0xff));
}

void PutPadded(std::string& out, std::string_view name, size_t width) {
  out.append(name);
  out.append(width - name.size(), '\0');
}

template <typename Integer>
Integer Get(std::string_view bytes, size_t at) {
  Integer value = 0;
  for (size_t byte = sizeof(Integer); byte-- > 0;)
    value = static_cast<Integer>(value << 8) |
            static_cast<uint8_t>(bytes[at + byte]);
  return value;
}

bool IsZero(std::string_view bytes) {
  return bytes.find_first_not_of('\0') == std::string_view::npos;
}

// The name in a field of fixed width; nullopt if it is empty or goes on after
// its first zero byte.
std::optional<std::string> GetPadded(std::string_view field) {
  const std::string_view name = field.substr(0, field.find('\0'));
  if (name.empty() || !IsZero(field.substr(name.size()))) return std::nullopt;
  return std::string(name);
}

std::string Sealed(std::string part) {
  Put(part, Hash64(part));
  return part;
}

bool IsSealed(std::string_view part) {
  return Get<uint64_t>(part, kChecksumAt) ==
         Hash64(part.substr(0, kChecksumAt));
}

}  // namespace

std::string Encode(const ContainerHeader& header) {
  std::string out(kHeaderMagic);
  Put(out, header.layout_version);
  PutPadded(out, header.kind, kMaxKindBytes);
  Put(out, header.major);
  Put(out, header.minor);
  out.resize(kChecksumAt);
  return Sealed(std::move(out));
}

std::string Encode(const ContainerTrailer& trailer) {
  std::string out(kTrailerMagic);
  Put(out, trailer.file_bytes);
  Put(out, trailer.table_offset);
  Put(out, trailer.table_bytes);
  Put(out, trailer.table_checksum);
  out.resize(kChecksumAt);
  return Sealed(std::move(out));
}

std::string Encode(const ContainerSection& section) {
  std::string out;
  PutPadded(out, section.name, kMaxSectionNameBytes);
  Put(out, section.offset);
  Put(out, section.size_bytes);
  Put(out, section.checksum);
  out.resize(kPartBytes);
  return out;
}

std::string Encode(const Params& params) {
  std::string out;
  for (const auto& [key, value] : params) {
    out += key;
    out += '=';
    out += value;
    out += '\n';
  }
  return out;
}

std::optional<ContainerHeader> DecodeHeader(std::string_view bytes) {
  if (!bytes.starts_with(kHeaderMagic) || !IsSealed(bytes)) return std::nullopt;
  ContainerHeader header;
  header.layout_version = Get<uint8_t>(bytes, 7);
  // Another layout may put what it likes behind its version.
  if (header.layout_version != kLayoutVersion) return header;
  const auto kind = GetPadded(bytes.substr(8, kMaxKindBytes));
  if (!kind || !IsZero(bytes.substr(32, 24))) return std::nullopt;
  header.kind = *kind;
  header.major = Get<uint32_t>(bytes, 24);
  header.minor = Get<uint32_t>(bytes, 28);
  return header;
}

std::optional<ContainerTrailer> DecodeTrailer(std::string_view bytes) {
  if (!bytes.starts_with(kTrailerMagic) || !IsSealed(bytes) ||
      !IsZero(bytes.substr(40, 16)))
    return std::nullopt;
  return ContainerTrailer{.file_bytes = Get<uint64_t>(bytes, 8),
                          .table_offset = Get<uint64_t>(bytes, 16),
                          .table_bytes = Get<uint64_t>(bytes, 24),
                          .table_checksum = Get<uint64_t>(bytes, 32)};
}

std::optional<ContainerSection> DecodeSection(std::string_view bytes) {
  const auto name = GetPadded(bytes.substr(0, kMaxSectionNameBytes));
  if (!name || !IsZero(bytes.substr(56, 8))) return std::nullopt;
  return ContainerSection{.name = *name,
                          .offset = Get<uint64_t>(bytes, 32),
                          .size_bytes = Get<uint64_t>(bytes, 40),
                          .checksum = Get<uint64_t>(bytes, 48)};
}

std::optional<Params> DecodeParams(std::string_view text) {
  Params params;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    const size_t equals = line.find('=');
    if (equals == 0 || equals == std::string_view::npos) return std::nullopt;
    const std::string key(line.substr(0, equals));
    if (!params.empty() && key <= params.rbegin()->first) return std::nullopt;
    params.emplace(key, line.substr(equals + 1));
    text.remove_prefix(end + 1);
  }
  return params;
}

void BlockChecksum::Update(std::string_view bytes) {
  while (!bytes.empty()) {
    std::string_view block =
        bytes.substr(0, kChecksumBlockBytes - block_.size());
    bytes.remove_prefix(block.size());
    if (block.size() < kChecksumBlockBytes) {
      block_.append(block);
      block = block_;
    }
    if (block.size() < kChecksumBlockBytes) break;
    hash_ = Hash64(block, hash_);
    any_ = true;
    block_.clear();
  }
}

uint64_t BlockChecksum::Finish() {
  // Nothing at all is one empty block.
  if (!block_.empty() || !any_) hash_ = Hash64(block_, hash_);
  const uint64_t result = hash_;
  *this = BlockChecksum();
  return result;
}

uint64_t ChecksumOf(std::string_view bytes) {
  BlockChecksum checksum;
  const size_t whole = bytes.size() / kChecksumBlockBytes * kChecksumBlockBytes;
  checksum.Update(bytes.substr(0, whole));
  checksum.Update(bytes.substr(whole));
  return checksum.Finish();
}

}  // namespace prov
