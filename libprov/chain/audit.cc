// What the documents give is written as a line like the one claimed, and the
// two are compared member by member.  Held by cli/audit.

#include "libprov/chain/audit.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/chain/build_chains.h"
#include "libprov/chain/chain_file.h"
#include "libprov/chain/find_words.h"
#include "libprov/chain/found_places.h"
#include "libprov/corpus/documents.h"
#include "libprov/quote/read_quotes.h"

namespace prov {
namespace {

// Deep, members in any order; what `claimed` has besides is not looked at, so
// that fields can be added.
bool Holds(const JsonValue& claimed, const JsonValue& derived);

bool ObjectHolds(const JsonObject& claimed, const JsonObject& derived) {
  const std::vector<JsonField> fields = claimed.Fields();
  return std::ranges::all_of(derived.Fields(), [&](const JsonField& field) {
    const auto found = std::ranges::find(fields, field.name, &JsonField::name);
    return found != fields.end() && Holds(found->value, field.value);
  });
}

bool Holds(const JsonValue& claimed, const JsonValue& derived) {
  if (claimed.type() != derived.type()) return false;
  switch (derived.type()) {
    case JsonType::kNull:
      return true;
    case JsonType::kBool:
      return claimed.boolean() == derived.boolean();
    case JsonType::kNumber:
      return claimed.number() == derived.number();
    case JsonType::kString:
      return claimed.string() == derived.string();
    case JsonType::kArray:
      return std::ranges::equal(claimed.elements(), derived.elements(), Holds);
    case JsonType::kObject:
      return ObjectHolds(claimed.object(), derived.object());
  }
  return false;
}

std::optional<JsonValue> MemberOf(const JsonObject& object,
                                  std::string_view name) {
  for (const JsonField& field : object.Fields()) {
    if (field.name == name) return field.value;
  }
  return std::nullopt;
}

std::string TextOf(const JsonObject& object, std::string_view name) {
  return std::string(object.String(name).value_or("?"));
}

// What of an array of objects is not in another one, in words.  What holds has
// the same name.
void Compare(const std::vector<JsonValue>& claimed,
             const std::vector<JsonValue>& derived,
             std::string (*name)(const JsonObject&), const char* what,
             std::vector<std::string>& refuted) {
  absl::flat_hash_map<std::string, std::vector<const JsonValue*>> by_name;
  for (const JsonValue& one : derived) {
    by_name[name(one.object())].push_back(&one);
  }
  absl::flat_hash_set<std::string> named;
  for (const JsonValue& one : claimed) {
    if (one.type() != JsonType::kObject) {
      refuted.push_back(std::string(what) + " is no object");
      continue;
    }
    const std::string own = name(one.object());
    const auto found = by_name.find(own);
    if (found == by_name.end() ||
        std::ranges::none_of(found->second, [&one](const JsonValue* other) {
          return Holds(one, *other);
        })) {
      refuted.push_back(what + (" " + own) + " is not what the documents give");
    }
    named.insert(own);
  }
  for (const JsonValue& one : derived) {
    const std::string own = name(one.object());
    if (!named.contains(own)) {
      refuted.push_back(what + (" " + own) + " is missing");
    }
  }
  if (claimed.size() > derived.size()) {
    refuted.push_back(std::string(what) + " stands there twice");
  }
}

std::string NameOfNode(const JsonObject& node) { return TextOf(node, "id"); }

std::string NameOfLink(const JsonObject& link) {
  return TextOf(link, "from") + " -> " + TextOf(link, "to") + " (" +
         TextOf(link, "relation") + ")";
}

bool SpansAgree(const TokenSpan& a, const TokenSpan& b) {
  return a.begin_byte == b.begin_byte && a.end_byte == b.end_byte;
}

// Of quotes: the place in the text that begins and ends there, if some rule
// takes it.
std::optional<ChainNode> QuotePlace(const TokenSpan& span,
                                    std::string_view words,
                                    const Document& document,
                                    const OutletBook& book) {
  const QuoteWords query = WordsOfQuote(words);
  for (ChainNode& place :
       PlacesIn(document.text, document.outlet, query, book)) {
    if (SpansAgree(place.span, span)) return std::move(place);
  }
  for (const AttributedQuote& read :
       ReadQuotes(document.text, document.outlet, book).quotes) {
    if (!SpansAgree(read.quote.span, span)) continue;
    ChainNode place{.span = read.quote.span,
                    .exact = std::string(document.text.substr(
                        span.begin_byte, span.end_byte - span.begin_byte)),
                    .speaker = read.speaker,
                    .cited = read.cited};
    place.variant = VariantOf(query, WordsOfQuote(place.exact));
    if (place.variant != Variant::kNone) return place;
  }
  return std::nullopt;
}

absl::StatusOr<Subject> SubjectNamed(std::string_view name) {
  for (const Subject subject :
       {Subject::kQuote, Subject::kPassage, Subject::kDocument}) {
    if (name == NameOf(subject)) return subject;
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("subject.kind '%s' is not quote, passage or document",
                      std::string(name)));
}

// The place of a claim in a text; nullopt if it is none.
std::optional<ChainNode> PlaceAt(Subject subject, const TokenSpan& span,
                                 std::string_view words,
                                 const Document& document,
                                 const OutletBook& book) {
  if (subject == Subject::kPassage) {
    return PassagePlace(document, span, words, book);
  }
  if (subject == Subject::kDocument) {
    ChainNode whole = WholePlace(document, book);
    if (SpansAgree(whole.span, span)) return whole;
    return std::nullopt;
  }
  std::optional<ChainNode> place = QuotePlace(span, words, document, book);
  if (!place.has_value()) return place;
  if (place->exact == words) {
    place->variant = Variant::kIdentical;
  } else if (place->variant == Variant::kIdentical) {
    place->variant = Variant::kFolded;
  }
  return place;
}

}  // namespace

// As far as it says where to look.
struct ChainAuditor::Claim {
  struct Node {
    std::string id;
    TokenSpan span;
  };
  Subject subject = Subject::kQuote;
  std::string words;
  std::vector<Node> documents;
  bool is_short = false;
  bool is_from_quotes = false;  // Made without urls and texts.

