// Documents are named by the inputs of their run and their key: a key is unique
// in one archive only.  Held by the golden case prov-ledger/export and the test
// cli/prov_export.

#include "libprov/ledger/prov_builder.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/base/json_writer.h"
#include "libprov/corpus/date.h"
#include "libprov/ledger/finding_members.h"

namespace prov {
namespace {

using Type = ProvValue::Type;

ProvAttribute Text(const char* name, std::string text) {
  return {name, {Type::kString, std::move(text)}};
}
ProvAttribute Name(const char* name, std::string text) {
  return {name, {Type::kName, std::move(text)}};
}
ProvAttribute Number(const char* name, uint64_t number) {
  return {name, {Type::kInteger, std::to_string(number)}};
}

std::string RunName(uint64_t entry) { return "run:" + std::to_string(entry); }
std::string ActivityName(uint64_t entry) {
  return "act:" + std::to_string(entry);
}

// Whether the dates leave no doubt.
bool IsSurelyBefore(const EntityDates& dates, const std::string& a,
                    const std::string& b) {
  const auto date_a = dates.find(a);
  const auto date_b = dates.find(b);
  return date_a != dates.end() && date_b != dates.end() &&
         date_a->second.latest < date_b->second.earliest;
}

}  // namespace

ProvBuilder::ProvBuilder(const std::string& origin, ExportTexts texts)
    : texts_(texts) {
  document_.prefixes = {{"pv", "https://libprov.example/ns#"},
                        {"dcterms", "http://purl.org/dc/terms/"},
                        {"schema", "https://schema.org/"}};
  for (const char* kind : {"run", "act", "file", "tool", "doc", "psg", "utt",
                           "outlet", "speaker", "cited"}) {
    document_.prefixes.emplace_back(kind,
                                    "https://" + origin + "/" + kind + "/");
  }
}

void ProvBuilder::Add(const LedgerFinding& finding, const LedgerMap& map) {
  const std::string_view schema = finding.schema;
  if (document_.bundles.empty() || run_ != finding.run.entry) {
    BeginRun(finding.run, map);
    if (finding.run.facts.has_value())
      AddUse(*finding.run.facts, finding.finding);
    AddCorrection(map);
  }
  if (schema == "prov.match/1") AddMatch(finding.finding);
  if (schema == "prov.cluster/1") AddCluster(finding.finding);
  if (schema == "prov.drop/1") AddDrop(finding.finding);
  if (schema == "prov.passage/1") AddPassage(finding);
  if (schema == "prov.quote/1") AddQuote(finding);
  if (schema == "prov.chain/1") AddChain(finding);
}

// The run, outside of its bundle.
void ProvBuilder::BeginRun(const LedgerRun& run, const LedgerMap& map) {
  run_ = run.entry;
  archive_ = Hex(std::span(run.leaf).first(4)) + ".";
  declared_.clear();
  alternates_.clear();
  document_.bundles.push_back({RunName(run_), {}});
  std::vector<ProvAttribute> attributes = {
      Name("prov:type", "prov:Bundle"),
      {"pv:recorded", {Type::kTime, map.RunOf(run_)->record.time}},
      Number("pv:entry", run_),
      Text("pv:leafSha256", Hex(run.leaf))};
  if (const auto withdrawn = map.withdrawn.find(run_);
      withdrawn != map.withdrawn.end()) {
    attributes.push_back(
        {"pv:withdrawn", {Type::kTime, withdrawn->second.time}});
  }
  std::vector<ProvAttribute> parameters;
  if (run.facts.has_value()) {
    for (const auto& [name, value] : run.facts->params) {
      parameters.push_back(Text("pv:parameter", name + "=" + value));
    }
  }
  std::vector<ProvStatement>& all = document_.statements;
  all.push_back({ProvKind::kEntity, RunName(run_), "", std::move(attributes)});
  all.push_back(
      {ProvKind::kActivity, ActivityName(run_), "", std::move(parameters)});
  all.push_back({ProvKind::kGeneration, RunName(run_), ActivityName(run_), {}});
}

// The tool that ran and what it read.
void ProvBuilder::AddUse(const RunFacts& run, const Object& line) {
  std::vector<ProvStatement>& all = document_.statements;
  const std::string activity = ActivityName(run_);
  const std::string version = TextMember(line, "version");
  const std::string tool = run.tool + (version.empty() ? "" : " " + version);
  const std::string tool_name = "tool:" + LocalName(tool);
  if (known_.insert(tool_name).second) {
    all.push_back(
        {ProvKind::kAgent,
         tool_name,
         "",
         {Name("prov:type", "prov:SoftwareAgent"), Text("prov:label", tool)}});
  }
  all.push_back({ProvKind::kAssociation, activity, tool_name, {}});
  std::vector<std::string> digests;
  for (const InputFacts& input : run.inputs) {
    const std::string file = "file:" + LocalName(input.sha256);
    digests.push_back(input.sha256);
    if (known_.insert(file).second) {
      all.push_back(
          {ProvKind::kEntity,
           file,
           "",
           {Text("prov:label", input.name), Text("pv:sha256", input.sha256),
            Number("pv:size", input.size_bytes)}});
    }
    all.push_back({ProvKind::kUsage, activity, file, {}});
  }
  std::ranges::sort(digests);
  std::string joined;
  for (const std::string& digest : digests) joined += digest + "\n";
  const Sha256Digest digest = Sha256(joined);
  archive_ = Hex(std::span(digest).first(4)) + ".";
}

// The first run of a file that corrects another one's.
void ProvBuilder::AddCorrection(const LedgerMap& map) {
  const RecordedRun& recorded = *map.RunOf(run_);
  if (!recorded.record.supersedes.has_value() || run_ != recorded.entry + 1) {
    return;
  }
  const RecordedRun* old = map.RunOf(*recorded.record.supersedes);
  if (old == nullptr || old->end <= old->entry + 1) return;
  document_.statements.push_back({ProvKind::kDerivation,
                                  RunName(run_),
                                  RunName(old->entry + 1),
                                  {Name("prov:type", "prov:Revision")}});
}

ProvStatement& ProvBuilder::Declare(ProvKind kind, const std::string& name,
                                    bool& is_new) {
  std::vector<ProvStatement>& statements = document_.bundles.back().statements;
  is_new = declared_.insert(name).second;
  if (is_new) statements.push_back({.kind = kind, .subject = name});
  return statements.back();
}

void ProvBuilder::Relate(ProvKind kind, const std::string& subject,
                         const std::string& object,
                         std::vector<ProvAttribute> attributes) {
  if (subject.empty() || object.empty() || subject == object) return;
  if (kind == ProvKind::kAlternate &&
      !alternates_
           .insert(std::min(subject, object) + " " + std::max(subject, object))
           .second) {
    return;
  }
  document_.bundles.back().statements.push_back(
      {kind, subject, object, std::move(attributes)});
}

// Being alternates is transitive, so each is related to the first alone.
void ProvBuilder::AllAlternates(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    Relate(ProvKind::kAlternate, name, names.front());
  }
}

