// Columns are written one after the other, so that a file can be read in
// pieces and compresses well.  The reader is signature_reader.cc.
//
// Tested by signature_file_test.cc: round trip.

#include "libprov/sketch/signature_file.h"

#include <filesystem>
#include <span>

#include "libprov/base/json_writer.h"
#include "libprov/sketch/signature_columns.h"

namespace prov {
namespace {

// Writes one value a document.
template <typename T, typename Get>
absl::Status WriteColumn(ContainerWriter& writer, const char* name,
                         const DocumentTable& documents, const Get& get) {
  PROV_RETURN_IF_ERROR(writer.BeginSection(name));
  DocumentTable::Reader rows(documents);
  std::vector<T> values;
  for (DocumentId document = 0; document <= documents.size(); ++document) {
    if (values.size() == kRowsPerPiece || document == documents.size()) {
      PROV_RETURN_IF_ERROR(
          writer.Append({reinterpret_cast<const char*>(values.data()),
                         values.size() * sizeof(T)}));
      values.clear();
    }
    if (document < documents.size()) {
      values.push_back(static_cast<T>(get(rows[document], document)));
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
      writer, "key_end", table, [&](const DocumentRow& row, DocumentId) {
        return end += row.key_length;
      }));
  PROV_RETURN_IF_ERROR(writer.BeginSection("keys"));
  DocumentTable::Reader rows(table);
  for (DocumentId document = 0; document < table.size(); ++document) {
    PROV_RETURN_IF_ERROR(writer.Append(rows.key(document)));
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
  std::vector<uint16_t> scratch;
  for (uint32_t slot = 0; slot < signatures.num_slots(); ++slot) {
    for (size_t segment = 0; segment < signatures.segment_count(); ++segment) {
      const std::span<const uint16_t> row =
          signatures.Rows(segment, slot, 1, scratch)
              .first(signatures.SegmentSize(segment));
      PROV_RETURN_IF_ERROR(writer.Append(
          {reinterpret_cast<const char*>(row.data()), row.size_bytes()}));
    }
  }
  PROV_RETURN_IF_ERROR(signatures.status());
  PROV_RETURN_IF_ERROR(corpus.status());
  return writer.Finish();
}

}  // namespace prov
