#include "report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <unordered_map>
#include <vector>

#include "accidental_runs.h"
#include "edition.h"
#include "edition_truth.h"

namespace prov_bench {
namespace {

using WordCounts = std::unordered_map<uint64_t, uint64_t>;

struct EditionMeasures {
  uint64_t bytes = 0, words = 0;
  std::vector<uint64_t> lengths;  // Words of each document.
  WordCounts counts;
  std::vector<Window> windows;
  std::array<uint64_t, 10> bands{};  // Pairs by tenths of their similarity.
  std::vector<std::string> texts;    // Kept for examples only.
};

EditionMeasures MeasureEdition(const Newsroom& newsroom, uint64_t number,
                               const ReportOptions& options) {
  EditionMeasures measures;
  EditionLines lines;
  PrintEdition(newsroom, number, lines);
  for (const auto& line : lines.by_number) measures.bytes += line.size();
  const PrintedEdition edition = PrintForTruth(newsroom, number);
  for (const PrintedDocument& document : edition.documents) {
    measures.words += document.words.size();
    measures.lengths.push_back(document.words.size());
    for (const NormalWord& word : document.words) ++measures.counts[word.hash];
    if (options.examples > 0) measures.texts.push_back(document.text);
  }
  measures.windows = WindowsOf(edition, number, options.sample);
  measures.bands = BandsOf(edition);
  return measures;
}

// Least squares of log frequency over log rank, for ranks 10 to 1,000.
double ZipfSlope(const WordCounts& counts) {
  std::vector<uint64_t> sorted;
  for (const auto& [word, count] : counts) sorted.push_back(count);
  std::sort(sorted.rbegin(), sorted.rend());
  double n = 0, x_sum = 0, y_sum = 0, xx = 0, xy = 0;
  for (size_t rank = 10; rank <= std::min<size_t>(1000, sorted.size());
       ++rank) {
    const double x = std::log(static_cast<double>(rank));
    const double y = std::log(static_cast<double>(sorted[rank - 1]));
    n += 1, x_sum += x, y_sum += y, xx += x * x, xy += x * y;
  }
  return (n * xy - x_sum * y_sum) / (n * xx - x_sum * x_sum);
}

void Merge(EditionMeasures& part, EditionMeasures& all) {
  all.bytes += part.bytes;
  all.words += part.words;
  const auto append = [](auto& from, auto& to) {
    to.insert(to.end(), from.begin(), from.end());
  };
  append(part.lengths, all.lengths);
  append(part.windows, all.windows);
  append(part.texts, all.texts);
  for (const auto& [word, count] : part.counts) all.counts[word] += count;
  for (size_t i = 0; i < all.bands.size(); ++i) all.bands[i] += part.bands[i];
}

void PrintNumber(const char* name, uint64_t value) {
  std::printf("%s %llu\n", name, static_cast<unsigned long long>(value));
}

}  // namespace

void PrintReport(const Newsroom& newsroom, const ReportOptions& options) {
  EditionMeasures all;
  ForEditions<EditionMeasures>(
      EditionCount(newsroom.options), options.threads,
      [&](uint64_t number, EditionMeasures& part) {
        part = MeasureEdition(newsroom, number, options);
      },
      [&](EditionMeasures& part) { Merge(part, all); });
  const std::vector<Window> accidental = AccidentalWindows(all.windows);
  std::sort(all.lengths.begin(), all.lengths.end());
  PrintNumber("documents", all.lengths.size());
  PrintNumber("bytes", all.bytes);
  PrintNumber("words", all.words);
  PrintNumber("distinct-words", all.counts.size());
  PrintNumber("median-words", all.lengths[all.lengths.size() / 2]);
  std::printf("zipf-slope %.3f\n", ZipfSlope(all.counts));
  std::printf("accidental-runs-per-million %.2f\n",
              static_cast<double>(accidental.size() * options.sample) * 1e6 /
                  static_cast<double>(all.words));
  for (size_t i = 3; i < all.bands.size(); ++i) {
    PrintNumber(("pairs-0." + std::to_string(i)).c_str(), all.bands[i]);
  }
  for (size_t i = 0; i < std::min(options.examples, accidental.size()); ++i) {
    const Window& window = accidental[i];
    std::printf("example %s\n", all.texts[window.document]
                                    .substr(window.begin_byte,
                                            window.end_byte - window.begin_byte)
                                    .c_str());
  }
}

}  // namespace prov_bench
