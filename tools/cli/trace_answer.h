// What prov-trace answers, in every format.

#ifndef TOOLS_CLI_TRACE_ANSWER_H_
#define TOOLS_CLI_TRACE_ANSWER_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/status.h"
#include "libprov/chain/chain.h"
#include "libprov/chain/find_words.h"
#include "libprov/corpus/findings.h"
#include "libprov/passage/document_filter.h"
#include "libprov/store/output_file.h"
#include "tools/cli/visible.h"

namespace prov::cli {

struct TraceAnswer {
  Subject subject = Subject::kQuote;
  std::string words;  // Those looked for; empty if all are traced.
  std::vector<Chain> chains;
  Coverage coverage;
  size_t others = 0;  // Chains that are not shown.
};

enum class Matches : unsigned char { kBest, kAll };

// The chains of words that were found, for people and programs alike: those
// that one of the outlets is in, where there are any.
TraceAnswer AnswerFrom(WordsFound found, const std::string& words,
                       const std::vector<std::string>& outlets,
                       Matches matches);

// Where the index of a quotes file is.
std::string IndexOf(const std::string& quotes);

// The same, looked up in a quotes file by its index; `run` gets the documents
// they are of as its inputs, and the digest of the quotes.
absl::StatusOr<TraceAnswer> AnswerFromQuotes(const std::string& quotes,
                                             const std::string& words,
                                             const DocumentFilter& filter,
                                             Matches matches, RunFacts& run);

// Leaves only the chains that one of the outlets is in, where there are any.
void KeepOutlets(const std::vector<std::string>& outlets,
                 std::vector<Chain>& chains);

// That there are others, and how to see them; empty if there are none.
std::string OthersText(const TraceAnswer& answer);

// `format` is text, jsonl, dot or mermaid; `run_line` makes the first line of
// jsonl, if it is that.
absl::Status WriteAnswer(
    const TraceAnswer& answer, const std::string& format, Colour colour,
    absl::FunctionRef<absl::StatusOr<std::string>()> run_line, OutputFile& out);

}  // namespace prov::cli

#endif  // TOOLS_CLI_TRACE_ANSWER_H_
