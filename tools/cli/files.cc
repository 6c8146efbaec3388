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

namespace prov::cli {
namespace {

constexpr size_t kRejectsShown = 5;
constexpr uint64_t kPieceBytes = uint64_t{1} << 20;

std::string Counted(uint64_t count, const char* one, const char* several) {
  return absl::StrCat(count, " ", count == 1 ? one : several);
}

}  // namespace

absl::StatusOr<Corpus> OpenCorpus(const Inputs& inputs,
                                  const std::vector<std::string>& archive,
                                  std::vector<std::string> outputs) {
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> paths, inputs.Resolve());
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(paths, archive));
  PROV_RETURN_IF_ERROR(
      CheckNotRead(outputs, {inputs.files_from, inputs.files0_from}));
  PROV_RETURN_IF_ERROR(CheckOutputs(corpus, std::move(outputs)));
  return corpus;
}

absl::Status CheckOutputs(const Corpus& corpus,
                          std::vector<std::string> outputs) {
  std::vector<const InputBytes*> read;
  for (const InputBytes& input : corpus.inputs()) read.push_back(&input);
  std::erase(outputs, "");
  return CheckDistinct(outputs, read);
}

absl::Status CheckNotRead(const std::vector<std::string>& outputs,
                          const std::vector<std::string>& read) {
  namespace fs = std::filesystem;
  std::error_code ignored;  // What cannot be looked up is not the same file.
  for (const std::string& output : outputs) {
    if (!fs::is_regular_file(output, ignored)) continue;
    for (const std::string& input : read) {
      if (!fs::equivalent(output, input, ignored)) continue;
      return absl::InvalidArgumentError(absl::StrFormat(
          "%s: is also the input %s; name another output", output, input));
    }
  }
  return absl::OkStatus();
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
  for (DocumentId document = 0; document < documents.size(); ++document) {
    const auto found = wanted.find(documents.key(document));
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

absl::Status MakeFolders(const std::string& path) {
  std::error_code error;
  if (!path.empty()) std::filesystem::create_directories(path, error);
  if (!error) return absl::OkStatus();
  return absl::UnavailableError(
      absl::StrCat(path, ": cannot make this folder: ", error.message()));
}

absl::StatusOr<OutputFile*> Outputs::Create(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(OutputFile file,
                        OutputFile::Create(path, {.threads = threads_}));
  files_.push_back(std::move(file));
  return &files_.back();
}

absl::Status Outputs::WriteFirst(const std::string& path,
                                 const std::string& line) {
  PROV_ASSIGN_OR_RETURN(OutputFile file, OutputFile::Create(path));
  PROV_RETURN_IF_ERROR(file.Write(line + "\n"));
  files_.push_front(std::move(file));
  return absl::OkStatus();
}

absl::Status Outputs::Commit() {
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

void WarnOfOddities(const ToolInfo& tool, const Corpus& corpus) {
  if (corpus.repeated_ids() > 0) {
    Warn(tool,
         absl::StrFormat("%s carried by several records, such as '%s'; their "
                         "keys are id#1, id#2, ...",
                         Counted(corpus.repeated_ids(), "id is", "ids are"),
                         corpus.repeated_id_example()));
  }
  uint64_t unreadable = 0;
  const DocumentRow* example = nullptr;
  const DocumentTable& documents = corpus.documents();
  for (DocumentId document = 0; document < documents.size(); ++document) {
    if (!documents[document].date_unreadable) continue;
    ++unreadable;
    if (example == nullptr) example = &documents[document];
  }
  if (example != nullptr) {
    Warn(tool, absl::StrFormat(
                   "%s a date that cannot be read, taken as undated, such as "
                   "%s",
                   Counted(unreadable, "record has", "records have"),
                   corpus.PlaceName(example->place)));
  }
}

}  // namespace prov::cli
