// Runs over the same inputs, read in the same way, share one scan of them.
// Held by the golden case prov-ledger/archive and ledger_entry_fuzz.cc.

#include "libprov/ledger/archive.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/documents.h"
#include "libprov/corpus/key_index.h"
#include "libprov/corpus/read_options.h"
#include "libprov/text/utf8.h"

namespace prov {
namespace {

std::optional<uint64_t> Number(JsonValue value) {
  return value.type() == JsonType::kNumber ? value.unsigned_integer()
                                           : std::nullopt;
}

// What one object of a finding says of a place, while its members are read.
struct ReadPlace {
  FindingPlace place;
  FindingPlace::Span span;
  int bounds = 0;  // Of the four of a span.
  bool is_virtual = false;
};

void ReadMember(std::string_view name, JsonValue value, ReadPlace& read) {
  if (value.type() == JsonType::kString) {
    if (name == "id" || name == "key") read.place.key = value.string();
    if (name == "exact") read.place.exact = value.string();
    return;
  }
  if (name == "virtual" && value.type() == JsonType::kBool) {
    read.is_virtual = value.boolean();
    return;
  }
  const std::optional<uint64_t> number = Number(value);
  if (!number.has_value()) return;
  for (const auto& [bound, field] :
       {std::pair("begin", &read.span.begin), std::pair("end", &read.span.end),
        std::pair("begin_byte", &read.span.begin_byte),
        std::pair("end_byte", &read.span.end_byte)}) {
    if (name != bound) continue;
    *field = *number;
    ++read.bounds;
  }
}

// An object within another one is about the same document, unless it says
// otherwise: a speaker, a cited outlet.
void Walk(const JsonObject& object, const std::string& key_around,
          std::vector<FindingPlace>& places) {
  ReadPlace read;
  object.ForEachField([&read](std::string_view name, JsonValue value) {
    ReadMember(name, value, read);
  });
  if (read.is_virtual || read.place.key.starts_with("outlet:")) return;
  const bool has_key = !read.place.key.empty();
  if (!has_key) read.place.key = key_around;
  const std::string key = read.place.key;
  if (read.bounds == 4) read.place.span = read.span;
  if (has_key || (read.bounds == 4 && !key.empty())) {
    places.push_back(std::move(read.place));
  }
  object.ForEachField([&](std::string_view, JsonValue value) {
    if (value.type() == JsonType::kObject) Walk(value.object(), key, places);
    if (value.type() != JsonType::kArray) return;
    for (const JsonValue& element : value.elements()) {
      if (element.type() == JsonType::kObject) {
        Walk(element.object(), key, places);
      }
    }
  });
}

void AddKey(const JsonObject& finding, const char* member,
            std::vector<FindingPlace>& places) {
  const auto key = finding.String(member);
  if (key.ok() && !key->empty()) places.push_back({.key = std::string(*key)});
}

std::vector<FindingPlace> PlacesOfDrop(const JsonObject& finding) {
  std::vector<FindingPlace> places;
  AddKey(finding, "key", places);
  const bool has_record = !places.empty();
  AddKey(finding, "kept", places);
  const auto input = finding.Unsigned("input");
  const auto offset = finding.Unsigned("offset");
  const auto length = finding.Unsigned("length");
  const auto sha256 = finding.String("sha256");
  if (has_record && input.ok() && offset.ok() && length.ok() && sha256.ok()) {
    places.front().record = {.input = *input,
                             .offset = *offset,
                             .length = *length,
                             .sha256 = std::string(*sha256)};
  }
  return places;
}

// One set of inputs, read in one way.
struct Documents {
  Corpus corpus;
  KeyIndex keys;

  explicit Documents(Corpus opened)
      : corpus(std::move(opened)), keys(KeyIndex::Of(corpus.documents())) {}
};

absl::StatusOr<Corpus> ScanAll(const std::vector<std::string>& paths,
                               const ReadOptions& options, unsigned threads) {
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(paths, {}, options));
  ScanOptions scan;
  scan.threads = threads;
  scan.collect_rejects = true;
  scan.max_record_bytes = uint64_t{1} << 30;
  PROV_RETURN_IF_ERROR(ScanDocuments(corpus, scan));
  PROV_RETURN_IF_ERROR(corpus.documents().status());
  return corpus;
}

// What is wrong with a span in a text; `text` gets what is in it.
std::string CheckSpan(const FindingPlace& place, std::string_view whole,
                      std::string& text) {
  const FindingPlace::Span& span = *place.span;
  if (span.begin_byte > span.end_byte || span.end_byte > whole.size()) {
    return absl::StrFormat("its text has %d bytes, the span ends at %d",
                           whole.size(), span.end_byte);
  }
  text = whole.substr(span.begin_byte, span.end_byte - span.begin_byte);
  if (place.exact.has_value() && *place.exact != text) {
    return "the text in the span is not what the finding says";
  }
  const uint64_t before = CountCodePoints(whole.substr(0, span.begin_byte));
  if (before != span.begin || before + CountCodePoints(text) != span.end) {
    return "the span in code points is not the one in bytes";
  }
  return "";
}

}  // namespace