  static absl::StatusOr<Claim> Parse(const JsonObject& line) {
    Claim claim;
    PROV_ASSIGN_OR_RETURN(const JsonObject subject, line.Object("subject"));
    PROV_ASSIGN_OR_RETURN(const std::string_view kind, subject.String("kind"));
    PROV_ASSIGN_OR_RETURN(claim.subject, SubjectNamed(kind));
    PROV_ASSIGN_OR_RETURN(claim.words, subject.String("text"));
    PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> flags,
                          line.Array("flags"));
    for (const JsonValue& flag : flags) {
      if (flag.type() != JsonType::kString) continue;
      claim.is_short |= flag.string() == "short";
      claim.is_from_quotes |= flag.string() == "from-quotes";
    }
    PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> nodes,
                          line.Array("nodes"));
    for (const JsonValue& value : nodes) {
      if (value.type() != JsonType::kObject) {
        return absl::InvalidArgumentError("a node is no object");
      }
      const JsonObject node = value.object();
      const std::optional<JsonValue> is_virtual = MemberOf(node, "virtual");
      if (is_virtual.has_value() && is_virtual->type() == JsonType::kBool &&
          is_virtual->boolean()) {
        continue;
      }
      PROV_ASSIGN_OR_RETURN(const std::string_view id, node.String("id"));
      PROV_ASSIGN_OR_RETURN(const uint64_t begin, node.Unsigned("begin_byte"));
      PROV_ASSIGN_OR_RETURN(const uint64_t end, node.Unsigned("end_byte"));
      claim.documents.push_back(
          {.id = std::string(id),
           .span = {.begin_byte = static_cast<uint32_t>(begin),
                    .end_byte = static_cast<uint32_t>(end)}});
    }
    return claim;
  }
};

ChainAuditor::ChainAuditor(const Corpus& corpus)
    : keys_(KeyIndex::Of(corpus.documents())),
      book_(BookOf(corpus.documents())),
      names_(book_),
      facts_(book_),
      reader_(corpus) {}

