// The passages that documents share because somebody copied them.

#ifndef BENCH_NEWSROOM_PASSAGE_TRUTH_H_
#define BENCH_NEWSROOM_PASSAGE_TRUTH_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "edition_truth.h"

namespace prov_bench {

// Passages have at least as many words, and so has each occurrence.
inline constexpr size_t kMinPassageWords = 8;

struct Occurrence {
  uint64_t document = 0;
  WordSpan span;
  uint32_t kept = 0, of = 0;  // Words of the original that are in the span.
  uint32_t words = 0;         // In the span, as readers count them.
};

// Words that lie in the span; a hyphenated word of the vocabulary is two.
uint32_t WordsIn(const PrintedDocument& document, const WordSpan& span);

// Lines that outlets and agencies print under everything, by unit: their
// occurrences are all over the newsroom.
using Boilerplate = std::map<uint32_t, std::vector<Occurrence>>;

struct PassageTruth {
  std::string lines;  // Of passages.jsonl.
  Boilerplate boilerplate;
};
PassageTruth TruthOfPassages(const PrintedEdition& edition);

// One line; its words are those of the shortest occurrence.
void AppendPassage(std::string& out, const std::string& name,
                   std::string_view kind,
                   const std::vector<Occurrence>& occurrences);

// The lines of all that TruthOfPassages() left over.
std::string BoilerplateLines(const Boilerplate& boilerplate);

// {"begin":..,"end":..,"begin_byte":..,"end_byte":..} without the braces, each
// name after `prefix`.
void AppendSpan(std::string& out, const char* prefix, const WordSpan& span);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_PASSAGE_TRUTH_H_
