// Plants records of known origin into a real corpus, so that what a dedupe run
// must find is known beforehand; and makes large corpora for measuring.
//
//   plant < docs.jsonl > planted.jsonl --truth truth.tsv
//         [--seed 1] [--derived 2000] [--copies 500]
//   plant --repeat-bytes 1000000000 < docs.jsonl > large.jsonl
//   plant --recombine 200000 [--seed 1] < docs.jsonl > many.jsonl
//
// Derived records (word_edits.h) cover the similarities .5 to 1 evenly, every
// twentieth is changed in its typography alone.  They carry a new id, the name
// of a made-up outlet and no url; each outlet gets every similarity alike, so
// no threshold makes one outlet lose much more than another.  Half of the
// copies are the same bytes once more, half the same record under a new id.
// Sources are records of 60 words or more of outlets with 20 records or more;
// lines of the corpus pass through byte for byte.  The same seed gives the
// same corpus.
//
// The truth is `planted id, source id, kind, target`, tab-separated; the
// target of a derived record is what the edits aimed at, see word_edits.h.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "grow_corpus.h"
#include "json_record.h"
#include "lines.h"
#include "random.h"
#include "word_edits.h"

namespace prov_bench {
namespace {

constexpr size_t kMinSourceWords = 60;
constexpr size_t kMinOutletRecords = 20;
constexpr size_t kOutlets = 40;

struct Options {
  uint64_t seed = 1;
  uint64_t derived = 2000;
  uint64_t copies = 500;
  uint64_t repeat_bytes = 0;
  uint64_t recombine = 0;
  std::string truth;
};

Options ParseOptions(int argc, char** argv) {
  Options options;
  const std::map<std::string_view, uint64_t*> numbers = {
      {"--seed", &options.seed},
      {"--derived", &options.derived},
      {"--copies", &options.copies},
      {"--repeat-bytes", &options.repeat_bytes},
      {"--recombine", &options.recombine}};
  for (int i = 1; i < argc; i += 2) {
    const std::string_view name = argv[i];
    if (i + 1 == argc) Fail("plant", std::string(name) + " needs a value");
    const std::string_view value = argv[i + 1];
    if (name == "--truth") {
      options.truth = value;
    } else if (const auto number = numbers.find(name);
               number != numbers.end()) {
      const char* const end = value.data() + value.size();
      const auto parsed = std::from_chars(value.data(), end, *number->second);
      if (parsed.ec != std::errc() || parsed.ptr != end) {
        Fail("plant", std::string(name) + ": no number: " + argv[i + 1]);
      }
    } else {
      Fail("plant", "unknown option " + std::string(name));
    }
  }
  return options;
}

// A record to be put in front of line `before` of the corpus.
struct Planted {
  size_t before = 0;
  std::string line;
};

class Planter {
 public:
  Planter(const std::vector<Line>& lines, FILE* truth)
      : lines_(lines), truth_(truth) {
    std::vector<std::string> outlets;
    std::map<std::string, size_t> records;
    for (const Line& line : lines) {
      const rapidjson::Document record = ParseRecord("plant", line);
      outlets.emplace_back(StringMember(record, "outlet"));
      if (SplitWords(StringMember(record, "text")).size() < kMinSourceWords) {
        outlets.back().clear();
      }
      ++records[outlets.back()];
    }
    for (size_t i = 0; i < lines.size(); ++i) {
      if (!outlets[i].empty() && records[outlets[i]] >= kMinOutletRecords) {
        sources_.push_back(i);
      }
    }
    if (sources_.empty()) Fail("plant", "no record is fit to be a source");
  }

  // The `i`th of `count` derived records.
  Planted Derived(size_t i, size_t count, Random random) const {
    constexpr std::array kEdits = {Edit::kSubstitute, Edit::kDelete,
                                   Edit::kInsert,     Edit::kMixed,
                                   Edit::kTruncate,   Edit::kPrepend};
    const bool retyped = i % 20 == 19;
    const Edit edit = retyped ? Edit::kTypography : kEdits[i % 20 % 6];
    const double target = retyped ? 1.0
                                  : .5 + .5 * (static_cast<double>(i) + .5) /
                                             static_cast<double>(count);
    rapidjson::Document record = ParseRecord("plant", PickSource(random));
    const std::string source(StringMember(record, "text"));
    const std::string donor = DonorText(SplitWords(source).size(), random);
    const std::vector<Word> donor_words = SplitWords(donor);
    const std::string source_id(StringMember(record, "id"));
    const std::string id = "planted-" + std::to_string(i + 1);
    SetMember(record, "id", id);
    const size_t outlet = (i + i / 20) % kOutlets + 1;  // Apart from `retyped`.
    SetMember(record, "outlet", "Planted Outlet " + std::to_string(outlet));
    SetMember(record, "text",
              Derive(source, edit, target, donor_words, random));
    if (record.HasMember("url")) record["url"].SetNull();
    WriteTruth(id, source_id, Name(edit), target);
    return {random.Below(lines_.size() + 1), ToLine(record)};
  }