ChainAuditor::~ChainAuditor() = default;

// What is not there is refuted.
absl::StatusOr<std::vector<ChainNode>> ChainAuditor::Places(
    const Claim& claim, std::vector<std::string>& refuted) {
  std::vector<ChainNode> places;
  bool has_headline = false;
  for (const Claim::Node& node : claim.documents) {
    const std::optional<DocumentId> found = keys_.Find(node.id);
    if (!found.has_value()) {
      refuted.push_back("there is no document " + node.id);
      continue;
    }
    PROV_ASSIGN_OR_RETURN(const Document document, reader_.Read(*found));
    std::optional<ChainNode> place =
        PlaceAt(claim.subject, node.span, claim.words, document, book_);
    if (!place.has_value()) {
      refuted.push_back("the words are not at that place in " + node.id);
      continue;
    }
    if (claim.is_from_quotes) {
      place->id = node.id;
      place->outlet = document.outlet;
      place->published = document.published;
    } else {
      facts_.Fill(document, node.id, *place);
      if (claim.documents.size() <= kMaxCompared) {
        facts_.FillText(document, *place);
      }
    }
    has_headline |= claim.subject == Subject::kDocument &&
                    HeadlineOf(document) == claim.words;
    places.push_back(std::move(*place));
  }
  if (claim.subject == Subject::kDocument && !has_headline) {
    refuted.push_back("its headline is that of none of its documents");
  }
  return places;
}

// False if there is nothing to compare with.
absl::StatusOr<bool> ChainAuditor::Rederive(const Claim& claim,
                                            AuditedChain& result,
                                            std::string& line) {
  PROV_ASSIGN_OR_RETURN(std::vector<ChainNode> places,
                        Places(claim, result.refuted));
  if (!result.refuted.empty()) return false;
  std::vector<Chain> chains =
      BuildChains(claim.words, std::move(places), names_);
  if (chains.size() != 1) {
    result.refuted.push_back(chains.empty()
                                 ? "it has no document"
                                 : "its documents name several speakers");
    return false;
  }
  chains[0].subject = claim.subject;
  if (claim.is_short) chains[0].flags |= kChainShort;
  if (claim.is_from_quotes) chains[0].flags |= kChainFromQuotes;
  line = ChainLine(chains[0], {});
  return true;
}

absl::StatusOr<AuditedChain> ChainAuditor::Audit(const JsonObject& line) {
  AuditedChain result;
  PROV_ASSIGN_OR_RETURN(result.chain, line.String("chain"));
  PROV_ASSIGN_OR_RETURN(const Claim claim, Claim::Parse(line));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> nodes,
                        line.Array("nodes"));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> links,
                        line.Array("links"));
  std::string rebuilt;
  PROV_ASSIGN_OR_RETURN(const bool is_rebuilt,
                        Rederive(claim, result, rebuilt));
  if (!is_rebuilt) return result;
  const size_t size = rebuilt.size();
  rebuilt.append(kJsonPadding, ' ');
  PROV_ASSIGN_OR_RETURN(
      const JsonObject derived,
      parser_.Parse(std::string_view(rebuilt).substr(0, size)));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> true_nodes,
                        derived.Array("nodes"));
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> true_links,
                        derived.Array("links"));
  Compare(nodes, true_nodes, NameOfNode, "node", result.refuted);
  Compare(links, true_links, NameOfLink, "link", result.refuted);
  for (const char* name :
       {"chain", "subject", "verdict", "first", "rivals", "flags"}) {
    const std::optional<JsonValue> claimed = MemberOf(line, name);
    if (!claimed.has_value() || !Holds(*claimed, *MemberOf(derived, name))) {
      result.refuted.push_back(std::string(name) +
                               " is not what the documents give");
    }
  }
  return result;
}

std::string AuditLine(const AuditedChain& audited) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.audit/1")
      .Member("chain", audited.chain)
      .Member("holds", audited.refuted.empty())
      .Key("refuted")
      .BeginArray();
  for (const std::string& refuted : audited.refuted) json.Value(refuted);
  json.EndArray().EndObject();
  return line;
}

}  // namespace prov