std::vector<FindingPlace> PlacesOf(std::string_view schema,
                                   const JsonObject& finding) {
  std::vector<FindingPlace> places;
  if (schema == "prov.drop/1") return PlacesOfDrop(finding);
  if (schema == "prov.match/1") {
    AddKey(finding, "a", places);
    AddKey(finding, "b", places);
  } else if (schema == "prov.cluster/1" || schema == "prov.quote/1" ||
             schema == "prov.passage/1" || schema == "prov.chain/1") {
    Walk(finding, "", places);
  }
  return places;
}

struct Archive::State {
  unsigned threads = 1;
  std::map<std::string, std::string> paths;  // SHA-256 to path.
  // By inputs and parameters of reading; one at a time is kept.
  std::string open_name;
  std::unique_ptr<Documents> open;
  std::unique_ptr<DocumentReader> reader;
  std::optional<DocumentId> read;  // What `document` and `text` are of.
  std::string text;
  std::string sha256;
};

Archive::Archive(std::unique_ptr<State> state) : state_(std::move(state)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

absl::StatusOr<Archive> Archive::Open(const std::vector<std::string>& paths,
                                      unsigned threads) {
  auto state = std::make_unique<State>();
  state->threads = threads;
  std::vector<InputBytes> inputs;
  for (const std::string& path : paths) {
    PROV_ASSIGN_OR_RETURN(InputBytes input, InputBytes::Open(path));
    inputs.push_back(std::move(input));
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> facts,
                        DigestInputs(inputs, threads));
  for (size_t i = 0; i < paths.size(); ++i) {
    state->paths.emplace(facts[i].sha256, paths[i]);
  }
  return Archive(std::move(state));
}

absl::StatusOr<std::vector<InputFacts>> Archive::UseRun(const RunFacts& run) {
  std::vector<InputFacts> missing;
  std::vector<std::string> paths;
  PROV_ASSIGN_OR_RETURN(const ReadOptions options, ReadOptionsFrom(run.params));
  Params reading;
  AddParams(options, reading);
  std::string name;
  for (const InputFacts& input : run.inputs) {
    const auto found = state_->paths.find(input.sha256);
    if (found == state_->paths.end()) {
      missing.push_back(input);
      continue;
    }
    paths.push_back(found->second);
    name += input.sha256 + " ";
  }
  if (!missing.empty()) return missing;
  for (const auto& [key, value] : reading) name += key + "=" + value + "\n";
  if (state_->open != nullptr && name == state_->open_name) return missing;
  state_->reader.reset();
  state_->read.reset();
  PROV_ASSIGN_OR_RETURN(Corpus corpus,
                        ScanAll(paths, options, state_->threads));
  state_->open = std::make_unique<Documents>(std::move(corpus));
  state_->open_name = name;
  state_->reader = std::make_unique<DocumentReader>(state_->open->corpus);
  return missing;
}

absl::StatusOr<PlaceReport> Archive::Look(const FindingPlace& place) {
  PlaceReport report;
  const Corpus& corpus = state_->open->corpus;
  const std::optional<DocumentId> found = state_->open->keys.Find(place.key);
  if (!found.has_value()) {
    report.problem = "no document has this key";
    return report;
  }
  if (state_->read != found) {
    PROV_ASSIGN_OR_RETURN(const Document document,
                          state_->reader->Read(*found));
    state_->text = document.text;
    state_->sha256 = Hex(Sha256(state_->reader->record()));
    state_->read = found;
  }
  const RecordPlace at = corpus.documents()[*found].place;
  report.file = corpus.PlaceName(at);
  report.offset = at.offset;
  report.length = at.length;
  report.sha256 = state_->sha256;
  if (place.record.has_value() &&
      (place.record->input != at.input || place.record->offset != at.offset ||
       place.record->sha256 != state_->sha256)) {
    report.problem = "the record is not the one that the finding says";
  }
  if (report.problem.empty() && place.span.has_value()) {
    report.problem = CheckSpan(place, state_->text, report.text);
  }
  return report;
}

}  // namespace prov