  // The `i`th copy: odd ones under a new id, even ones byte for byte.
  Planted Copy(size_t i, Random random) const {
    const Line& source = PickSource(random);
    rapidjson::Document record = ParseRecord("plant", source);
    const std::string source_id(StringMember(record, "id"));
    const size_t before = random.Below(lines_.size() + 1);
    if (i % 2 == 0) {
      WriteTruth(source_id, source_id, "copied-record", 1);
      return {before, std::string(source.record) + '\n'};
    }
    const std::string id = "copied-" + std::to_string(i + 1);
    SetMember(record, "id", id);
    WriteTruth(id, source_id, "copied-text", 1);
    return {before, ToLine(record)};
  }

 private:
  const Line& PickSource(Random& random) const {
    return lines_[sources_[random.Below(sources_.size())]];
  }

  // Texts of as many records as give `words` words.
  std::string DonorText(size_t words, Random& random) const {
    std::string text;
    for (size_t have = 0; have < words;) {
      const rapidjson::Document record =
          ParseRecord("plant", PickSource(random));
      const std::string_view more = StringMember(record, "text");
      have += SplitWords(more).size();
      text.append(more).push_back(' ');
    }
    return text;
  }

  void WriteTruth(const std::string& id, const std::string& source_id,
                  std::string_view kind, double target) const {
    std::fprintf(truth_, "%s\t%s\t%.*s\t%.4f\n", id.c_str(), source_id.c_str(),
                 static_cast<int>(kind.size()), kind.data(), target);
  }

  const std::vector<Line>& lines_;
  FILE* truth_;
  std::vector<size_t> sources_;  // Into lines_.
};

void Write(std::string_view bytes) {
  if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) != bytes.size()) {
    Fail("plant", "cannot write to stdout");
  }
}

void Plant(const Options& options, std::string_view corpus) {
  if (options.truth.empty()) Fail("plant", "--truth FILE is needed");
  FILE* const truth = std::fopen(options.truth.c_str(), "w");
  if (truth == nullptr) Fail("plant", "cannot write " + options.truth);
  const std::vector<Line> lines = SplitLines(corpus);
  const Planter planter(lines, truth);
  Random seeds(options.seed);
  std::vector<Planted> planted;
  for (size_t i = 0; i < options.derived; ++i) {
    planted.push_back(
        planter.Derived(i, options.derived, Random(seeds.Next())));
  }
  for (size_t i = 0; i < options.copies; ++i) {
    planted.push_back(planter.Copy(i, Random(seeds.Next())));
  }
  if (std::fclose(truth) != 0) Fail("plant", "cannot write " + options.truth);

  std::stable_sort(
      planted.begin(), planted.end(),
      [](const Planted& a, const Planted& b) { return a.before < b.before; });
  auto next = planted.begin();
  for (size_t i = 0; i <= lines.size(); ++i) {
    for (; next != planted.end() && next->before == i; ++next) {
      Write(next->line);
    }
    if (i < lines.size()) Write(std::string(lines[i].record) + '\n');
  }
}

void Main(int argc, char** argv) {
  const Options options = ParseOptions(argc, argv);
  const std::string corpus = ReadStdin();
  if (options.repeat_bytes > 0) {
    RepeatCorpus(SplitLines(corpus), options.repeat_bytes, stdout);
  } else if (options.recombine > 0) {
    RecombineSentences(SplitLines(corpus), options.recombine, options.seed,
                       stdout);
  } else {
    Plant(options, corpus);
  }
  if (std::fflush(stdout) != 0) Fail("plant", "cannot write to stdout");
}

}  // namespace
}  // namespace prov_bench

int main(int argc, char** argv) { prov_bench::Main(argc, argv); }
