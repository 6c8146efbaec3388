// Parsed section by section, then compared with what ToText() gives.
// Held by proof_file_test.cc and proof_file_fuzz.cc.

#include "libprov/ledger/proof_file.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/base64.h"
#include "libprov/ledger/merkle_proof.h"

namespace prov {
namespace {

constexpr std::string_view kInclusion = "c2sp.org/tlog-proof@v1";
constexpr std::string_view kConsistency = "prov-ledger/consistency-proof@v1";
constexpr std::string_view kExtra = "extra ";
constexpr std::string_view kIndex = "index ";
constexpr std::string_view kDash = "\u2014 ";
constexpr size_t kMaxHashes = 128;  // A proof of 2^63 entries has under 65.

absl::Status Malformed(const char* what) {
  return absl::DataLossError(absl::StrFormat("no proof: %s", what));
}

std::string HashLines(const std::vector<MerkleHash>& hashes) {
  std::string lines;
  for (const MerkleHash& hash : hashes) {
    lines += Base64(std::string(hash.begin(), hash.end())) + "\n";
  }
  return lines;
}

std::vector<std::string_view> Lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

absl::StatusOr<std::vector<MerkleHash>> ParseHashes(
    const std::vector<std::string_view>& lines, size_t begin) {
  std::vector<MerkleHash> hashes;
  for (size_t i = begin; i < lines.size(); ++i) {
    const std::optional<std::string> bytes = FromBase64(lines[i]);
    if (!bytes.has_value() || bytes->size() != sizeof(MerkleHash)) {
      return Malformed("a line is no hash in base64");
    }
    if (hashes.size() == kMaxHashes) return Malformed("it has over 128 hashes");
    std::copy(bytes->begin(), bytes->end(), hashes.emplace_back().begin());
  }
  return hashes;
}

absl::StatusOr<Proof> ParseInclusion(std::string_view head,
                                     std::string_view note) {
  InclusionProof proof;
  const std::vector<std::string_view> lines = Lines(head);
  size_t at = 1;
  if (at < lines.size() && lines[at].starts_with(kExtra)) {
    proof.entry = FromBase64(lines[at++].substr(kExtra.size()));
    if (!proof.entry.has_value()) return Malformed("its entry is not base64");
  }
  if (at == lines.size() || !lines[at].starts_with(kIndex)) {
    return Malformed("it has no index");
  }
  const std::string_view index = lines[at++].substr(kIndex.size());
  const auto [end, error] =
      std::from_chars(index.data(), index.data() + index.size(), proof.index);
  if (error != std::errc() || end != index.data() + index.size()) {
    return Malformed("its index is no number");
  }
  PROV_ASSIGN_OR_RETURN(proof.hashes, ParseHashes(lines, at));
  PROV_ASSIGN_OR_RETURN(proof.checkpoint, ParseCheckpoint(note));
  return proof;
}

// Where the first checkpoint ends: its signatures stand below an empty line.
size_t EndOfNote(std::string_view notes) {
  const size_t text = notes.find("\n\n");
  if (text == std::string_view::npos) return text;
  if (!notes.substr(text + 2).starts_with(kDash)) return text + 1;
  const size_t signatures = notes.find("\n\n", text + 2);
  return signatures == std::string_view::npos ? signatures : signatures + 1;
}

absl::StatusOr<Proof> ParseConsistency(std::string_view head,
                                       std::string_view notes) {
  ConsistencyProof proof;
  PROV_ASSIGN_OR_RETURN(proof.hashes, ParseHashes(Lines(head), 1));
  const size_t end = EndOfNote(notes);
  if (end == std::string_view::npos) {
    return Malformed("it has no two checkpoints");
  }
  PROV_ASSIGN_OR_RETURN(proof.older, ParseCheckpoint(notes.substr(0, end)));
  PROV_ASSIGN_OR_RETURN(proof.later, ParseCheckpoint(notes.substr(end + 1)));
  return proof;
}

}  // namespace

std::string InclusionProof::ToText() const {
  std::string text = std::string(kInclusion) + "\n";
  if (entry.has_value()) {
    text += std::string(kExtra) + Base64(*entry) + "\n";
  }
  text += absl::StrFormat("%s%d\n", kIndex, index) + HashLines(hashes) + "\n";
  return text + checkpoint.ToNote();
}

bool InclusionProof::Proves(const MerkleHash& leaf) const {
  return ProvesInclusion(hashes, index, leaf, checkpoint.size, checkpoint.root);
}

std::string ConsistencyProof::ToText() const {
  return std::string(kConsistency) + "\n" + HashLines(hashes) + "\n" +
         older.ToNote() + "\n" + later.ToNote();
}

bool ConsistencyProof::Holds() const {
  return older.origin == later.origin &&
         ProvesConsistency(hashes, older.size, older.root, later.size,
                           later.root);
}

absl::StatusOr<Proof> ParseProof(std::string_view text) {
  const size_t end = text.find("\n\n");
  if (end == std::string_view::npos) {
    return Malformed("it has no empty line above a checkpoint");
  }
  const std::string_view head = text.substr(0, end + 1);
  const std::string_view rest = text.substr(end + 2);
  const std::string_view first = head.substr(0, head.find('\n'));
  if (first != kInclusion && first != kConsistency) {
    return Malformed("its first line names none that prov-ledger writes");
  }
  PROV_ASSIGN_OR_RETURN(Proof proof, first == kInclusion
                                         ? ParseInclusion(head, rest)
                                         : ParseConsistency(head, rest));
  const std::string same =
      std::visit([](const auto& parsed) { return parsed.ToText(); }, proof);
  if (same != text) {
    return Malformed("something in it is not written as it must be");
  }
  return proof;
}

}  // namespace prov
