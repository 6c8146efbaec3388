// Columns are written one after the other, so that a file can be read in
// pieces and compresses well.  A reader trusts no number in it: sizes, indices
// and ends are checked against each other before they are used.
//
// Tested by signature_file_test.cc: round trip, every prefix, every flipped
// byte.

#include "libprov/sketch/signature_file.h"

#include <algorithm>
#include <bit>
#include <filesystem>
#include <limits>
#include <span>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/json_writer.h"

namespace prov {
namespace {

static_assert(std::endian::native == std::endian::little,
              "columns are written as they lie in memory");

constexpr uint8_t kGradeMask = 0x0F;
constexpr uint8_t kCarriageReturn = 0x10;
constexpr uint8_t kDateUnreadable = 0x20;
constexpr uint8_t kReservedFlags = 0xC0;
constexpr size_t kRowsPerPiece = 8192;

// Writes one value a document.
template <typename T, typename Get>
absl::Status WriteColumn(ContainerWriter& writer, const char* name,
                         const DocumentTable& documents, const Get& get) {
  PROV_RETURN_IF_ERROR(writer.BeginSection(name));
  std::vector<T> values;
  for (DocumentId document = 0; document <= documents.size(); ++document) {
    if (values.size() == kRowsPerPiece || document == documents.size()) {
      PROV_RETURN_IF_ERROR(
          writer.Append({reinterpret_cast<const char*>(values.data()),
                         values.size() * sizeof(T)}));
      values.clear();
    }
    if (document < documents.size()) {
      values.push_back(static_cast<T>(get(documents[document], document)));
    }
  }
  return absl::OkStatus();
}

absl::Status WriteRows(ContainerWriter& writer, const DocumentTable& table) {
  using Row = DocumentRow;
  // NOLINTBEGIN(bugprone-macro-parentheses)
#define PROV_COLUMN(name, type, field)       \
  PROV_RETURN_IF_ERROR(                      \
      WriteColumn<type>(writer, name, table, \
                        [](const Row& row, DocumentId) { return row.field; }))
  PROV_COLUMN("offset", uint64_t, place.offset);
  PROV_COLUMN("length", uint32_t, place.length);
  PROV_COLUMN("line", uint32_t, place.line);
  PROV_COLUMN("input", uint32_t, place.input);
  PROV_COLUMN("outlet", uint32_t, outlet);
  PROV_COLUMN("tokens", uint32_t, token_count);
  PROV_COLUMN("earliest", int64_t, published.earliest);
  PROV_COLUMN("latest", int64_t, published.latest);
  PROV_COLUMN("url_hash", uint64_t, url_hash);
  PROV_COLUMN("record_hash", uint64_t, record_hash);
  PROV_COLUMN("text_hash", uint64_t, text_hash);
  PROV_COLUMN("tokens_hash", uint64_t, tokens_hash);
  PROV_COLUMN("id_length", uint32_t, id_length);
#undef PROV_COLUMN
  // NOLINTEND(bugprone-macro-parentheses)
  return WriteColumn<uint8_t>(
      writer, "flags", table, [](const Row& row, DocumentId) {
        return static_cast<uint8_t>(row.published.grade) |
               (row.ends_with_carriage_return ? kCarriageReturn : 0) |
               (row.date_unreadable ? kDateUnreadable : 0);
      });
}

absl::Status WriteStrings(ContainerWriter& writer, const DocumentTable& table) {
  uint64_t end = 0;
  PROV_RETURN_IF_ERROR(WriteColumn<uint64_t>(
      writer, "key_end", table, [&](const DocumentRow&, DocumentId document) {
        return end += table.key(document).size();
      }));
  PROV_RETURN_IF_ERROR(writer.BeginSection("keys"));
  for (DocumentId document = 0; document < table.size(); ++document) {
    PROV_RETURN_IF_ERROR(writer.Append(table.key(document)));
  }
  std::vector<uint64_t> ends;
  std::string names;
  for (uint32_t outlet = 0; outlet < table.outlet_count(); ++outlet) {
    names += table.outlet_name(outlet);
    ends.push_back(names.size());
  }
  PROV_RETURN_IF_ERROR(writer.BeginSection("outlet_end"));
  PROV_RETURN_IF_ERROR(
      writer.Append({reinterpret_cast<const char*>(ends.data()),
                     ends.size() * sizeof(uint64_t)}));
  PROV_RETURN_IF_ERROR(writer.BeginSection("outlets"));
  return writer.Append(names);
}

// Where an input lies, from the folder of the file that names it.
std::string RelativePath(const std::string& path, const std::string& file) {
  std::error_code error;
  const std::filesystem::path folder =
      std::filesystem::absolute(file, error).parent_path();
  return std::filesystem::absolute(path, error)
      .lexically_relative(folder)
      .string();
}

std::string InputsSection(const Corpus& corpus,
                          const std::vector<InputFacts>& inputs,
                          const std::string& file) {
  std::string section;
  for (size_t i = 0; i < inputs.size(); ++i) {
    JsonWriter(section)
        .BeginObject()
        .Member("path", RelativePath(corpus.inputs()[i].path(), file))
        .Member("name", inputs[i].name)
        .Member("size", inputs[i].size_bytes)
        .Member("sha256", inputs[i].sha256)
        .EndObject();
    section += '\n';
  }
  return section;
}

// Reads sections of a container as columns, checking their sizes.
class ColumnReader {
 public:
  ColumnReader(const Container& container, const std::string& path)
      : container_(container), path_(path) {}

