#include "tools/cli/inputs.h"

#include <filesystem>
#include <iterator>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/utf8_check.h"
#include "libprov/corpus/folder.h"
#include "libprov/corpus/manifest.h"
#include "tools/cli/options.h"

namespace prov::cli {
namespace {

std::string Counted(uint64_t count, const char* one, const char* several) {
  return absl::StrFormat("%d %s", count, count == 1 ? one : several);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ExpandFolders(
    const std::vector<std::string>& paths, const Reading& reading,
    std::vector<std::string>& warnings) {
  std::vector<std::string> all;
  for (const std::string& path : paths) {
    std::error_code ignored;  // Opening it says what is wrong.
    if (!std::filesystem::is_directory(path, ignored)) {
      all.push_back(path);
      continue;
    }
    PROV_ASSIGN_OR_RETURN(FolderFiles files, FilesUnder(path, reading.options));
    // A manifest often lies beside what it tells of.
    if (!reading.manifest.empty()) {
      std::erase_if(files.paths, [&reading, &ignored](const std::string& file) {
        return std::filesystem::equivalent(file, reading.manifest, ignored);
      });
    }
    if (files.paths.empty() && files.others > 0) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: holds no file whose name tells a format (.jsonl, .csv, .tsv, "
          ".txt, plain or under .gz or .zst); say which with --format",
          path));
    }
    if (files.others > 0) {
      warnings.push_back(absl::StrFormat(
          "%s: %s passed over, as no name tells a format, such as %s", path,
          Counted(files.others, "file was", "files were"),
          files.other_example));
    }
    all.insert(all.end(), std::make_move_iterator(files.paths.begin()),
               std::make_move_iterator(files.paths.end()));
  }
  for (const std::string& path : all) {
    if (!FindInvalidUtf8(path).has_value()) continue;
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: this name is not UTF-8, so nothing that we write could hold it; "
        "rename it, such as with convmv",
        path));
  }
  return all;
}

absl::StatusOr<Corpus> OpenInputs(const std::vector<std::string>& paths,
                                  const std::vector<std::string>& archive,
                                  Reading& reading,
                                  std::vector<std::string>& warnings) {
  std::vector<InputSpec> inputs;
  for (const std::string& path : paths) {
    inputs.push_back(SpecOf(path, reading.options));
  }
  std::vector<InputSpec> archived;
  for (const std::string& path : archive) {
    archived.push_back(SpecOf(path, reading.options));
  }
  if (!reading.manifest.empty()) {
    PROV_ASSIGN_OR_RETURN(
        Manifest manifest,
        Manifest::Read(reading.manifest, reading.options.dates));
    reading.options.manifest_sha256 = manifest.sha256();
    manifest.Describe(inputs);
    manifest.Describe(archived);
    const ManifestGaps gaps = manifest.gaps();
    if (gaps.files_without_row > 0) {
      warnings.push_back(absl::StrFormat(
          "%s no row in %s, so neither outlet nor date, such as %s",
          Counted(gaps.files_without_row, "file has", "files have"),
          reading.manifest, gaps.file_example));
    }
    if (gaps.rows_without_file > 0) {
      warnings.push_back(
          absl::StrFormat("%s: %s of no input, such as %s", reading.manifest,
                          Counted(gaps.rows_without_file, "row is", "rows are"),
                          gaps.row_example));
    }
  }
  return Corpus::Open(inputs, archived, reading.options);
}

absl::StatusOr<std::vector<std::string>> Inputs::Resolve() {
  std::vector<std::string> all = paths;
  for (const auto& [list, separator] :
       {std::pair(files_from, '\n'), std::pair(files0_from, '\0')}) {
    if (list.empty()) continue;
    PROV_ASSIGN_OR_RETURN(const std::vector<std::string> listed,
                          ReadLines(list, separator));
    all.insert(all.end(), listed.begin(), listed.end());
  }
  if (all.empty() && files_from.empty() && files0_from.empty()) {
    all.push_back("-");
  }
  return ExpandFolders(all, reading, warnings);
}

po::options_description InputOptions(Inputs& inputs, const char* format_name) {
  po::options_description group("Input");
  group.add_options()(
      "input,i", po::value(&inputs.paths)->value_name("FILE")->composing(),
      "documents, plain, .gz or .zst, or a folder of them; - is stdin, and so "
      "is nothing; also as plain arguments");
  AddPath(group, "files-from", inputs.files_from, "more inputs, a path a line");
  AddPath(group, "files0-from", inputs.files0_from,
          "more inputs, each path ended by a zero byte");
  AddReadOptions(group, inputs.reading, format_name);
  return group;
}

void AddReadOptions(po::options_description& group, Reading& reading,
                    const char* format_name) {
  ReadOptions& read = reading.options;
  AddChoice<Format>(
      group, format_name, "NAME", "", read.format,
      {{ToString(Format::kJsonLines), Format::kJsonLines},
       {ToString(Format::kCsv), Format::kCsv},
       {ToString(Format::kTsv), Format::kTsv},
       {ToString(Format::kText), Format::kText}},
      "format of all inputs: jsonl, csv, tsv or text (a document a file); else "
      "their names tell, and jsonl is what others are taken for");
  AddParsedList(
      group, "field", "MEMBER=WHERE",
      [&read](const std::string& text) { return read.fields.Add(text); },
      "where a member stands that is not under its own name: a JSON Pointer "
      "such as text=/article/body, or the name of a column");
  AddChoice<DateOrder>(
      group, "date-order", "ORDER", "", read.dates.order,
      {{"dmy", DateOrder::kDayFirst}, {"mdy", DateOrder::kMonthFirst}},
      "what 06/04/2017 means: dmy or mdy; else it means either");
  AddPath(
      group, "manifest", reading.manifest,
      "what is known of text files: a table with tabs and the columns path, "
      "outlet, published, url, title, zone");
}

}  // namespace prov::cli
