// Held by the golden cases of prov-trace.

#include "tools/cli/trace_answer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/chain/build_chains.h"
#include "libprov/chain/chain_file.h"
#include "libprov/chain/find_in_quotes.h"
#include "libprov/chain/quote_index.h"
#include "libprov/chain/source_names.h"
#include "tools/cli/chain_graph.h"
#include "tools/cli/chain_text.h"

namespace prov::cli {
namespace {

absl::Status WriteText(const TraceAnswer& answer, Colour colour,
                       OutputFile& out) {
  if (answer.chains.empty()) {
    return out.Write(
        NoChainText(answer.subject, answer.words, answer.coverage));
  }
  for (size_t i = 0; i < answer.chains.size(); ++i) {
    PROV_RETURN_IF_ERROR(
        out.Write((i == 0 ? "" : "\n\n") +
                  ChainText(answer.chains[i], answer.coverage, colour)));
  }
  return absl::OkStatus();
}

}  // namespace

TraceAnswer AnswerFrom(WordsFound found, const std::string& words,
                       const std::vector<std::string>& outlets,
                       Matches matches) {
  TraceAnswer answer{.words = words, .coverage = found.coverage};
  answer.chains =
      BuildChains(words, std::move(found.places), SourceNames(found.book));
  KeepOutlets(outlets, answer.chains);
  if (matches == Matches::kBest && answer.chains.size() > 1) {
    answer.others = answer.chains.size() - 1;
    answer.chains.erase(answer.chains.begin() + 1, answer.chains.end());
  }
  for (Chain& chain : answer.chains) {
    if (found.is_short) chain.flags |= kChainShort;
    if (!found.coverage.is_known) chain.flags |= kChainFromQuotes;
  }
  return answer;
}

std::string IndexOf(const std::string& quotes) { return quotes + ".idx"; }

absl::StatusOr<TraceAnswer> AnswerFromQuotes(const std::string& quotes,
                                             const std::string& words,
                                             const DocumentFilter& filter,
                                             Matches matches, RunFacts& run) {
  PROV_ASSIGN_OR_RETURN(const InputBytes bytes, InputBytes::Open(quotes));
  const absl::StatusOr<QuoteIndex> index =
      QuoteIndex::Open(IndexOf(quotes), bytes);
  if (absl::IsNotFound(index.status())) {
    return absl::NotFoundError(
        absl::StrFormat("%s; make it with prov-trace index %s",
                        std::string(index.status().message()), quotes));
  }
  PROV_RETURN_IF_ERROR(index.status());
  PROV_ASSIGN_OR_RETURN(
      QuotesFound found,
      FindInQuotes(bytes, *index, words, [&filter](const DateInterval& date) {
        return filter.Wants(date);
      }));
  run.params["quotes_sha256"] = index->sha256();
  run.inputs = std::move(found.run.inputs);
  return AnswerFrom(std::move(found.words), words, filter.outlets, matches);
}

void KeepOutlets(const std::vector<std::string>& outlets,
                 std::vector<Chain>& chains) {
  if (outlets.empty()) return;
  std::erase_if(chains, [&outlets](const Chain& chain) {
    return std::ranges::none_of(chain.nodes, [&outlets](const ChainNode& node) {
      return !node.is_virtual &&
             std::ranges::find(outlets, node.outlet) != outlets.end();
    });
  });
}

std::string OthersText(const TraceAnswer& answer) {
  if (answer.others == 0) return "";
  return absl::StrFormat(
      "others are given these words, too, in %d more chain%s; see them with "
      "--all-matches",
      answer.others, answer.others == 1 ? "" : "s");
}

absl::Status WriteAnswer(
    const TraceAnswer& answer, const std::string& format, Colour colour,
    absl::FunctionRef<absl::StatusOr<std::string>()> run_line,
    OutputFile& out) {
  if (format == "text") return WriteText(answer, colour, out);
  if (format == "dot") return out.Write(DotGraph(answer.chains));
  if (format == "mermaid") return out.Write(MermaidGraph(answer.chains));
  PROV_ASSIGN_OR_RETURN(const std::string run, run_line());
  PROV_RETURN_IF_ERROR(out.Write(run));
  for (const Chain& chain : answer.chains) {
    PROV_RETURN_IF_ERROR(out.Write(ChainLine(chain, answer.coverage) + "\n"));
  }
  return absl::OkStatus();
}

}  // namespace prov::cli
