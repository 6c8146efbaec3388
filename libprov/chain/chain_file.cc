// Held by the golden cases of prov-trace.

#include "libprov/chain/chain_file.h"

#include <array>
#include <span>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/quote/quote_file.h"

namespace prov {
namespace {

constexpr std::array<const char*, 6> kFlags = {"short",
                                               "undated",
                                               "cites-outside",
                                               "clock-contradicted",
                                               "citations-contradict",
                                               "from-quotes"};

std::string NameOfChain(const Chain& chain) {
  Sha256Stream stream;
  for (const ChainNode& node : chain.nodes) {
    if (node.is_virtual) continue;
    stream.Update(node.id);
    stream.Update(
        absl::StrFormat(" %d %d\n", node.span.begin_byte, node.span.end_byte));
  }
  const Sha256Digest digest = stream.Finish();
  return "c" + Hex(std::span(digest).first(8));
}

void AddProbability(JsonWriter& json, std::optional<double> probability) {
  json.Key("probability");
  if (probability.has_value()) {
    json.Value(Truncated(*probability));
  } else {
    json.Value(nullptr);
  }
}

void AddCandidate(JsonWriter& json, const Chain& chain,
                  const Candidate& candidate) {
  const ChainNode& node = chain.nodes[candidate.node];
  json.BeginObject()
      .Member("id", node.id)
      .Member("outlet", node.outlet)
      .Key("published")
      .Raw(ToJson(node.published));
  AddProbability(json, candidate.probability);
  json.EndObject();
}

void AddCoverage(JsonWriter& json, const Coverage& coverage) {
  if (!coverage.is_known) {
    json.Member("coverage", nullptr);
    return;
  }
  json.Key("coverage").BeginObject().Member("outlets", coverage.outlets);
  const bool dated = coverage.earliest <= coverage.latest;
  AddText(json, "earliest", dated ? ToRfc3339(coverage.earliest) : "");
  AddText(json, "latest", dated ? ToRfc3339(coverage.latest) : "");
  json.Member("documents", coverage.documents)
      .Member("undated", coverage.undated)
      .EndObject();
}

void AddNode(JsonWriter& json, Subject subject, const ChainNode& node) {
  json.BeginObject().Member("id", node.id).Member("outlet", node.outlet);
  AddText(json, "url", node.url);
  json.Key("published").Raw(ToJson(node.published));
  if (node.is_virtual) {
    for (const char* name : {"begin", "end", "begin_byte", "end_byte", "exact"})
      json.Member(name, nullptr);
  } else {
    AddSpan(json, node.span);
    AddText(json, "exact", subject == Subject::kDocument ? "" : node.exact);
  }
  json.Member("virtual", node.is_virtual);
  if (!node.is_virtual) {
    AddText(json, "variant",
            subject == Subject::kDocument ? "" : NameOf(node.variant));
    AddText(json, "speaker",
            node.speaker.has_value() ? node.speaker->name : "");
    json.Key("cited");
    if (node.cited.has_value()) {
      json.BeginObject()
          .Member("outlet", node.cited->outlet)
          .Member("form", node.cited->form);
      AddSpan(json, node.cited->span);
      json.EndObject();
    } else {
      json.Value(nullptr);
    }
    json.Key("flags").BeginArray();
    if (node.is_unmarked) json.Value("unmarked");
    if (node.is_swapped) json.Value("date-swapped");
    json.EndArray();
  }
  json.EndObject();
}

void AddLink(JsonWriter& json, const Chain& chain, const ChainLink& link) {
  json.BeginObject()
      .Member("from", chain.nodes[link.from].id)
      .Member("to", chain.nodes[link.to].id)
      .Member("relation", NameOf(link.relation));
  AddProbability(json, link.probability);
  json.Key("evidence").BeginArray();
  for (const Evidence& evidence : link.evidence) {
    json.BeginObject().Member("kind", NameOf(evidence.kind));
    if (evidence.kind == Evidence::Kind::kText) {
      json.Member("from_in_to", evidence.overlap.a_in_b())
          .Member("to_in_from", evidence.overlap.b_in_a());
    } else if (evidence.kind != Evidence::Kind::kTime &&
               evidence.kind != Evidence::Kind::kUrl) {
      json.Member("id", chain.nodes[evidence.node].id);
      AddSpan(json, evidence.span);
    }
    json.EndObject();
  }
  json.EndArray().EndObject();
}

}  // namespace

TenThousandths Truncated(double probability) {
  return {static_cast<uint32_t>(probability * 10000 + 1e-6)};
}

std::string ChainLine(const Chain& chain, const Coverage& coverage) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.chain/1")
      .Member("chain", NameOfChain(chain))
      .Key("subject")
      .BeginObject()
      .Member("kind", NameOf(chain.subject))
      .Member("text", chain.text);
  AddText(json, "speaker", chain.speaker);
  if (!chain.finding.empty()) json.Member("finding", chain.finding);
  json.EndObject().Member("verdict", NameOf(chain.verdict)).Key("first");
  if (chain.first.has_value()) {
    AddCandidate(json, chain, *chain.first);
  } else {
    json.Value(nullptr);
  }
  json.Key("rivals").BeginArray();
  for (const Candidate& rival : chain.rivals) AddCandidate(json, chain, rival);
  json.EndArray();
  AddCoverage(json, coverage);
  json.Key("flags").BeginArray();
  for (size_t bit = 0; bit < kFlags.size(); ++bit) {
    if ((chain.flags >> bit & 1) != 0) json.Value(kFlags[bit]);
  }
  json.EndArray().Key("nodes").BeginArray();
  for (const ChainNode& node : chain.nodes) {
    AddNode(json, chain.subject, node);
  }
  json.EndArray().Key("links").BeginArray();
  for (const ChainLink& link : chain.links) AddLink(json, chain, link);
  json.EndArray().EndObject();
  return line;
}

}  // namespace prov
