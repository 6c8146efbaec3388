// Columns are read in pieces, so that a file may be larger than memory.  The
// container has checked every byte, so this only has to hold against a file
// that was made so; it trusts no number in it: sizes, indices and ends are
// checked against each other before they are used.
//
// Tested by signature_file_test.cc: round trip, every prefix, every flipped
// byte.

#include <algorithm>
#include <filesystem>
#include <limits>
#include <span>
#include <type_traits>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/sketch/signature_columns.h"
#include "libprov/sketch/signature_file.h"

namespace prov {
namespace {

constexpr uint64_t kDigestParts = 32;

// Reads sections of a container as columns, checking their sizes.
class ColumnReader {
 public:
  ColumnReader(const Container& container, const std::string& path)
      : container_(container), path_(path) {}

  absl::Status Fail(const char* what) const {
    return absl::DataLossError(absl::StrFormat("%s: %s", path_, what));
  }

  // How many values of type T a section holds.
  template <typename T>
  absl::StatusOr<uint64_t> Count(const char* name) const {
    PROV_ASSIGN_OR_RETURN(const uint64_t bytes, container_.SectionBytes(name));
    if (bytes % sizeof(T) != 0) return Fail("a column has a broken length");
    return bytes / sizeof(T);
  }

  template <typename T>
  absl::Status CheckCount(const char* name, uint64_t count) const {
    PROV_ASSIGN_OR_RETURN(const uint64_t actual, Count<T>(name));
    return actual == count ? absl::OkStatus()
                           : Fail("columns differ in length");
  }

  // Overwrites `values`.  REQUIRES: the section holds so many from `begin` on.
  template <typename T>
  absl::Status Read(const char* name, uint64_t begin, size_t count,
                    std::vector<T>& values) const {
    values.resize(count);
    return container_.ReadSection(
        name, begin * sizeof(T),
        {reinterpret_cast<char*>(values.data()), values.size() * sizeof(T)});
  }

  const Container& container() const { return container_; }

 private:
  const Container& container_;
  const std::string& path_;
};

// Strings of which one section has the ends within another, piece by piece.
class StringReader {
 public:
  StringReader(const ColumnReader& columns, const char* ends_name,
               const char* bytes_name)
      : columns_(columns), ends_name_(ends_name), bytes_name_(bytes_name) {}

  // Moves on to strings [first, first + count), which follow those before.
  absl::Status Read(uint64_t first, size_t count) {
    PROV_RETURN_IF_ERROR(columns_.Read(ends_name_, first, count, ends_));
    PROV_ASSIGN_OR_RETURN(const uint64_t size_bytes,
                          columns_.container().SectionBytes(bytes_name_));
    begin_ += bytes_.size();
    uint64_t last = begin_;
    for (const uint64_t end : ends_) {
      if (end < last || end > size_bytes) {
        return columns_.Fail("strings overlap");
      }
      last = end;
    }
    bytes_.resize(last - begin_);
    return columns_.container().ReadSection(bytes_name_, begin_, bytes_);
  }

  // The string number `i` of those read last; valid until the next Read().
  std::string_view operator[](size_t i) const {
    const uint64_t begin = i == 0 ? begin_ : ends_[i - 1];
    return std::string_view(bytes_).substr(begin - begin_, ends_[i] - begin);
  }

  // REQUIRES: all strings have been read.
  absl::Status CheckEnd() const {
    PROV_ASSIGN_OR_RETURN(const uint64_t size_bytes,
                          columns_.container().SectionBytes(bytes_name_));
    return begin_ + bytes_.size() == size_bytes
               ? absl::OkStatus()
               : columns_.Fail("strings leave bytes over");
  }

 private:
  const ColumnReader& columns_;
  const char* ends_name_;
  const char* bytes_name_;
  std::vector<uint64_t> ends_;
  std::string bytes_;
  uint64_t begin_ = 0;  // Of the strings read last.
};

// The columns of a run of documents.
struct RowColumns {
  std::vector<uint64_t> offset, url, record, text, words;
  std::vector<uint32_t> length, line, input, outlet, tokens;
  std::vector<int64_t> early, late;
  std::vector<uint8_t> flags;

