#include "tools/cli/files.h"

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "libprov/base/hash.h"
#include "tools/cli/depfile.h"

namespace prov::cli {
namespace {

constexpr size_t kRejectsShown = 5;
constexpr uint64_t kPieceBytes = uint64_t{1} << 20;
// More outputs than this hold no descriptor: a process has only so many.
constexpr size_t kMaxHeld = 128;

namespace fs = std::filesystem;

// InvalidArgument if the output is one of the files read.
absl::Status CheckIsNone(const std::string& output,
                         const std::vector<std::string>& read) {
  std::error_code ignored;  // What cannot be looked up is not the same file.
  if (!fs::is_regular_file(output, ignored)) return absl::OkStatus();
  for (const std::string& input : read) {
    if (!fs::equivalent(output, input, ignored)) continue;
    return absl::InvalidArgumentError(absl::StrFormat(
        "%s: is also the input %s; name another output", output, input));
  }
  return absl::OkStatus();
}

// Without the turns ("a/../b") of a path put together of two, where that leads
// to the same file: Make compares names.
std::string ShortestName(const std::string& path) {
  std::error_code ignored;
  const fs::path normal = fs::path(path).lexically_normal();
  return fs::equivalent(normal, path, ignored) ? normal.string() : path;
}

std::string Counted(uint64_t count, const char* one, const char* several) {
  return absl::StrCat(count, " ", count == 1 ? one : several);
}

}  // namespace

absl::StatusOr<Corpus> OpenCorpus(Inputs& inputs,
                                  const std::vector<std::string>& archive,
                                  const std::vector<std::string>& output_paths,
                                  Outputs& outputs) {
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> paths, inputs.Resolve());
  PROV_ASSIGN_OR_RETURN(
      Corpus corpus,
      OpenInputs(paths, archive, inputs.reading, inputs.warnings));
  outputs.Read(
      {inputs.files_from, inputs.files0_from, inputs.reading.manifest});
  PROV_RETURN_IF_ERROR(outputs.Check(output_paths, InputsOf(corpus)));
  return corpus;
}

std::vector<const InputBytes*> InputsOf(const Corpus& corpus) {
  std::vector<const InputBytes*> inputs;
  for (const InputBytes& input : corpus.inputs()) inputs.push_back(&input);
  return inputs;
}

absl::StatusOr<absl::flat_hash_set<DocumentId>> ReadProtected(
    const std::string& path, const DocumentTable& documents, Params& params) {
  absl::flat_hash_set<DocumentId> is_protected;
  if (path.empty()) return is_protected;
  PROV_ASSIGN_OR_RETURN(std::vector<std::string> keys, ReadLines(path, '\n'));
  std::ranges::sort(keys);
  params["protected_sha256"] = Hex(Sha256(absl::StrJoin(keys, "\n")));
  absl::flat_hash_map<std::string_view, size_t> wanted;
  for (size_t i = 0; i < keys.size(); ++i) wanted.try_emplace(keys[i], i + 1);
  DocumentTable::Reader rows(documents);
  for (DocumentId document = 0; document < documents.size(); ++document) {
    const auto found = wanted.find(rows.key(document));
    if (found == wanted.end()) continue;
    is_protected.insert(document);
    found->second = 0;
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    if (wanted[keys[i]] != 0) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s: '%s' is the key of no document", path, keys[i]));
    }
  }
  return is_protected;
}

absl::Status CheckReadableTwice(const std::string& path) {
  std::error_code ignored;  // Opening it says what is wrong.
  const auto status =
      std::filesystem::status(path == "-" ? "/dev/stdin" : path, ignored);
  if (!std::filesystem::is_fifo(status) && path != "-") return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(
      path == "-" ? "stdin" : path,
      ": has to be read more than once, which a pipe cannot; save it to a file "
      "and name that"));
}

absl::Status MakeFolders(const std::string& path) {
  std::error_code error;
  if (!path.empty()) std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(path, ": cannot make this folder: ", error.message()));
}

Outputs::Outputs(const Common& common)
    : common_(common), read_(common.option_files) {}

void Outputs::Read(std::vector<std::string> paths) {
  std::erase(paths, "");
  read_.insert(read_.end(), paths.begin(), paths.end());
}

absl::Status Outputs::Check(std::vector<std::string> outputs,
                            const std::vector<const InputBytes*>& inputs) {
  std::erase(outputs, "");
  named_.insert(named_.end(), outputs.begin(), outputs.end());
  std::vector<std::string> all = named_;
  for (const std::string& path : {common_.depfile, common_.stamp}) {
    if (!path.empty()) all.push_back(path);
  }
  PROV_RETURN_IF_ERROR(CheckDistinct(all, inputs));
  for (const std::string& output : all) {
    PROV_RETURN_IF_ERROR(CheckIsNone(output, read_));
  }
  for (const InputBytes* input : inputs) read_.push_back(input->path());
  return common_.depfile.empty() ? absl::OkStatus() : Depfile(named_).status();
}

absl::StatusOr<OutputFile*> Outputs::Create(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const std::vector<OutputFile*> one, CreateAll({path}));
  return one.front();
}

absl::StatusOr<OutputFile*> Outputs::CreateUndigested(const std::string& path) {
  OutputOptions options = OptionsFor(1);
  options.digest = false;
  PROV_ASSIGN_OR_RETURN(OutputFile file, OutputFile::Create(path, options));
  files_.push_back(std::move(file));
  return &files_.back();
}

