// How fast text becomes tokens: bytes/s and tokens/s on English-like prose of
// an invented vocabulary, beside the copying of the same bytes.

#include <benchmark/benchmark.h>

#include <cstring>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/text/normalized_text.h"
#include "libprov/text/tokenizer.h"

namespace {

constexpr size_t kDocumentBytes = 3000;
constexpr size_t kDocuments = 300;  // A few 100 kB: in cache, not in one line.

// Word lengths of English prose, from 1 to 14 letters, in per mille.
constexpr double kWordLengths[] = {30, 170, 210, 160, 110, 85, 75,
                                   60, 40,  28,  16,  9,   5,  2};

std::string Word(std::mt19937_64& random) {
  static std::discrete_distribution<size_t> length(std::begin(kWordLengths),
                                                   std::end(kWordLengths));
  static constexpr std::string_view kLetters =
      "eeetttaaooiinnsshhrrdllcumwfgypbvk";
  std::string word;
  for (size_t left = length(random) + 1; left > 0; --left) {
    word.push_back(kLetters[random() % kLetters.size()]);
  }
  return word;
}

// One word in 50 has a capital, one in 12 a comma or a full stop behind it,
// and 0.8 % of all characters are curly quotes, apostrophes and dashes.
std::string Document(const std::vector<std::string>& vocabulary,
                     std::mt19937_64& random) {
  std::string text;
  while (text.size() < kDocumentBytes) {
    std::string word = vocabulary[random() % vocabulary.size()];
    if (random() % 50 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    switch (random() % 60) {
      case 0:
        word = "\u201c" + word + "\u201d";
        break;
      case 1:
        word += "\u2019s";
        break;
      case 2:
        word += " \u2014";
        break;
      case 3:
        word += "'t";
        break;
      case 4:
      case 5:
      case 6:
        word += ",";
        break;
      case 7:
      case 8:
        word += ".";
        break;
      default:
        break;
    }
    text += word + " ";
  }
  return text;
}

const std::vector<std::string>& Documents() {
  static const std::vector<std::string> documents = [] {
    std::mt19937_64 random(1);
    std::vector<std::string> vocabulary(5000), result(kDocuments);
    for (std::string& word : vocabulary) word = Word(random);
    for (std::string& document : result)
      document = Document(vocabulary, random);
    return result;
  }();
  return documents;
}

void Report(benchmark::State& state, size_t tokens) {
  size_t bytes = 0;
  for (const std::string& document : Documents()) bytes += document.size();
  state.SetBytesProcessed(state.iterations() * static_cast<int64_t>(bytes));
  state.counters["tokens"] =
      benchmark::Counter(static_cast<double>(tokens),
                         benchmark::Counter::kIsIterationInvariantRate);
}

void BM_Copy(benchmark::State& state) {
  std::string copy(2 * kDocumentBytes, ' ');
  for (auto _ : state) {
    for (const std::string& document : Documents()) {
      std::memcpy(copy.data(), document.data(), document.size());
      benchmark::DoNotOptimize(copy.data());
    }
  }
  Report(state, 0);
}
BENCHMARK(BM_Copy);

void BM_Tokenizer(benchmark::State& state) {
  prov::Tokenizer tokenizer;
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const std::string& document : Documents()) {
      tokens += tokenizer.Hashes(document).size();
    }
  }
  Report(state, tokens);
}
BENCHMARK(BM_Tokenizer);

void BM_NormalizedText(benchmark::State& state) {
  size_t tokens = 0;
  for (auto _ : state) {
    tokens = 0;
    for (const std::string& document : Documents()) {
      tokens += prov::NormalizedText(document).size();
    }
  }
  Report(state, tokens);
}
BENCHMARK(BM_NormalizedText);

}  // namespace
