// Opening: the header alone says whether this is ours to read; then the
// trailer, the table and the sections are checked, in that order, a piece of
// the file in memory at a time.  Sections follow one another without gaps, so
// that every byte of the file is a checked one or a zero.
//
// Held by container_test.cc (every prefix, every flipped bit, frozen samples);
// hunted by tests/fuzz/container_fuzz.cc.

#include "libprov/store/container.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/store/container_layout.h"

namespace prov {
namespace {

absl::Status Damaged(std::string_view path, uint64_t offset,
                     std::string_view why) {
  return absl::DataLossError(
      absl::StrFormat("%s:%d: %s; make the file again", path, offset, why));
}

// `kind`: what the file should be, if that is known.
absl::StatusOr<ContainerHeader> ReadHeader(const InputBytes& input,
                                           const ContainerKind* kind) {
  const uint64_t size_bytes = input.size_bytes();
  std::string bytes(std::min<uint64_t>(size_bytes, kPartBytes), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, bytes));
  const size_t shared = std::min(bytes.size(), kHeaderMagic.size());
  if (bytes.substr(0, shared) != kHeaderMagic.substr(0, shared)) {
    constexpr std::string_view kWhy = "is not a binary file of the prov tools";
    if (kind == nullptr) return Damaged(input.path(), 0, kWhy);
    return absl::DataLossError(
        absl::StrFormat("%s:0: %s; name one of %s, which %s makes",
                        input.path(), kWhy, kind->name, kind->made_by));
  }
  if (size_bytes < 2 * kPartBytes)
    return Damaged(input.path(), size_bytes, "is cut short");
  const auto header = DecodeHeader(bytes);
  if (!header) return Damaged(input.path(), 0, "the header is damaged");
  if (header->layout_version == kLayoutVersion) return *header;
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: has container layout %d, this release reads %d; make the file again "
      "with this release",
      input.path(), header->layout_version, kLayoutVersion));
}

absl::Status CheckKind(const std::string& path, const ContainerHeader& header,
                       const ContainerKind& kind) {
  if (header.kind != kind.name) {
    return absl::FailedPreconditionError(
        absl::StrFormat("%s: holds %s, not %s; name a file made by %s", path,
                        header.kind, kind.name, kind.made_by));
  }
  if (header.major == kind.major) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: holds %s of version %d, this release reads version %d; rebuild it "
      "with %s",
      path, header.kind, header.major, kind.major, kind.made_by));
}

absl::StatusOr<std::string> ReadBytes(const InputBytes& input, uint64_t offset,
                                      uint64_t size_bytes) {
  std::string bytes(size_bytes, '\0');
  PROV_RETURN_IF_ERROR(input.Read(offset, bytes));
  return bytes;
}

// Where the table is, checked against the size of the file.
absl::StatusOr<ContainerTrailer> ReadTrailer(const InputBytes& input) {
  const std::string& path = input.path();
  const uint64_t offset = input.size_bytes() - kPartBytes;
  PROV_ASSIGN_OR_RETURN(const std::string bytes,
                        ReadBytes(input, offset, kPartBytes));
  const auto trailer = DecodeTrailer(bytes);
  if (!trailer)
    return Damaged(path, offset, "no end mark: it is cut short or damaged");
  if (trailer->file_bytes != input.size_bytes())
    return Damaged(
        path, offset,
        absl::StrFormat("the file should have %d bytes", trailer->file_bytes));
  if (trailer->table_offset > offset ||
      trailer->table_bytes != offset - trailer->table_offset ||
      trailer->table_offset < kPartBytes ||
      trailer->table_bytes % kPartBytes != 0)
    return Damaged(path, offset, "the section table is out of place");
  return *trailer;
}

absl::StatusOr<uint64_t> SectionChecksum(const InputBytes& input,
                                         const ContainerSection& section) {
  BlockChecksum checksum;
  std::string piece;
  for (uint64_t done = 0; done < section.size_bytes; done += piece.size()) {
    piece.resize(
        std::min<uint64_t>(kChecksumBlockBytes, section.size_bytes - done));
    PROV_RETURN_IF_ERROR(input.Read(section.offset + done, piece));
    checksum.Update(piece);
  }
  return checksum.Finish();
}

// Checks a section that should begin at `expected`, of a body of that size.
absl::Status CheckSection(const InputBytes& input, uint64_t body_bytes,
                          const ContainerSection& section, uint64_t expected) {
  const std::string& path = input.path();
  if (section.offset != expected || section.offset > body_bytes ||
      section.size_bytes > body_bytes - section.offset)
    return Damaged(
        path, expected,
        absl::StrFormat("section \"%s\" is out of place", section.name));
  const uint64_t end = section.offset + section.size_bytes;
  PROV_ASSIGN_OR_RETURN(const uint64_t checksum,
                        SectionChecksum(input, section));
  if (checksum != section.checksum)
    return Damaged(path, section.offset,
                   absl::StrFormat("section \"%s\" is damaged", section.name));
  const uint64_t next = std::min(AlignUp(end), body_bytes);
  PROV_ASSIGN_OR_RETURN(const std::string padding,
                        ReadBytes(input, end, next - end));
  const size_t other = padding.find_first_not_of('\0');
  if (other != std::string::npos)
    return Damaged(path, end + other, "a byte between sections is not zero");
  return absl::OkStatus();
}

