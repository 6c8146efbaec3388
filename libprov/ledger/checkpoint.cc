// A note is parsed leniently and then must be what ToNote() gives, so that no
// two notes mean the same.  Held by checkpoint_test.cc and checkpoint_fuzz.cc.

#include "libprov/ledger/checkpoint.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/base64.h"
#include "libprov/base/utf8_check.h"

namespace prov {
namespace {

constexpr std::string_view kDash = "\u2014 ";  // Begins a signature.
constexpr size_t kKeyIdBytes = 4;
constexpr size_t kMaxSignatures = 64;
constexpr size_t kMaxNoteBytes = size_t{1} << 20;

absl::Status Malformed(const char* what) {
  return absl::DataLossError(absl::StrFormat("no checkpoint: %s", what));
}

// The next line, and what follows it; nullopt if no line is left.
std::optional<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

absl::StatusOr<NoteSignature> ParseSignature(std::string_view line) {
  if (!line.starts_with(kDash)) {
    return Malformed("a line below the empty one is no signature");
  }
  line.remove_prefix(kDash.size());
  const size_t space = line.find(' ');
  const std::optional<std::string> bytes =
      space == std::string_view::npos ? std::nullopt
                                      : FromBase64(line.substr(space + 1));
  if (!bytes.has_value() || bytes->size() <= kKeyIdBytes ||
      !IsKeyName(line.substr(0, space))) {
    return Malformed("a signature is not a key name and base64");
  }
  NoteSignature signature{.key_name = std::string(line.substr(0, space)),
                          .signature = bytes->substr(kKeyIdBytes)};
  for (size_t i = 0; i < kKeyIdBytes; ++i) {
    signature.key_id =
        signature.key_id << 8 | static_cast<unsigned char>((*bytes)[i]);
  }
  return signature;
}

absl::StatusOr<Checkpoint> ParseText(std::string_view& note) {
  Checkpoint checkpoint;
  const std::optional<std::string_view> origin = TakeLine(note);
  const std::optional<std::string_view> size = TakeLine(note);
  const std::optional<std::string_view> root = TakeLine(note);
  if (!root.has_value()) return Malformed("it has less than three lines");
  if (!IsKeyName(*origin)) return Malformed("its first line is no name");
  checkpoint.origin = *origin;
  const auto [end, error] = std::from_chars(
      size->data(), size->data() + size->size(), checkpoint.size);
  if (error != std::errc() || end != size->data() + size->size()) {
    return Malformed("its second line is no number of entries");
  }
  const std::optional<std::string> hash = FromBase64(*root);
  if (!hash.has_value() || hash->size() != checkpoint.root.size()) {
    return Malformed("its third line is no hash in base64");
  }
  std::copy(hash->begin(), hash->end(), checkpoint.root.begin());
  return checkpoint;
}

}  // namespace

std::string Checkpoint::Text() const {
  return absl::StrFormat("%s\n%d\n%s\n", origin, size,
                         Base64(std::string(root.begin(), root.end())));
}

std::string Checkpoint::ToNote() const {
  std::string note = Text();
  if (!signatures.empty()) note += '\n';
  for (const NoteSignature& signature : signatures) {
    std::string bytes;
    for (size_t i = kKeyIdBytes; i-- > 0;) {
      bytes += static_cast<char>(signature.key_id >> (8 * i) & 0xff);
    }
    note += kDash;
    note +=
        signature.key_name + " " + Base64(bytes + signature.signature) + "\n";
  }
  return note;
}

absl::StatusOr<Checkpoint> ParseCheckpoint(std::string_view note) {
  const std::string_view whole = note;
  if (note.size() > kMaxNoteBytes) return Malformed("it is over 1 MiB");
  if (FindInvalidUtf8(note).has_value()) return Malformed("it is not UTF-8");
  PROV_ASSIGN_OR_RETURN(Checkpoint checkpoint, ParseText(note));
  if (!note.empty()) {
    if (note.front() != '\n') return Malformed("it has a fourth line");
    note.remove_prefix(1);
    while (const std::optional<std::string_view> line = TakeLine(note)) {
      if (checkpoint.signatures.size() == kMaxSignatures) {
        return Malformed("it has over 64 signatures");
      }
      PROV_ASSIGN_OR_RETURN(NoteSignature signature, ParseSignature(*line));
      checkpoint.signatures.push_back(std::move(signature));
    }
  }
  if (checkpoint.ToNote() != whole) {
    return Malformed("something in it is not written as it must be");
  }
  return checkpoint;
}

absl::Status Sign(const SigningKey& key, Checkpoint& checkpoint) {
  PROV_ASSIGN_OR_RETURN(std::string signature, key.Sign(checkpoint.Text()));
  checkpoint.signatures.push_back({.key_name = key.verifying_key().name(),
                                   .key_id = key.verifying_key().id(),
                                   .signature = std::move(signature)});
  return absl::OkStatus();
}

Signed SignedBy(const VerifyingKey& key, const Checkpoint& checkpoint) {
  Signed found = Signed::kByOthers;
  for (const NoteSignature& signature : checkpoint.signatures) {
    if (signature.key_name != key.name() || signature.key_id != key.id()) {
      continue;
    }
    if (!key.Verifies(checkpoint.Text(), signature.signature)) {
      return Signed::kForged;
    }
    found = Signed::kByKey;
  }
  return found;
}

}  // namespace prov
