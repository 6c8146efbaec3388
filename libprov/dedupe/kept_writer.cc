// Tested by split_test.cc and split_formats_test.cc.

#include "libprov/dedupe/kept_writer.h"

#include <utility>

#include "libprov/base/hash.h"

namespace prov {

KeptWriter::KeptWriter(const Corpus& corpus, size_t num_inputs,
                       const std::vector<OutputFile*>& files)
    : corpus_(corpus), num_inputs_(num_inputs), files_(files) {}

absl::Status KeptWriter::Write(size_t input, std::string_view bytes) {
  const size_t file = files_.size() == 1 ? 0 : input;
  while (digests_.size() < file) PROV_RETURN_IF_ERROR(FinishFile());
  PROV_RETURN_IF_ERROR(WriteHeader());
  if (files_[file] == nullptr) return absl::OkStatus();
  return files_[file]->Write(bytes);
}

absl::StatusOr<std::vector<std::string>> KeptWriter::Finish() {
  while (digests_.size() < files_.size()) PROV_RETURN_IF_ERROR(FinishFile());
  return std::move(digests_);
}

// The file of one input has its header; one for all of them that of the first
// input that has one.
absl::Status KeptWriter::WriteHeader() {
  if (std::exchange(begun_, true)) return absl::OkStatus();
  OutputFile* const file = files_[digests_.size()];
  const size_t first = digests_.size();
  const size_t last = files_.size() == 1 ? num_inputs_ : first + 1;
  for (size_t input = first; input < last; ++input) {
    const std::string_view header = corpus_.sources()[input].header_bytes();
    if (header.empty()) continue;
    return file->Write(header);
  }
  return absl::OkStatus();
}

absl::Status KeptWriter::FinishFile() {
  PROV_RETURN_IF_ERROR(WriteHeader());
  begun_ = false;
  OutputFile* const file = files_[digests_.size()];
  std::string& digest = digests_.emplace_back();
  if (file == nullptr) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(const Sha256Digest bytes, file->Finish());
  digest = Hex(bytes);
  return absl::OkStatus();
}

}  // namespace prov