OutputOptions Outputs::OptionsFor(size_t files) const {
  return {.threads = common_.memory.limited() ? 1 : common_.threads,
          .keep_if_same = common_.if_changed,
          .hold = files <= kMaxHeld ? Hold::kOpen : Hold::kReopen};
}

absl::StatusOr<std::vector<OutputFile*>> Outputs::CreateAll(
    const std::vector<std::string>& paths) {
  const OutputOptions options = OptionsFor(paths.size());
  std::vector<OutputFile*> created;
  for (const std::string& path : paths) {
    PROV_ASSIGN_OR_RETURN(OutputFile file, OutputFile::Create(path, options));
    files_.push_back(std::move(file));
    created.push_back(&files_.back());
  }
  return created;
}

absl::Status Outputs::WriteFirst(const std::string& path,
                                 const std::string& text) {
  PROV_ASSIGN_OR_RETURN(
      OutputFile file,
      OutputFile::Create(path, {.keep_if_same = common_.if_changed}));
  PROV_RETURN_IF_ERROR(file.Write(text));
  files_.push_front(std::move(file));
  return absl::OkStatus();
}

absl::StatusOr<std::string> Outputs::Depfile(
    std::vector<std::string> targets) const {
  if (!common_.stamp.empty()) targets = {common_.stamp};
  std::erase(targets, "-");
  if (targets.empty()) {
    return absl::InvalidArgumentError(
        "--depfile needs a file to be the target of the rule; give -o FILE or "
        "--stamp FILE");
  }
  std::vector<std::string> prerequisites;
  for (const std::string& path : read_) {
    std::error_code ignored;
    if (fs::is_regular_file(path, ignored)) {
      prerequisites.push_back(ShortestName(path));
    }
  }
  return DepfileText(targets, prerequisites);
}

absl::Status Outputs::Commit() {
  if (!common_.depfile.empty()) {
    std::vector<std::string> targets;
    for (const OutputFile& file : files_) targets.push_back(file.path());
    std::ranges::reverse(targets);
    PROV_ASSIGN_OR_RETURN(const std::string rules, Depfile(targets));
    PROV_RETURN_IF_ERROR(WriteFirst(common_.depfile, rules));
  }
  std::vector<OutputFile*> all;
  for (OutputFile& file : files_) {
    if (!file.finished()) PROV_RETURN_IF_ERROR(file.Finish().status());
    all.push_back(&file);
  }
  return CommitAll(all);
}

absl::Status WriteRejects(const Corpus& corpus, OutputFile& out) {
  std::string piece;
  for (const Rejected& rejected : corpus.rejects()) {
    const InputBytes& input = corpus.inputs()[rejected.place.input];
    for (uint64_t done = 0; done < rejected.length_bytes;
         done += piece.size()) {
      piece.resize(std::min(kPieceBytes, rejected.length_bytes - done));
      PROV_RETURN_IF_ERROR(input.Read(rejected.place.offset + done, piece));
      PROV_RETURN_IF_ERROR(out.Write(piece));
    }
    PROV_RETURN_IF_ERROR(
        out.Write(rejected.ends_with_carriage_return ? "\r\n" : "\n"));
  }
  return absl::OkStatus();
}

void WarnOfRejects(const ToolInfo& tool, const Corpus& corpus) {
  const std::vector<Rejected>& rejects = corpus.rejects();
  for (size_t i = 0; i < std::min(rejects.size(), kRejectsShown); ++i) {
    Warn(tool, absl::StrCat(corpus.PlaceName(rejects[i].place), ": ",
                            rejects[i].reason, "; rejected"));
  }
  if (rejects.size() > kRejectsShown) {
    Warn(tool, absl::StrFormat("and %d more rejected, %d records in all",
                               rejects.size() - kRejectsShown, rejects.size()));
  }
}

absl::Status CheckUnchanged(const Corpus& corpus) {
  for (const InputBytes& input : corpus.inputs()) {
    PROV_RETURN_IF_ERROR(input.CheckUnchanged());
  }
  return absl::OkStatus();
}

void WarnOfOddities(const ToolInfo& tool, const Corpus& corpus,
                    const std::vector<std::string>& of_inputs) {
  for (const std::string& warning : of_inputs) Warn(tool, warning);
  if (corpus.repeated_ids() > 0) {
    Warn(tool,
         absl::StrFormat("%s carried by several records, such as '%s'; their "
                         "keys are id#1, id#2, ...",
                         Counted(corpus.repeated_ids(), "id is", "ids are"),
                         corpus.repeated_id_example()));
  }
  uint64_t unreadable = 0;
  RecordPlace example;
  DocumentTable::Reader rows(corpus.documents());
  for (DocumentId document = 0; document < corpus.documents().size();
       ++document) {
    if (!rows[document].date_unreadable) continue;
    if (unreadable++ == 0) example = rows[document].place;
  }
  if (unreadable > 0) {
    Warn(tool, absl::StrFormat(
                   "%s a date that cannot be read, taken as undated, such as "
                   "%s",
                   Counted(unreadable, "record has", "records have"),
                   corpus.PlaceName(example)));
  }
}

}  // namespace prov::cli