std::string ProvBuilder::Document(const std::string& key) {
  if (key.empty()) return "";
  const std::string name = "doc:" + archive_ + LocalName(key);
  bool is_new = false;
  ProvStatement& entity = Declare(ProvKind::kEntity, name, is_new);
  if (is_new) {
    entity.attributes = {Name("prov:type", "schema:NewsArticle"),
                         Text("prov:label", key)};
  }
  return name;
}

std::string ProvBuilder::Outlet(const std::string& outlet) {
  if (outlet.empty()) return "";
  const std::string name = "outlet:" + LocalName(outlet);
  bool is_new = false;
  ProvStatement& agent = Declare(ProvKind::kAgent, name, is_new);
  if (is_new) {
    agent.attributes = {Name("prov:type", "prov:Organization"),
                        Text("prov:label", outlet)};
  }
  return name;
}

std::string ProvBuilder::DocumentOf(const Object& occurrence) {
  std::string key = TextMember(occurrence, "id");
  if (key.empty()) key = TextMember(occurrence, "key");
  if (key.empty()) return "";
  const bool is_new = !declared_.contains("doc:" + archive_ + LocalName(key));
  const std::string name = Document(key);
  if (!is_new) return name;
  std::vector<ProvAttribute>& attributes =
      document_.bundles.back().statements.back().attributes;
  const DateInterval published = DateMember(occurrence, "published");
  if (published.grade != DateGrade::kNone) {
    dates_[name] = published;
    attributes.push_back(
        {"pv:publishedEarliest", {Type::kTime, ToRfc3339(published.earliest)}});
    attributes.push_back(
        {"pv:publishedLatest", {Type::kTime, ToRfc3339(published.latest)}});
  }
  const std::string url = TextMember(occurrence, "url");
  if (!url.empty()) attributes.push_back(Text("schema:url", url));
  Relate(ProvKind::kAttribution, name,
         Outlet(TextMember(occurrence, "outlet")));
  return name;
}

