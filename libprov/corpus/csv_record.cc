// Held by csv_record_test.cc against a parser that goes byte by byte, and by
// tests/fuzz/csv_fuzz.cc.

#include "libprov/corpus/csv_record.h"

#include <algorithm>
#include <utility>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/utf8_check.h"
#include "libprov/corpus/csv_scan.h"
#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

constexpr uint64_t kMaxHeaderBytes = uint64_t{1} << 20;
constexpr size_t kColumnsShown = 12;

absl::Status BadField(size_t field, std::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrFormat("field %d: %s", field + 1, why));
}

// "'id', 'Body'", for messages.
std::string Quoted(const std::vector<std::string>& names) {
  std::string all;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i == kColumnsShown) {
      return all + absl::StrFormat(" and %d more", names.size() - i);
    }
    all += (i == 0 ? "'" : ", '") + names[i] + "'";
  }
  return all;
}

absl::Status NoColumn(Member member, std::string_view column,
                      const std::vector<std::string>& names) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "there is no column '%s', only %s; name the one that holds it: --field "
      "%s=COLUMN",
      column, Quoted(names), kMemberNames[member]));
}

absl::Status NotUtf8(size_t offset) {
  return absl::InvalidArgumentError(absl::StrFormat(
      "byte %d of the record is not valid UTF-8; convert the file, such as "
      "with iconv -f WINDOWS-1252 -t UTF-8",
      offset + 1));
}

// Calls `visit` with the first record of an input, if it has one.
absl::Status VisitFirst(const InputBytes& input, char separator,
                        absl::FunctionRef<absl::Status(const Line&)> visit) {
  std::string buffer;
  uint32_t lines = 0;
  bool visited = false;
  for (uint64_t begin = 0; begin < input.size_bytes() && !visited;
       begin += kScanBlockBytes) {
    const CsvBlock block{
        .block = {.begin = begin,
                  .end = std::min(begin + kScanBlockBytes, input.size_bytes())},
        .separator = separator};
    const absl::StatusOr<uint32_t> count =
        ForEachCsvRecord(input, block, kMaxHeaderBytes, buffer,
                         [&](const Line& line) -> absl::Status {
                           visited = true;
                           Line first = line;
                           first.line += lines;
                           PROV_RETURN_IF_ERROR(visit(first));
                           return absl::CancelledError();  // One is enough.
                         });
    if (!count.ok() && !absl::IsCancelled(count.status())) {
      return count.status();
    }
    lines += count.value_or(0);
  }
  return absl::OkStatus();
}

absl::StatusOr<CsvHeader> HeaderOf(const Line& line, char separator,
                                   const FieldMap& fields) {
  if (line.too_long || line.open_quote) {
    return absl::InvalidArgumentError(
        line.open_quote
            ? "a quote in the header is never closed"
            : "the header is over 1 MiB; is a quote in it never closed?");
  }
  return ParseCsvHeader(line.record, separator, fields);
}

}  // namespace

char SeparatorOf(Format format) { return format == Format::kTsv ? '\t' : ','; }

absl::Status ForEachCsvField(
    std::string_view record, char separator, std::string& scratch,
    absl::FunctionRef<void(size_t, std::string_view)> visit) {
  size_t at = 0;
  for (size_t field = 0;; ++field) {
    if (at == record.size() || record[at] != '"') {
      const size_t end = std::min(record.find(separator, at), record.size());
      visit(field, record.substr(at, end - at));
      at = end;
    } else {
      const size_t begin = at + 1;
      scratch.clear();
      size_t from = begin;  // What is before is in `scratch`.
      size_t quote = record.find('"', begin);
      while (quote != std::string_view::npos && quote + 1 < record.size() &&
             record[quote + 1] == '"') {
        scratch.append(record.substr(from, quote + 1 - from));
        from = quote + 2;
        quote = record.find('"', from);
      }
      if (quote == std::string_view::npos) {
        return BadField(field, "its quote is never closed");
      }
      at = quote + 1;
      if (at < record.size() && record[at] != separator) {
        return BadField(field,
                        "it goes on behind its closing quote; a quote within "
                        "quotes is written twice");
      }
      if (from != begin) scratch.append(record.substr(from, quote - from));
      visit(field, from == begin ? record.substr(begin, quote - begin)
                                 : std::string_view(scratch));
    }
    if (at == record.size()) return absl::OkStatus();
    ++at;
  }
}

