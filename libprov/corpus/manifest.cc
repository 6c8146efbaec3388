// Held by manifest_test.cc and tests/fuzz/manifest_fuzz.cc.

#include "libprov/corpus/manifest.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/base/utf8_check.h"
#include "libprov/corpus/csv_record.h"
#include "libprov/corpus/csv_scan.h"

namespace prov {
namespace {

enum Column : size_t {
  kPath,
  kRowOutlet,
  kRowPublished,
  kRowUrl,
  kRowTitle,
  kZone,
  kColumnCount
};
constexpr std::array<std::string_view, kColumnCount> kColumns = {
    "path", "outlet", "published", "url", "title", "zone"};
constexpr size_t kAbsent = std::numeric_limits<size_t>::max();

// The same for each way to write a path, from wherever it is written.
std::string NormalPath(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

absl::StatusOr<std::vector<std::string>> FieldsOf(std::string_view record) {
  if (const auto bad = FindInvalidUtf8(record)) {
    return absl::InvalidArgumentError(
        absl::StrFormat("byte %d of the line is not valid UTF-8", *bad + 1));
  }
  std::vector<std::string> fields;
  std::string scratch;
  PROV_RETURN_IF_ERROR(ForEachCsvField(
      record, '\t', scratch,
      [&](size_t, std::string_view value) { fields.emplace_back(value); }));
  return fields;
}

// Where each of our columns stands, kAbsent where it does not.
absl::StatusOr<std::vector<size_t>> ColumnsOf(
    const std::vector<std::string>& names) {
  std::vector<size_t> columns(kColumnCount, kAbsent);
  for (size_t i = 0; i < names.size(); ++i) {
    const auto* const found = std::ranges::find(kColumns, names[i]);
    if (found == kColumns.end()) continue;
    size_t& place = columns[static_cast<size_t>(found - kColumns.begin())];
    if (place != kAbsent) {
      return absl::InvalidArgumentError(
          absl::StrFormat("there are two columns '%s'", names[i]));
    }
    place = i;
  }
  if (columns[kPath] == kAbsent) {
    return absl::InvalidArgumentError(
        "a manifest begins with the names of its columns, tabs between them, "
        "and one of them is 'path'; others that count are outlet, published, "
        "url, title and zone");
  }
  return columns;
}

}  // namespace

absl::StatusOr<Manifest> Manifest::Read(const std::string& path,
                                        const DateRules& dates) {
  Manifest manifest;
  manifest.path_ = path;
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(path));
  std::string bytes(input.size_bytes(), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, bytes));
  manifest.sha256_ = Hex(Sha256(bytes));
  std::vector<size_t> columns;
  size_t num_fields = 0;
  uint32_t failed_line = 0;
  auto add = [&](const Line& line) -> absl::Status {
    failed_line = line.line;
    PROV_ASSIGN_OR_RETURN(const std::vector<std::string> fields,
                          FieldsOf(line.record));
    if (columns.empty()) {
      num_fields = fields.size();
      PROV_ASSIGN_OR_RETURN(columns, ColumnsOf(fields));
      return absl::OkStatus();
    }
    if (fields.size() != num_fields) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%d fields where the header has %d", fields.size(), num_fields));
    }
    return manifest.AddRow(columns, fields, dates, line.line);
  };
  std::string buffer;
  const CsvBlock whole = {.block = {.end = input.size_bytes()},
                          .separator = '\t'};
  const absl::Status status =
      ForEachCsvRecord(input, whole, std::numeric_limits<uint64_t>::max(),
                       buffer, add)
          .status();
  if (absl::IsInvalidArgument(status)) {
    return absl::DataLossError(
        absl::StrCat(path, ":", failed_line, ": ", status.message()));
  }
  PROV_RETURN_IF_ERROR(status);
  if (columns.empty()) {
    return absl::DataLossError(absl::StrCat(
        path, ": is empty; a manifest begins with the names of its columns"));
  }
  return manifest;
}

absl::Status Manifest::AddRow(const std::vector<size_t>& columns,
                              const std::vector<std::string>& fields,
                              const DateRules& dates, uint32_t line) {
  auto field = [&](Column column) {
    return columns[column] == kAbsent ? std::string() : fields[columns[column]];
  };
  const std::string path = field(kPath);
  if (path.empty()) return absl::InvalidArgumentError("the path is empty");
  Row row{.facts = {.outlet = field(kRowOutlet),
                    .url = field(kRowUrl),
                    .title = field(kRowTitle)},
          .line = line};
  DateRules rules = dates;
  if (const std::string zone = field(kZone); !zone.empty()) {
    rules.zone_seconds = ParseZone(zone);
    if (!rules.zone_seconds.has_value()) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "zone '%s' is no offset such as +03:00 or -0500", zone));
    }
  }
  if (const std::string published = field(kRowPublished); !published.empty()) {
    const auto date = ParseDate(published, rules);
    row.facts.date_unreadable = !date.has_value();
    row.facts.published = date.value_or(DateInterval{});
    row.facts.order_told = OrderToldBy(published);
    for (const auto& [order, reading] :
         {std::pair(DateOrder::kDayFirst, &row.facts.day_first),
          std::pair(DateOrder::kMonthFirst, &row.facts.month_first)}) {
      rules.order = order;
      *reading = ParseDate(published, rules).value_or(DateInterval{});
    }
  }
  const auto [given, is_new] =
      as_given_.try_emplace(NormalPath(path), rows_.size());
  if (!is_new) {
    return absl::InvalidArgumentError(
        absl::StrFormat("path '%s' has a row on line %d already", path,
                        rows_[given->second].line));
  }
  const auto folder = std::filesystem::path(path_).parent_path();
  from_folder_.try_emplace(NormalPath(folder / path), rows_.size());
  rows_.push_back(std::move(row));
  return absl::OkStatus();
}

Manifest::Row* Manifest::Find(std::string_view path) {
  const std::string normal = NormalPath(path);
  for (const auto* paths : {&as_given_, &from_folder_}) {
    const auto found = paths->find(normal);
    if (found != paths->end()) return &rows_[found->second];
  }
  return nullptr;
}

void Manifest::Describe(std::vector<InputSpec>& inputs) {
  for (InputSpec& input : inputs) {
    if (input.format != Format::kText) continue;
    Row* const row = Find(input.path);
    if (row == nullptr) {
      if (files_without_row_++ == 0) file_example_ = input.path;
      continue;
    }
    row->used = true;
    std::string id = std::move(input.facts.id);
    input.facts = row->facts;
    input.facts.id = std::move(id);
  }
}

ManifestGaps Manifest::gaps() const {
  ManifestGaps gaps{.files_without_row = files_without_row_,
                    .file_example = file_example_};
  for (const Row& row : rows_) {
    if (row.used) continue;
    if (gaps.rows_without_file++ == 0) {
      gaps.row_example = absl::StrCat(path_, ":", row.line);
    }
  }
  return gaps;
}

}  // namespace prov