std::string ProvBuilder::PassageOf(const Object& occurrence,
                                   const std::string& note, uint64_t entry) {
  const std::string document = DocumentOf(occurrence);
  const auto begin = occurrence.Unsigned("begin");
  const auto end = occurrence.Unsigned("end");
  if (document.empty() || !begin.ok() || !end.ok()) return "";
  const std::string name =
      absl::StrFormat("psg:%s.%d-%d", document.substr(4), *begin, *end);
  bool is_new = false;
  ProvStatement& entity = Declare(ProvKind::kEntity, name, is_new);
  if (!is_new) return name;
  entity.attributes = {Name("prov:type", "pv:Passage"),
                       Name("dcterms:isPartOf", document),
                       Number("pv:begin", *begin), Number("pv:end", *end),
                       Number("pv:entry", entry)};
  const std::string exact = TextMember(occurrence, "exact");
  if (!exact.empty()) {
    entity.attributes.push_back(Text("pv:textSha256", Hex(Sha256(exact))));
  }
  if (texts_ == ExportTexts::kYes && !exact.empty()) {
    entity.attributes.push_back(Text("prov:value", exact));
  }
  if (const auto date = dates_.find(document); date != dates_.end()) {
    dates_[name] = DateInterval(date->second);
  }
  if (pointed_.insert(name).second) {
    passages_.push_back({.id = name,
                         .document = document,
                         .url = TextMember(occurrence, "url"),
                         .begin = *begin,
                         .end = *end,
                         .text = exact,
                         .note = note});
  }
  return name;
}

void ProvBuilder::AddMatch(const Object& finding) {
  const std::string a = Document(TextMember(finding, "a"));
  const std::string b = Document(TextMember(finding, "b"));
  if (TextMember(finding, "kind") == "revision" && !a.empty() && !b.empty()) {
    const bool a_first = IsSurelyBefore(dates_, a, b);
    if (a_first || IsSurelyBefore(dates_, b, a)) {
      Relate(ProvKind::kDerivation, a_first ? b : a, a_first ? a : b,
             {Name("prov:type", "prov:Revision")});
      return;
    }
  }
  Relate(ProvKind::kAlternate, a, b);
}

void ProvBuilder::AddCluster(const Object& finding) {
  std::vector<std::string> names;
  for (const Object& member : ObjectsMember(finding, "members")) {
    names.push_back(DocumentOf(member));
  }
  names.insert(names.begin(), Document(TextMember(finding, "keep")));
  AllAlternates(names);
}

void ProvBuilder::AddDrop(const Object& finding) {
  Relate(ProvKind::kAlternate, Document(TextMember(finding, "key")),
         Document(TextMember(finding, "kept")));
}

void ProvBuilder::AddPassage(const LedgerFinding& finding) {
  const Object& passage = finding.finding;
  const std::string kind = TextMember(passage, "class");
  const std::string note =
      "passage " + TextMember(passage, "passage") + ", " + kind;
  std::vector<std::string> names;
  for (const Object& place : ObjectsMember(passage, "occurrences")) {
    const std::string name = PassageOf(place, note, finding.entry);
    if (!name.empty()) names.push_back(name);
  }
  if (kind != "boilerplate" && !names.empty()) AllAlternates(names);
}