absl::StatusOr<CsvHeader> ParseCsvHeader(std::string_view line, char separator,
                                         const FieldMap& fields) {
  if (line.starts_with("\xFF\xFE") || line.starts_with("\xFE\xFF")) {
    return absl::InvalidArgumentError(
        "the file is UTF-16; convert it with iconv -f UTF-16 -t UTF-8");
  }
  if (const auto bad = FindInvalidUtf8(line)) return NotUtf8(*bad);
  std::vector<std::string> names;
  std::string scratch;
  PROV_RETURN_IF_ERROR(ForEachCsvField(
      line, separator, scratch,
      [&](size_t, std::string_view name) { names.emplace_back(name); }));
  CsvHeader header{.separator = separator, .num_fields = names.size()};
  header.columns.assign(names.size(), kMemberCount);
  for (size_t i = 0; i < kMemberCount; ++i) {
    const auto member = static_cast<Member>(i);
    const std::string_view column = fields.Column(member);
    const auto found = std::ranges::find(names, column);
    if (found == names.end()) {
      if (member != kText && !fields.Has(member)) continue;
      return NoColumn(member, column, names);
    }
    if (std::find(found + 1, names.end(), column) != names.end()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("there are two columns '%s'", column));
    }
    Member& held = header.columns[static_cast<size_t>(found - names.begin())];
    if (held != kMemberCount && fields.Has(held)) {
      // A column that was asked for under another name is not its own.
      if (!fields.Has(member)) continue;
      return absl::InvalidArgumentError(
          absl::StrFormat("column '%s' cannot be both '%s' and '%s'", column,
                          kMemberNames[held], kMemberNames[member]));
    }
    held = member;
  }
  return header;
}

absl::StatusOr<CsvHeader> ReadCsvHeader(const InputBytes& input, Format format,
                                        const FieldMap& fields) {
  const char separator = SeparatorOf(format);
  CsvHeader header{.separator = separator};
  uint64_t end = 0;
  PROV_RETURN_IF_ERROR(
      VisitFirst(input, separator, [&](const Line& line) -> absl::Status {
        absl::StatusOr<CsvHeader> parsed = HeaderOf(line, separator, fields);
        if (!parsed.ok()) {
          const std::string path = input.path() == "-" ? "stdin" : input.path();
          return absl::DataLossError(absl::StrCat(path, ":", line.line, ": ",
                                                  parsed.status().message()));
        }
        header = *std::move(parsed);
        end = line.offset + line.length_bytes + (line.carriage_return ? 2 : 1);
        return absl::OkStatus();
      }));
  header.bytes.resize(std::min(end, input.size_bytes()));
  PROV_RETURN_IF_ERROR(input.Read(0, header.bytes));
  return header;
}

absl::StatusOr<Document> CsvParser::Parse(const CsvHeader& header,
                                          std::string_view record) {
  if (const auto bad = FindInvalidUtf8(record)) return NotUtf8(*bad);
  std::array<std::string_view, kMemberCount> values;
  size_t num_fields = 0;
  PROV_RETURN_IF_ERROR(
      ForEachCsvField(record, header.separator, scratch_,
                      [&](size_t field, std::string_view value) {
                        num_fields = field + 1;
                        if (field >= header.num_fields) return;
                        const Member member = header.columns[field];
                        if (member == kMemberCount) return;
                        if (value.data() == scratch_.data()) {
                          resolved_[member].swap(scratch_);
                          value = resolved_[member];
                        }
                        values[member] = value;
                      }));
  if (num_fields != header.num_fields) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%d fields where the header has %d; is a separator or "
                        "line feed within a field not in quotes?",
                        num_fields, header.num_fields));
  }
  Document document{.id = values[kId],
                    .outlet = values[kOutlet],
                    .url = values[kUrl],
                    .title = values[kTitle],
                    .text = values[kText]};
  if (!values[kPublished].empty()) {
    const auto date = ParseDate(values[kPublished], dates_);
    document.date_unreadable = !date.has_value();
    document.published = date.value_or(DateInterval{});
    document.order_told = OrderToldBy(values[kPublished]);
  }
  if (!values[kUpdated].empty()) {
    document.updated =
        ParseDate(values[kUpdated], dates_).value_or(DateInterval{});
  }
  return document;
}

}  // namespace prov