absl::StatusOr<std::vector<ContainerSection>> ReadSections(
    const InputBytes& input) {
  const std::string& path = input.path();
  PROV_ASSIGN_OR_RETURN(const ContainerTrailer trailer, ReadTrailer(input));
  PROV_ASSIGN_OR_RETURN(
      const std::string table,
      ReadBytes(input, trailer.table_offset, trailer.table_bytes));
  if (ChecksumOf(table) != trailer.table_checksum)
    return Damaged(path, trailer.table_offset, "the section table is damaged");
  std::vector<ContainerSection> sections;
  uint64_t expected = kPartBytes;
  for (size_t at = 0; at < table.size(); at += kPartBytes) {
    auto section =
        DecodeSection(std::string_view(table).substr(at, kPartBytes));
    if (!section)
      return Damaged(path, trailer.table_offset + at, "a bad table entry");
    PROV_RETURN_IF_ERROR(
        CheckSection(input, trailer.table_offset, *section, expected));
    expected = AlignUp(section->offset + section->size_bytes);
    sections.push_back(*std::move(section));
  }
  if (expected != trailer.table_offset)
    return Damaged(path, expected, "bytes that belong to no section");
  return sections;
}

}  // namespace

struct Container::State {
  explicit State(InputBytes from) : input(std::move(from)) {}

  InputBytes input;
  ContainerHeader header;
  std::vector<ContainerSection> sections;
  Params params;

  // `kind` is nullptr where any will do.
  static absl::StatusOr<Container> Open(const std::string& path,
                                        const ContainerKind* kind,
                                        const InputOptions& options);

  absl::StatusOr<const ContainerSection*> Find(std::string_view name) const;
};

absl::StatusOr<Container> Container::State::Open(const std::string& path,
                                                 const ContainerKind* kind,
                                                 const InputOptions& options) {
  PROV_ASSIGN_OR_RETURN(InputBytes input, InputBytes::Open(path, options));
  auto state = std::make_unique<State>(std::move(input));
  PROV_ASSIGN_OR_RETURN(state->header, ReadHeader(state->input, kind));
  if (kind != nullptr)
    PROV_RETURN_IF_ERROR(CheckKind(path, state->header, *kind));
  PROV_ASSIGN_OR_RETURN(state->sections, ReadSections(state->input));
  Container container(std::move(state));
  PROV_ASSIGN_OR_RETURN(const std::string text,
                        container.Section(kParamsSection));
  auto params = DecodeParams(text);
  if (!params) return Damaged(path, kPartBytes, "bad parameter lines");
  container.state_->params = *std::move(params);
  return container;
}

absl::StatusOr<const ContainerSection*> Container::State::Find(
    std::string_view name) const {
  for (const ContainerSection& section : sections) {
    if (section.name == name) return &section;
  }
  return Damaged(input.path(), input.size_bytes(),
                 absl::StrFormat("has no section \"%s\"", name));
}

Container::Container(std::unique_ptr<State> state) : state_(std::move(state)) {}
Container::Container(Container&&) noexcept = default;
Container& Container::operator=(Container&&) noexcept = default;
Container::~Container() = default;

absl::StatusOr<Container> Container::Open(const std::string& path,
                                          const ContainerKind& kind,
                                          const InputOptions& options) {
  return State::Open(path, &kind, options);
}

const Params& Container::params() const { return state_->params; }

absl::StatusOr<std::string> Container::Section(std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const uint64_t size_bytes, SectionBytes(name));
  std::string bytes(size_bytes, '\0');
  PROV_RETURN_IF_ERROR(ReadSection(name, 0, bytes));
  return bytes;
}

absl::StatusOr<uint64_t> Container::SectionBytes(std::string_view name) const {
  PROV_ASSIGN_OR_RETURN(const ContainerSection* section, state_->Find(name));
  return section->size_bytes;
}

absl::Status Container::ReadSection(std::string_view name, uint64_t offset,
                                    std::span<char> bytes) const {
  PROV_ASSIGN_OR_RETURN(const ContainerSection* section, state_->Find(name));
  if (offset > section->size_bytes ||
      bytes.size() > section->size_bytes - offset) {
    return absl::InternalError(absl::StrFormat(
        "%s: no such part of section \"%s\"", state_->input.path(), name));
  }
  return state_->input.Read(section->offset + offset, bytes);
}

absl::Status Container::CheckUnchanged() const {
  return state_->input.CheckUnchanged();
}

bool Container::HasSection(std::string_view name) const {
  return std::ranges::any_of(state_->sections, [name](const auto& section) {
    return section.name == name;
  });
}

absl::StatusOr<ContainerSummary> DescribeContainer(
    const std::string& path, const InputOptions& options) {
  PROV_ASSIGN_OR_RETURN(const Container container,
                        Container::State::Open(path, nullptr, options));
  const Container::State& state = *container.state_;
  ContainerSummary summary{.kind = state.header.kind,
                           .major = state.header.major,
                           .minor = state.header.minor,
                           .params = state.params,
                           .sections = {}};
  for (const ContainerSection& section : state.sections)
    summary.sections.push_back({section.name, section.size_bytes});
  return summary;
}

absl::Status CheckSameParams(const Params& a, std::string_view a_name,
                             const Params& b, std::string_view b_name) {
  Params both = a;
  both.insert(b.begin(), b.end());
  std::string differing;
  for (const auto& [key, unused] : both) {
    const auto in_a = a.find(key);
    const auto in_b = b.find(key);
    const bool has_both = in_a != a.end() && in_b != b.end();
    if (has_both && in_a->second == in_b->second) continue;
    differing +=
        absl::StrFormat("%s%s is %s against %s", differing.empty() ? "" : ", ",
                        key, in_a == a.end() ? "missing" : in_a->second,
                        in_b == b.end() ? "missing" : in_b->second);
  }
  if (differing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s and %s were made with other parameters: %s; make one again with "
      "those of the other",
      a_name, b_name, differing));
}

}  // namespace prov
