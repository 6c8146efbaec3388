// Documents are appended by their ids; keys, which hang on all documents, are
// made anew, and so are the names of inputs, which hang on all paths.
//
// Held by merge_signatures_test.cc: the same as one file of all documents.

#include "libprov/sketch/merge_signatures.h"

#include <filesystem>
#include <limits>
#include <utility>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

std::string ValueOf(const Params& params, const std::string& name) {
  const auto found = params.find(name);
  return found == params.end() ? "nothing" : found->second;
}

absl::Status CheckSameParams(const Params& first, const Params& other,
                             const std::string& first_path,
                             const std::string& other_path) {
  Params names = first;
  names.insert(other.begin(), other.end());
  std::string differing;
  for (const auto& [name, value] : names) {
    const std::string a = ValueOf(first, name);
    const std::string b = ValueOf(other, name);
    if (a == b) continue;
    differing += absl::StrFormat("%s %s is %s and %s",
                                 differing.empty() ? "" : ",", name, a, b);
  }
  if (differing.empty()) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrFormat("%s and %s do not go together:%s; rebuild one of them "
                      "with prov-sketch",
                      first_path, other_path, differing));
}

void MakePathsFromHere(const std::string& file_path, SignatureFile& file) {
  const std::filesystem::path folder =
      std::filesystem::path(file_path).parent_path();
  for (std::string& path : file.paths) {
    path = (folder / path).lexically_normal().string();
  }
}

void Append(const SignatureFile& file, SignatureFile& all) {
  const auto first_input = static_cast<uint32_t>(all.inputs.size());
  all.inputs.insert(all.inputs.end(), file.inputs.begin(), file.inputs.end());
  all.paths.insert(all.paths.end(), file.paths.begin(), file.paths.end());
  std::vector<uint16_t> slots(file.signatures.num_slots());
  for (DocumentId document = 0; document < file.documents.size(); ++document) {
    DocumentRow row = file.documents[document];
    row.place.input += first_input;
    all.documents.Append(row, file.documents.id(document),
                         file.documents.outlet(document));
    file.signatures.Get(document, slots);
    all.signatures.Append(slots);
    all.record_digests.push_back(file.record_digests[document]);
  }
}

}  // namespace

absl::StatusOr<SignatureFile> ReadSignatureFiles(
    const std::vector<std::string>& paths) {
  SignatureFile all;
  for (const std::string& path : paths) {
    PROV_ASSIGN_OR_RETURN(SignatureFile file, ReadSignatures(path));
    MakePathsFromHere(path, file);
    if (paths.size() == 1) return file;
    if (&path == paths.data()) {
      all.params = file.params;
      all.signatures = SignatureTable(file.signatures.num_slots());
    }
    PROV_RETURN_IF_ERROR(
        CheckSameParams(all.params, file.params, paths.front(), path));
    if (!file.has_ids) {
      return absl::FailedPreconditionError(absl::StrFormat(
          "%s: an older release made it, which kept no ids; rebuild it with "
          "prov-sketch to take it together with others",
          path));
    }
    if (file.documents.size() >
        std::numeric_limits<DocumentId>::max() - all.documents.size()) {
      return absl::ResourceExhaustedError(absl::StrFormat(
          "%s: makes more documents than this release can hold", path));
    }
    Append(file, all);
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                        InputNames(all.paths));
  for (size_t i = 0; i < names.size(); ++i) all.inputs[i].name = names[i];
  PROV_ASSIGN_OR_RETURN(
      all.documents,
      Corpus::WithKeys(std::move(all.documents), all.record_digests));
  return all;
}

}  // namespace prov