  // Calls `visit` with the name of each column and the column.
  template <typename Visit>
  absl::Status ForEach(const Visit& visit) {
    PROV_RETURN_IF_ERROR(visit("offset", offset));
    PROV_RETURN_IF_ERROR(visit("length", length));
    PROV_RETURN_IF_ERROR(visit("line", line));
    PROV_RETURN_IF_ERROR(visit("input", input));
    PROV_RETURN_IF_ERROR(visit("outlet", outlet));
    PROV_RETURN_IF_ERROR(visit("tokens", tokens));
    PROV_RETURN_IF_ERROR(visit("earliest", early));
    PROV_RETURN_IF_ERROR(visit("latest", late));
    PROV_RETURN_IF_ERROR(visit("flags", flags));
    PROV_RETURN_IF_ERROR(visit("url_hash", url));
    PROV_RETURN_IF_ERROR(visit("record_hash", record));
    PROV_RETURN_IF_ERROR(visit("text_hash", text));
    return visit("tokens_hash", words);
  }

  DocumentRow Row(size_t i) const {
    return {
        .place = {.offset = offset[i],
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
        .tokens_hash = words[i]};
  }
};

template <typename T>
using ValueOf = typename std::remove_reference_t<T>::value_type;

absl::StatusOr<std::vector<std::string>> ReadOutlets(
    const ColumnReader& reader) {
  PROV_ASSIGN_OR_RETURN(const uint64_t count,
                        reader.Count<uint64_t>("outlet_end"));
  StringReader strings(reader, "outlet_end", "outlets");
  PROV_RETURN_IF_ERROR(strings.Read(0, count));
  PROV_RETURN_IF_ERROR(strings.CheckEnd());
  std::vector<std::string> outlets;
  for (size_t i = 0; i < count; ++i) outlets.emplace_back(strings[i]);
  return outlets;
}

// What is wrong with a row; nullptr if nothing is.
const char* WrongWith(const DocumentRow& row, uint8_t flags,
                      uint32_t last_input,
                      const std::vector<InputFacts>& inputs) {
  const RecordPlace& place = row.place;
  if (place.input >= inputs.size() || place.input < last_input ||
      place.length > inputs[place.input].size_bytes ||
      place.offset > inputs[place.input].size_bytes - place.length) {
    return "a document lies outside its input";
  }
  if ((flags & kGradeMask) > static_cast<uint8_t>(DateGrade::kNone) ||
      (flags & kReservedFlags) != 0 ||
      row.published.earliest > row.published.latest) {
    return "a document has a date that is none";
  }
  return nullptr;
}

absl::Status ReadRows(const ColumnReader& reader, const MemoryBudget& memory,
                      SignatureFile& file) {
  PROV_ASSIGN_OR_RETURN(const uint64_t n, reader.Count<uint64_t>("key_end"));
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> outlets,
                        ReadOutlets(reader));
  if (n > std::numeric_limits<DocumentId>::max()) {
    return reader.Fail("has more documents than this release can hold");
  }
  PROV_RETURN_IF_ERROR(memory.CheckFits(n * kStateBytesPerDocument, 1,
                                        absl::StrFormat("%d documents", n)));
  RowColumns columns;
  if (file.has_ids) {
    PROV_RETURN_IF_ERROR(reader.CheckCount<uint32_t>("id_length", n));
  }
  std::vector<uint32_t> id_lengths;
  PROV_RETURN_IF_ERROR(columns.ForEach([&](const char* name, auto& column) {
    return reader.CheckCount<ValueOf<decltype(column)>>(name, n);
  }));
  StringReader keys(reader, "key_end", "keys");
  uint32_t last_input = 0;
  for (uint64_t begin = 0; begin < n; begin += kRowsPerPiece) {
    const size_t count = std::min<uint64_t>(kRowsPerPiece, n - begin);
    PROV_RETURN_IF_ERROR(keys.Read(begin, count));
    PROV_RETURN_IF_ERROR(columns.ForEach([&](const char* name, auto& column) {
      return reader.Read(name, begin, count, column);
    }));
    if (file.has_ids) {
      PROV_RETURN_IF_ERROR(reader.Read("id_length", begin, count, id_lengths));
    }
    for (size_t i = 0; i < count; ++i) {
      const DocumentRow row = columns.Row(i);
      const size_t id_length = file.has_ids ? id_lengths[i] : keys[i].size();
      if (id_length > keys[i].size()) {
        return reader.Fail("an id is longer than the key made of it");
      }
      if (columns.outlet[i] >= outlets.size()) {
        return reader.Fail("a document lies outside its input");
      }
      if (const char* wrong =
              WrongWith(row, columns.flags[i], last_input, file.inputs)) {
        return reader.Fail(wrong);
      }
      last_input = row.place.input;
      file.documents.Append(row, keys[i].substr(0, id_length),
                            outlets[columns.outlet[i]]);
      if (id_length < keys[i].size()) {
        file.documents.SetKey(static_cast<DocumentId>(begin + i), keys[i]);
      }
    }
  }
  return keys.CheckEnd();
}

absl::Status ReadSlots(const ColumnReader& reader, uint32_t num_slots,
                       SignatureFile& file) {
  const size_t n = file.documents.size();
  PROV_RETURN_IF_ERROR(reader.CheckCount<uint16_t>("slots", n * num_slots));
  std::vector<uint16_t> column;
  std::vector<uint16_t> piece;
  for (size_t begin = 0; begin < n; begin += kRowsPerPiece) {
    const size_t count = std::min(kRowsPerPiece, n - begin);
    piece.resize(count * num_slots);
    for (uint32_t slot = 0; slot < num_slots; ++slot) {
      PROV_RETURN_IF_ERROR(
          reader.Read("slots", slot * n + begin, count, column));
      for (size_t i = 0; i < count; ++i) {
        piece[i * num_slots + slot] = column[i];
      }
    }
    file.signatures.Append(piece);
  }
  return absl::OkStatus();
}

absl::Status ReadDigests(const ColumnReader& reader, SignatureFile& file) {
  const size_t n = file.documents.size();
  PROV_RETURN_IF_ERROR(reader.CheckCount<Sha256Digest>("sha256", n));
  std::vector<Sha256Digest> piece;
  for (size_t begin = 0; begin < n; begin += kRowsPerPiece) {
    PROV_RETURN_IF_ERROR(reader.Read(
        "sha256", begin, std::min(kRowsPerPiece, n - begin), piece));
    for (const Sha256Digest& digest : piece) file.record_digests.Append(digest);
  }
  return absl::OkStatus();
}

absl::Status ReadInputs(const Container& container, SignatureFile& file) {
  PROV_ASSIGN_OR_RETURN(const std::string section, container.Section("inputs"));
  JsonReader json;
  for (size_t begin = 0; begin < section.size();) {
    const size_t end = std::min(section.find('\n', begin), section.size());
    std::string line = section.substr(begin, end - begin);
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

absl::StatusOr<SignatureFile> ReadSignatures(const std::string& path,
                                             const MemoryBudget& memory) {
  PROV_ASSIGN_OR_RETURN(const Container container,
                        Container::Open(path, kSignatureFileKind));
  const absl::StatusOr<SketchParams> sketch =
      SketchParamsFrom(container.params());
  PROV_RETURN_IF_ERROR(Located(sketch.status(), path));
  SignatureFile file{
      .params = container.params(),
      .has_ids = container.HasSection("id_length"),
      .documents = DocumentTable(memory),
      .signatures = SignatureTable(sketch->num_slots, memory),
      .record_digests = SpillVector<Sha256Digest>(memory.Share(kDigestParts))};
  const ColumnReader reader(container, path);
  PROV_RETURN_IF_ERROR(Located(ReadInputs(container, file), path));
  PROV_RETURN_IF_ERROR(ReadRows(reader, memory, file));
  PROV_RETURN_IF_ERROR(ReadSlots(reader, sketch->num_slots, file));
  PROV_RETURN_IF_ERROR(ReadDigests(reader, file));
  PROV_RETURN_IF_ERROR(container.CheckUnchanged());
  PROV_RETURN_IF_ERROR(file.documents.status());
  PROV_RETURN_IF_ERROR(file.signatures.status());
  PROV_RETURN_IF_ERROR(file.record_digests.status());
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
  PROV_ASSIGN_OR_RETURN(const ReadOptions options,
                        ReadOptionsFrom(file.params));
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(wanted, {}, options));
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