  absl::Status Fail(const char* what) const {
    return absl::DataLossError(absl::StrFormat("%s: %s", path_, what));
  }

  // A whole section as values of type T.
  template <typename T>
  absl::StatusOr<std::span<const T>> Column(const char* name) const {
    PROV_ASSIGN_OR_RETURN(const std::string_view bytes,
                          container_.Section(name));
    if (bytes.size() % sizeof(T) != 0) {
      return Fail("a column has a broken length");
    }
    return std::span(reinterpret_cast<const T*>(bytes.data()),
                     bytes.size() / sizeof(T));
  }

  template <typename T>
  absl::StatusOr<std::span<const T>> Column(const char* name,
                                            size_t count) const {
    PROV_ASSIGN_OR_RETURN(const std::span<const T> column, Column<T>(name));
    if (column.size() != count) return Fail("columns differ in length");
    return column;
  }

  // Strings of which `ends` has the ends within section `bytes`.
  absl::StatusOr<std::vector<std::string_view>> Strings(
      const char* ends_name, const char* bytes_name) const {
    PROV_ASSIGN_OR_RETURN(const std::span<const uint64_t> ends,
                          Column<uint64_t>(ends_name));
    PROV_ASSIGN_OR_RETURN(const std::string_view bytes,
                          container_.Section(bytes_name));
    std::vector<std::string_view> strings;
    uint64_t begin = 0;
    for (const uint64_t end : ends) {
      if (end < begin || end > bytes.size()) return Fail("strings overlap");
      strings.push_back(bytes.substr(begin, end - begin));
      begin = end;
    }
    if (begin != bytes.size()) return Fail("strings leave bytes over");
    return strings;
  }