void ProvBuilder::AddQuote(const LedgerFinding& finding) {
  const Object& quote = finding.finding;
  const std::string id = TextMember(quote, "quote");
  const std::string type = TextMember(quote, "type");
  const QuotedSpeaker speaker = SpeakerMember(quote);
  const bool is_said = !speaker.name.empty() && !speaker.is_contradicted &&
                       (type == "direct" || type == "mixed");
  std::vector<std::string> in_marks;
  std::vector<std::string> names;
  for (const Object& place : ObjectsMember(quote, "occurrences")) {
    const std::string name =
        PassageOf(place, "quote " + id + ", " + type, finding.entry);
    if (name.empty()) continue;
    names.push_back(name);
    if (!HasFlag(place, "unmarked")) in_marks.push_back(name);
  }
  if (names.empty()) return;
  AllAlternates(names);
  if (!is_said || in_marks.empty()) return;
  const std::string utterance = "utt:" + LocalName(id);
  bool is_new = false;
  ProvStatement& entity = Declare(ProvKind::kEntity, utterance, is_new);
  if (is_new) {
    entity.attributes = {Name("prov:type", "pv:Utterance"),
                         Number("pv:entry", finding.entry)};
  }
  const std::string person = "speaker:" + LocalName(speaker.name);
  ProvStatement& agent = Declare(ProvKind::kAgent, person, is_new);
  if (is_new) {
    agent.attributes = {Name("prov:type", "prov:Person"),
                        Text("prov:label", speaker.name)};
  }
  Relate(ProvKind::kAttribution, utterance, person);
  for (const std::string& name : in_marks) {
    Relate(ProvKind::kDerivation, name, utterance,
           {Name("prov:type", "prov:Quotation"), Text("pv:kind", "said"),
            Text("pv:status", "inferred"), Number("pv:entry", finding.entry)});
  }
}

void ProvBuilder::AddChain(const LedgerFinding& finding) {
  const std::string note = "chain " + TextMember(finding.finding, "chain");
  std::vector<std::pair<std::string, std::string>> nodes;  // Id to entity.
  for (const Object& node : ObjectsMember(finding.finding, "nodes")) {
    const std::string id = TextMember(node, "id");
    if (!BoolMember(node, "virtual")) {
      nodes.emplace_back(id, PassageOf(node, note, finding.entry));
      continue;
    }
    const std::string outlet = TextMember(node, "outlet");
    const std::string name = "cited:" + LocalName(outlet);
    bool is_new = false;
    ProvStatement& entity = Declare(ProvKind::kEntity, name, is_new);
    if (is_new) {
      entity.attributes = {Name("prov:type", "pv:NotInArchive"),
                           Text("prov:label", outlet)};
      Relate(ProvKind::kAttribution, name, Outlet(outlet));
    }
    nodes.emplace_back(id, name);
  }
  for (const Object& link : ObjectsMember(finding.finding, "links")) {
    AddLink(link, finding, nodes);
  }
}

void ProvBuilder::AddLink(
    const Object& link, const LedgerFinding& finding,
    const std::vector<std::pair<std::string, std::string>>& nodes) {
  const auto entity = [&nodes](const std::string& id) -> std::string {
    const auto found = std::ranges::find(
        nodes, id, &std::pair<std::string, std::string>::first);
    return found == nodes.end() ? "" : found->second;
  };
  const std::string from = entity(TextMember(link, "from"));
  const std::string to = entity(TextMember(link, "to"));
  const std::string relation = TextMember(link, "relation");
  std::string evidence;
  bool has_citation = false;
  bool has_time = false;
  bool has_url = false;
  for (const Object& item : ObjectsMember(link, "evidence")) {
    const std::string kind = TextMember(item, "kind");
    evidence += (evidence.empty() ? "" : " ") + kind;
    has_citation |= kind == "citation";
    has_time |= kind == "time";
    has_url |= kind == "url";
  }
  std::vector<ProvAttribute> attributes = {
      Text("pv:kind", relation), Text("pv:status", "inferred"),
      Text("pv:evidence", evidence), Number("pv:entry", finding.entry)};
  if (const auto probability = link.Ratio("probability"); probability.ok()) {
    attributes.push_back(
        {"pv:probability", {Type::kDecimal, ToString(*probability)}});
  }
  const bool is_copy = relation == "copies" && has_citation;
  const bool is_revision = relation == "revision" && has_time && has_url;
  const bool is_wire =
      (relation == "wire" || relation == "press-release") && has_citation;
  if (is_copy || is_revision || is_wire) {
    if (is_copy) attributes.push_back(Name("prov:type", "prov:Quotation"));
    if (is_revision) attributes.push_back(Name("prov:type", "prov:Revision"));
    Relate(ProvKind::kDerivation, from, to, std::move(attributes));
  } else if (relation != "incidental" && relation != "undetermined") {
    Relate(ProvKind::kAlternate, from, to);
  }
}

}  // namespace prov
