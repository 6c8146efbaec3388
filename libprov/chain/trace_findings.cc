// Held by the golden cases of prov-trace.

#include "libprov/chain/trace_findings.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/chain/found_places.h"
#include "libprov/chain/place_chains.h"
#include "libprov/corpus/documents.h"
#include "libprov/corpus/findings.h"
#include "libprov/corpus/key_index.h"
#include "libprov/quote/quote_file.h"

namespace prov {
namespace {

struct Member {
  DocumentId document = 0;
  TokenSpan span;         // Of a passage.
  bool has_same = false;  // All of its words, and no others.
};

// A passage or a cluster, as far as its documents are wanted.
struct Finding {
  uint64_t line = 0;
  std::string name;
  std::string text;  // Of a passage.
  std::vector<Member> members;
};

struct FindingKind {
  std::string_view schema;
  const char* tool;
  const char* other_tool;  // That may have made the file, too.
  const char* name;        // The member with the finding's name,
  const char* members;     // with its documents,
  const char* key;         // and with the key of each.
};
constexpr FindingKind kPassages = {"prov.passage/1", "prov-passages",
                                   "prov-passages",  "passage",
                                   "occurrences",    "id"};
constexpr FindingKind kClusters = {"prov.cluster/1", "prov-cluster",
                                   "prov-dedupe",    "cluster",
                                   "members",        "key"};

class Tracer {
 public:
  Tracer(const Corpus& corpus, const std::string& path, Subject subject,
         unsigned threads)
      : corpus_(corpus),
        path_(path),
        subject_(subject),
        kind_(subject == Subject::kPassage ? kPassages : kClusters),
        threads_(threads),
        documents_(corpus.documents()),
        keys_(KeyIndex::Of(documents_)),
        book_(BookOf(documents_)) {}

  absl::StatusOr<std::vector<Chain>> Run(
      absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
    PROV_RETURN_IF_ERROR(ForEachFinding(
        path_,
        [&](std::string_view schema, const JsonObject& line,
            uint64_t number) -> absl::Status {
          if (schema == "prov.run/1") {
            PROV_ASSIGN_OR_RETURN(const RunFacts run, ParseRunLine(line));
            tool_ = run.tool;
          }
          if (schema != kind_.schema) return absl::OkStatus();
          has_findings_ = true;
          return Add(line, number, wanted);
        }));
    if (!has_findings_ && tool_ != kind_.tool && tool_ != kind_.other_tool) {
      return absl::DataLossError(absl::StrFormat(
          "%s: has no %ss; name what %s wrote", path_, kind_.name, kind_.tool));
    }
    return Build();
  }

 private:
  absl::Status Add(
      const JsonObject& line, uint64_t number,
      absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
    Finding finding{.line = number};
    PROV_ASSIGN_OR_RETURN(finding.name, line.String(kind_.name));
    if (subject_ == Subject::kPassage) {
      PROV_ASSIGN_OR_RETURN(finding.text, line.String("text"));
      PROV_ASSIGN_OR_RETURN(const std::string_view name, line.String("class"));
      PROV_ASSIGN_OR_RETURN(const std::string_view channel,
                            line.String("channel"));
      if (name == "boilerplate" || channel == "spun") return absl::OkStatus();
    }
    PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> members,
                          line.Array(kind_.members));
    for (const JsonValue& value : members) {
      if (value.type() != JsonType::kObject) {
        return absl::InvalidArgumentError(
            absl::StrFormat("one of its %s is no object", kind_.members));
      }
      PROV_ASSIGN_OR_RETURN(const std::string_view key,
                            value.object().String(kind_.key));
      const std::optional<DocumentId> document = keys_.Find(key);
      if (!document.has_value()) {
        return absl::InvalidArgumentError(absl::StrFormat(
            "document %s is not among those given: name the documents that %s "
            "read",
            std::string(key), kind_.tool));
      }
      Member member{.document = *document};
      if (subject_ == Subject::kPassage) {
        PROV_ASSIGN_OR_RETURN(member.span, SpanOf(value.object()));
        PROV_ASSIGN_OR_RETURN(const TenThousandths identity,
                              value.object().Ratio("identity"));
        PROV_ASSIGN_OR_RETURN(const TenThousandths of_passage,
                              value.object().Ratio("of_passage"));
        member.has_same = identity.value == 10000 && of_passage.value == 10000;
      }
      if (wanted(documents_, *document)) finding.members.push_back(member);
    }
    const auto is_other = [&finding](const Member& member) {
      return member.document != finding.members[0].document;
    };
    if (std::ranges::any_of(finding.members, is_other)) {
      findings_.push_back(std::move(finding));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::vector<Chain>> Build() const {
    std::vector<PlacedWords> words;
    for (const Finding& finding : findings_) {
      PlacedWords& own = words.emplace_back(PlacedWords{.text = finding.text});
      for (const Member& member : finding.members) {
        own.documents.push_back(member.document);
      }
    }
    PROV_ASSIGN_OR_RETURN(
        std::vector<std::vector<Chain>> built,
        ChainsOfPlaces(corpus_, words, book_, threads_,
                       [this](size_t i, size_t at, const Document& document) {
                         return PlaceOf(findings_[i], findings_[i].members[at],
                                        document);
                       }));
    std::vector<Chain> chains;
    for (size_t i = 0; i < built.size(); ++i) {
      for (Chain& chain : built[i]) {
        chain.subject = subject_;
        chain.finding = findings_[i].name;
        chains.push_back(std::move(chain));
      }
    }
    return chains;
  }

  absl::StatusOr<ChainNode> PlaceOf(const Finding& finding,
                                    const Member& member,
                                    const Document& document) const {
    if (subject_ == Subject::kDocument) return WholePlace(document, book_);
    std::optional<ChainNode> place =
        PassagePlace(document, member.span, finding.text, book_);
    const bool holds = place.has_value() &&
                       place->span.begin == member.span.begin &&
                       place->span.end == member.span.end &&
                       (!member.has_same || place->variant <= Variant::kFolded);
    if (!holds) {
      return absl::DataLossError(absl::StrFormat(
          "%s:%d: the passage is not at bytes %d to %d of %s: these are not "
          "the documents that %s read",
          path_, finding.line, member.span.begin_byte, member.span.end_byte,
          documents_.key(member.document), kind_.tool));
    }
    return std::move(*place);
  }

  const Corpus& corpus_;
  const std::string& path_;
  Subject subject_;
  const FindingKind& kind_;
  unsigned threads_;
  const DocumentTable& documents_;
  KeyIndex keys_;
  OutletBook book_;
  std::string tool_;  // That made the file.
  bool has_findings_ = false;
  std::vector<Finding> findings_;
};

}  // namespace

absl::StatusOr<TracedChains> TraceFindings(
    Corpus& corpus, const ScanOptions& options, const std::string& path,
    Subject subject,
    absl::FunctionRef<bool(const DocumentTable&, DocumentId)> wanted) {
  PROV_RETURN_IF_ERROR(ScanDocuments(corpus, options));
  const DocumentTable& documents = corpus.documents();
  TracedChains result{.coverage =
                          CoverageOf(documents, WantedOf(documents, wanted))};
  PROV_ASSIGN_OR_RETURN(
      result.chains,
      Tracer(corpus, path, subject, options.threads).Run(wanted));
  return result;
}

}  // namespace prov