 private:
  const Container& container_;
  const std::string& path_;
};

absl::Status ReadRows(const ColumnReader& reader, SignatureFile& file) {
  PROV_ASSIGN_OR_RETURN(const auto keys, reader.Strings("key_end", "keys"));
  PROV_ASSIGN_OR_RETURN(const auto outlets,
                        reader.Strings("outlet_end", "outlets"));
  const size_t n = keys.size();
  if (n > std::numeric_limits<DocumentId>::max()) {
    return reader.Fail("has more documents than this release can hold");
  }
  PROV_ASSIGN_OR_RETURN(const auto offset,
                        reader.Column<uint64_t>("offset", n));
  PROV_ASSIGN_OR_RETURN(const auto length,
                        reader.Column<uint32_t>("length", n));
  PROV_ASSIGN_OR_RETURN(const auto line, reader.Column<uint32_t>("line", n));
  PROV_ASSIGN_OR_RETURN(const auto input, reader.Column<uint32_t>("input", n));
  PROV_ASSIGN_OR_RETURN(const auto outlet,
                        reader.Column<uint32_t>("outlet", n));
  PROV_ASSIGN_OR_RETURN(const auto tokens,
                        reader.Column<uint32_t>("tokens", n));
  PROV_ASSIGN_OR_RETURN(const auto early,
                        reader.Column<int64_t>("earliest", n));
  PROV_ASSIGN_OR_RETURN(const auto late, reader.Column<int64_t>("latest", n));
  PROV_ASSIGN_OR_RETURN(const auto flags, reader.Column<uint8_t>("flags", n));
  PROV_ASSIGN_OR_RETURN(const auto url, reader.Column<uint64_t>("url_hash", n));
  PROV_ASSIGN_OR_RETURN(const auto record,
                        reader.Column<uint64_t>("record_hash", n));
  PROV_ASSIGN_OR_RETURN(const auto text,
                        reader.Column<uint64_t>("text_hash", n));
  PROV_ASSIGN_OR_RETURN(const auto words,
                        reader.Column<uint64_t>("tokens_hash", n));
  const auto ids = reader.Column<uint32_t>("id_length", n);
  if (file.has_ids) PROV_RETURN_IF_ERROR(ids.status());
  for (size_t i = 0; i < n; ++i) {
    const size_t id_length = file.has_ids ? (*ids)[i] : keys[i].size();
    if (id_length > keys[i].size()) {
      return reader.Fail("an id is longer than the key made of it");
    }
    if (input[i] >= file.inputs.size() || outlet[i] >= outlets.size() ||
        (i > 0 && input[i] < input[i - 1]) ||
        length[i] > file.inputs[input[i]].size_bytes ||
        offset[i] > file.inputs[input[i]].size_bytes - length[i]) {
      return reader.Fail("a document lies outside its input");
    }
    if ((flags[i] & kGradeMask) > static_cast<uint8_t>(DateGrade::kNone) ||
        (flags[i] & kReservedFlags) != 0 || early[i] > late[i]) {
      return reader.Fail("a document has a date that is none");
    }
    file.documents.Append(
        {.place = {.offset = offset[i],
                   .length = length[i],
                   .line = line[i],
                   .input = input[i]},
         .token_count = tokens[i],
         .published = {.earliest = early[i],
                       .latest = late[i],
                       .grade = static_cast<DateGrade>(flags[i] & kGradeMask)},
         .ends_with_carriage_return = (flags[i] & kCarriageReturn) != 0,
         .date_unreadable = (flags[i] & kDateUnreadable) != 0,
         .url_hash = url[i],
         .record_hash = record[i],
         .text_hash = text[i],
         .tokens_hash = words[i]},
        keys[i].substr(0, id_length), outlets[outlet[i]]);
    if (id_length < keys[i].size()) {
      file.documents.SetKey(static_cast<DocumentId>(i), std::string(keys[i]));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadSlots(const ColumnReader& reader, uint32_t num_slots,
                       SignatureFile& file) {
  const size_t n = file.documents.size();
  PROV_ASSIGN_OR_RETURN(const std::span<const uint16_t> slots,
                        reader.Column<uint16_t>("slots", n * num_slots));
  file.signatures = SignatureTable(num_slots);
  std::vector<uint16_t> piece;
  for (size_t begin = 0; begin < n; begin += kRowsPerPiece) {
    const size_t count = std::min(kRowsPerPiece, n - begin);
    piece.resize(count * num_slots);
    for (uint32_t slot = 0; slot < num_slots; ++slot) {
      for (size_t i = 0; i < count; ++i) {
        piece[i * num_slots + slot] = slots[slot * n + begin + i];
      }
    }
    file.signatures.Append(piece);
  }
  return absl::OkStatus();
}

absl::Status ReadInputs(const Container& container, SignatureFile& file) {
  PROV_ASSIGN_OR_RETURN(const std::string_view section,
                        container.Section("inputs"));
  JsonReader json;
  for (size_t begin = 0; begin < section.size();) {
    const size_t end = std::min(section.find('\n', begin), section.size());
    std::string line(section.substr(begin, end - begin));
    const size_t length = line.size();
    line.resize(length + kJsonPadding);
    PROV_ASSIGN_OR_RETURN(const JsonObject object,
                          json.Parse(std::string_view(line).substr(0, length)));
    InputFacts& input = file.inputs.emplace_back();
    PROV_ASSIGN_OR_RETURN(file.paths.emplace_back(), object.String("path"));
    PROV_ASSIGN_OR_RETURN(input.name, object.String("name"));
    PROV_ASSIGN_OR_RETURN(input.size_bytes, object.Unsigned("size"));
    PROV_ASSIGN_OR_RETURN(input.sha256, object.String("sha256"));
    begin = end + 1;
  }
  return absl::OkStatus();
}

// What is wrong inside a file that is whole: nobody gave an argument.
absl::Status Located(const absl::Status& status, const std::string& path) {
  if (!absl::IsInvalidArgument(status)) return status;
  return absl::DataLossError(
      absl::StrFormat("%s: %s", path, std::string(status.message())));
}

}  // namespace

absl::Status WriteSignatures(OutputFile& out, const Corpus& corpus,
                             const SignatureTable& signatures,
                             const Params& params,
                             const std::vector<InputFacts>& inputs) {
  ContainerWriter writer(out, kSignatureFileKind, params);
  PROV_RETURN_IF_ERROR(writer.BeginSection("inputs"));
  PROV_RETURN_IF_ERROR(
      writer.Append(InputsSection(corpus, inputs, out.path())));
  PROV_RETURN_IF_ERROR(WriteRows(writer, corpus.documents()));
  PROV_RETURN_IF_ERROR(WriteStrings(writer, corpus.documents()));
  PROV_RETURN_IF_ERROR(writer.BeginSection("sha256"));
  for (const Sha256Digest& digest : corpus.record_digests()) {
    PROV_RETURN_IF_ERROR(writer.Append(
        {reinterpret_cast<const char*>(digest.data()), digest.size()}));
  }
  PROV_RETURN_IF_ERROR(writer.BeginSection("slots"));
  for (uint32_t slot = 0; slot < signatures.num_slots(); ++slot) {
    for (size_t segment = 0; segment < signatures.segment_count(); ++segment) {
      const std::span<const uint16_t> row = signatures.Row(segment, slot);
      PROV_RETURN_IF_ERROR(writer.Append(
          {reinterpret_cast<const char*>(row.data()), row.size_bytes()}));
    }
  }
  return writer.Finish();
}

absl::StatusOr<SignatureFile> ReadSignatures(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const Container container,
                        Container::Open(path, kSignatureFileKind));
  SignatureFile file{.params = container.params(),
                     .has_ids = container.HasSection("id_length")};
  const absl::StatusOr<SketchParams> sketch = SketchParamsFrom(file.params);
  PROV_RETURN_IF_ERROR(Located(sketch.status(), path));
  const ColumnReader reader(container, path);
  PROV_RETURN_IF_ERROR(Located(ReadInputs(container, file), path));
  PROV_RETURN_IF_ERROR(ReadRows(reader, file));
  PROV_RETURN_IF_ERROR(ReadSlots(reader, sketch->num_slots, file));
  PROV_ASSIGN_OR_RETURN(
      const std::span<const Sha256Digest> digests,
      reader.Column<Sha256Digest>("sha256", file.documents.size()));
  file.record_digests.assign(digests.begin(), digests.end());
  return file;
}

absl::StatusOr<Corpus> OpenDocuments(SignatureFile& file,
                                     const std::string& file_path,
                                     const std::vector<std::string>& paths) {
  std::vector<std::string> wanted = paths;
  if (wanted.empty()) {
    const std::filesystem::path folder =
        std::filesystem::path(file_path).parent_path();
    for (const std::string& path : file.paths) {
      wanted.push_back((folder / path).string());
    }
  }
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(wanted));
  bool same = corpus.inputs().size() == file.inputs.size();
  for (size_t i = 0; same && i < file.inputs.size(); ++i) {
    same = corpus.inputs()[i].size_bytes() == file.inputs[i].size_bytes;
  }
  if (!same) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: made from other inputs, whose number or sizes differ; name the "
        "same ones in the same order, or make signatures with prov-sketch",
        file_path));
  }
  corpus.Adopt(std::move(file.documents));
  return corpus;
}

}  // namespace prov
