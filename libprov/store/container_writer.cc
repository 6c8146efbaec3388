// The header goes out with the first section and is never revisited; offsets
// are counted, sizes and checksums collected, and written as the table.
// Held by container_test.cc.

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/store/container.h"
#include "libprov/store/container_layout.h"

namespace prov {
namespace {

absl::Status CheckParams(const Params& params) {
  for (const auto& [key, value] : params) {
    if (key.empty() || key.find_first_of("=\n") != std::string::npos)
      return absl::InvalidArgumentError(absl::StrFormat(
          "parameter key \"%s\": must not be empty nor hold = or a line feed",
          key));
    if (value.find('\n') != std::string::npos)
      return absl::InvalidArgumentError(
          absl::StrFormat("parameter %s: must not hold a line feed", key));
  }
  return absl::OkStatus();
}

absl::Status CheckName(std::string_view what, std::string_view name,
                       size_t max_bytes) {
  if (!name.empty() && name.size() <= max_bytes &&
      name.find('\0') == std::string_view::npos)
    return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrFormat("%s \"%s\": must have 1 to %d bytes, none of them zero",
                      what, name, max_bytes));
}

}  // namespace

struct ContainerWriter::State {
  OutputFile* out = nullptr;
  ContainerHeader header;
  Params params;
  std::vector<ContainerSection> sections;  // The last one is open.
  BlockChecksum checksum;
  uint64_t offset = 0;
  bool finished = false;
  absl::Status status;

  absl::Status Emit(std::string_view bytes);
  absl::Status Pad();
  absl::Status Start();
  absl::Status Begin(std::string_view name);
  absl::Status Append(std::string_view bytes);
  absl::Status EndSection();
  absl::Status Finish();
};

absl::Status ContainerWriter::State::Emit(std::string_view bytes) {
  offset += bytes.size();
  return out->Write(bytes);
}

absl::Status ContainerWriter::State::Pad() {
  return Emit(std::string(AlignUp(offset) - offset, '\0'));
}

absl::Status ContainerWriter::State::Start() {
  if (offset > 0) return absl::OkStatus();
  PROV_RETURN_IF_ERROR(CheckName("kind", header.kind, kMaxKindBytes));
  PROV_RETURN_IF_ERROR(CheckParams(params));
  PROV_RETURN_IF_ERROR(Emit(Encode(header)));
  PROV_RETURN_IF_ERROR(Begin(kParamsSection));
  return Append(Encode(params));
}

absl::Status ContainerWriter::State::Begin(std::string_view name) {
  PROV_RETURN_IF_ERROR(CheckName("section", name, kMaxSectionNameBytes));
  for (const ContainerSection& section : sections) {
    if (section.name == name)
      return absl::InvalidArgumentError(
          absl::StrFormat("section \"%s\": is there already", name));
  }
  PROV_RETURN_IF_ERROR(EndSection());
  sections.push_back({.name = std::string(name), .offset = offset});
  return absl::OkStatus();
}

absl::Status ContainerWriter::State::Append(std::string_view bytes) {
  checksum.Update(bytes);
  return Emit(bytes);
}

absl::Status ContainerWriter::State::EndSection() {
  if (sections.empty()) return absl::OkStatus();
  ContainerSection& section = sections.back();
  section.size_bytes = offset - section.offset;
  section.checksum = checksum.Finish();
  return Pad();
}

absl::Status ContainerWriter::State::Finish() {
  PROV_RETURN_IF_ERROR(EndSection());
  std::string table;
  for (const ContainerSection& section : sections) table += Encode(section);
  const ContainerTrailer trailer{
      .file_bytes = offset + table.size() + kPartBytes,
      .table_offset = offset,
      .table_bytes = table.size(),
      .table_checksum = ChecksumOf(table)};
  PROV_RETURN_IF_ERROR(Emit(table));
  finished = true;
  return Emit(Encode(trailer));
}

ContainerWriter::ContainerWriter(OutputFile& out, const ContainerKind& kind,
                                 const Params& params)
    : state_(std::make_unique<State>()) {
  state_->out = &out;
  state_->header = {
      .kind = std::string(kind.name), .major = kind.major, .minor = kind.minor};
  state_->params = params;
  if (out.bytes_written() > 0)
    state_->status = absl::InternalError(
        absl::StrFormat("%s: a container must begin its file", out.path()));
}

ContainerWriter::ContainerWriter(ContainerWriter&&) noexcept = default;
ContainerWriter& ContainerWriter::operator=(ContainerWriter&&) noexcept =
    default;
ContainerWriter::~ContainerWriter() = default;

absl::Status ContainerWriter::BeginSection(std::string_view name) {
  State& state = *state_;
  PROV_RETURN_IF_ERROR(state.status);
  PROV_RETURN_IF_ERROR(state.status = state.Start());
  return state.status = state.Begin(name);
}

absl::Status ContainerWriter::Append(std::string_view bytes) {
  State& state = *state_;
  PROV_RETURN_IF_ERROR(state.status);
  // "params" is begun by us and not the caller's to go on with.
  if (state.sections.size() < 2 || state.finished)
    return state.status = absl::InternalError(
               absl::StrFormat("%s: no section is begun", state.out->path()));
  return state.status = state.Append(bytes);
}

absl::Status ContainerWriter::Finish() {
  State& state = *state_;
  PROV_RETURN_IF_ERROR(state.status);
  PROV_RETURN_IF_ERROR(state.status = state.Start());
  return state.status = state.Finish();
}

}  // namespace prov
