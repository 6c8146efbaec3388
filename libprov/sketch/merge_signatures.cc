// Documents are appended by their ids; keys, which hang on all documents, are
// made anew, and so are the names of inputs, which hang on all paths.
//
// Held by merge_signatures_test.cc: the same as one file of all documents.

#include "libprov/sketch/merge_signatures.h"

#include <filesystem>
#include <limits>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr uint64_t kDigestParts = 32;  // Of a budget.

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

void AppendSlots(const SignatureTable& from, SignatureTable& to) {
  const uint32_t num_slots = from.num_slots();
  std::vector<uint16_t> scratch;
  std::vector<uint16_t> piece;
  for (size_t segment = 0; segment < from.segment_count(); ++segment) {
    const std::span<const uint16_t> rows =
        from.Rows(segment, 0, num_slots, scratch);
    const size_t size = from.SegmentSize(segment);
    piece.resize(size * num_slots);
    for (uint32_t slot = 0; slot < num_slots; ++slot) {
      const std::span<const uint16_t> row =
          rows.subspan(slot * SignatureTable::kSegmentDocuments, size);
      for (size_t i = 0; i < size; ++i) piece[i * num_slots + slot] = row[i];
    }
    to.Append(piece);
  }
}

void Append(const SignatureFile& file, SignatureFile& all) {
  const auto first_input = static_cast<uint32_t>(all.inputs.size());
  all.inputs.insert(all.inputs.end(), file.inputs.begin(), file.inputs.end());
  all.paths.insert(all.paths.end(), file.paths.begin(), file.paths.end());
  DocumentTable::Reader rows(file.documents);
  for (DocumentId document = 0; document < file.documents.size(); ++document) {
    DocumentRow row = rows[document];
    const std::string_view id = rows.key(document).substr(0, row.id_length);
    row.place.input += first_input;
    all.documents.Append(row, id, file.documents.outlet_name(row.outlet));
  }
  for (const Sha256Digest& digest : file.record_digests) {
    all.record_digests.Append(digest);
  }
  AppendSlots(file.signatures, all.signatures);
}

}  // namespace

absl::StatusOr<SignatureFile> ReadSignatureFiles(
    const std::vector<std::string>& paths, const MemoryBudget& memory) {
  SignatureFile all{
      .documents = DocumentTable(memory),
      .record_digests = SpillVector<Sha256Digest>(memory.Share(kDigestParts))};
  for (const std::string& path : paths) {
    PROV_ASSIGN_OR_RETURN(SignatureFile file, ReadSignatures(path, memory));
    MakePathsFromHere(path, file);
    if (paths.size() == 1) return file;
    if (&path == paths.data()) {
      all.params = file.params;
      all.signatures = SignatureTable(file.signatures.num_slots(), memory);
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
    PROV_RETURN_IF_ERROR(memory.CheckFits(
        all.documents.size() * kStateBytesPerDocument, 1,
        absl::StrFormat("%d documents", all.documents.size())));
    PROV_RETURN_IF_ERROR(file.documents.status());
    PROV_RETURN_IF_ERROR(file.signatures.status());
    PROV_RETURN_IF_ERROR(file.record_digests.status());
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                        InputNames(all.paths));
  for (size_t i = 0; i < names.size(); ++i) all.inputs[i].name = names[i];
  PROV_ASSIGN_OR_RETURN(
      all.documents,
      Corpus::WithKeys(std::move(all.documents), all.record_digests, memory));
  PROV_RETURN_IF_ERROR(all.signatures.status());
  return all;
}

}  // namespace prov
