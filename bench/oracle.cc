// Every pair of similar records of a corpus, by brute force, to check the tools
// against.
//
//   oracle [--floor 0.5] [--measure jaccard|containment] [--first-rank 1]
//          --records records.tsv < docs.jsonl > pairs.tsv
//
// Shares with libprov only the definition of a token (text/normalized_text.h).
// Shingles are runs of five tokens as strings, told apart by 128-bit hashes of
// their own; all of them are indexed, however common; the overlap of every
// pair is counted, so nothing can be missed.  Time and memory are those of a
// brute force: for tens of thousands of documents.
//
// Records of equal shingle sets form a class, named by the first of its keys.
//   pairs.tsv    key_a key_b shared size_a size_b      key_a < key_b
//     each pair of classes whose Jaccard similarity, or the containment of the
//     smaller in the larger, is the floor or more
//   records.tsv  line key class size tokens origin     in input order
//     tokens: a digest of the normalised text; origin: one of outlet and url,
//     "-" without a url; a text without tokens has size 0 and matches nothing
//
// Held by oracle_check.py, a brute force of a few lines in Python.

#include <openssl/sha.h>
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <compare>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json_record.h"
#include "libprov/text/normalized_text.h"
#include "lines.h"

namespace prov_bench {
namespace {

constexpr size_t kShingleTokens = 5;

struct Hash128 {
  uint64_t high = 0;
  uint64_t low = 0;
  friend auto operator<=>(const Hash128&, const Hash128&) = default;
};

Hash128 HashOf(std::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return {hash.high64, hash.low64};
}

std::string Hex(const Hash128& hash) {
  std::array<char, 33> digits{};
  std::snprintf(digits.data(), digits.size(), "%016llx%016llx",
                static_cast<unsigned long long>(hash.high),
                static_cast<unsigned long long>(hash.low));
  return digits.data();
}

using Sha256 = std::array<unsigned char, SHA256_DIGEST_LENGTH>;

Sha256 Sha256Of(const void* bytes, size_t size) {
  Sha256 digest{};
  SHA256(static_cast<const unsigned char*>(bytes), size, digest.data());
  return digest;
}

struct Record {
  size_t line = 0;
  std::string key;
  Sha256 sha256{};
  uint32_t class_index = 0;
  size_t size = 0;  // Distinct shingles.
  Hash128 tokens;
  std::string origin = "-";
};

struct Class {
  std::string first_key;
  std::vector<Hash128> shingles;  // Sorted, distinct.
};

struct Corpus {
  std::vector<Record> records;
  std::vector<Class> classes;
};

std::vector<Hash128> Shingles(const prov::NormalizedText& text) {
  std::vector<Hash128> shingles;
  const size_t width = std::min(kShingleTokens, text.size());
  for (size_t i = 0; width > 0 && i + width <= text.size(); ++i) {
    shingles.push_back(HashOf(text.run(i, width)));
  }
  std::sort(shingles.begin(), shingles.end());
  shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
  return shingles;
}

// The id as text, or the one made up for a record without.
std::string IdOf(const rapidjson::Document& record, const Sha256& sha256) {
  const auto id = record.FindMember("id");
  if (id != record.MemberEnd()) {
    if (id->value.IsString()) return std::string(StringMember(record, "id"));
    if (id->value.IsUint64()) return std::to_string(id->value.GetUint64());
    if (id->value.IsInt64()) return std::to_string(id->value.GetInt64());
  }
  std::string made_up = "x";
  for (size_t i = 0; i < 8; ++i) {
    std::array<char, 3> digits{};
    std::snprintf(digits.data(), digits.size(), "%02x", sha256[i]);
    made_up += digits.data();
  }
  return made_up;
}

Corpus ReadCorpus(std::string_view input) {
  Corpus corpus;
  std::map<Sha256, uint32_t> class_of;
  for (const Line& line : SplitLines(input)) {
    const rapidjson::Document json = ParseRecord("oracle", line);
    const prov::NormalizedText text(StringMember(json, "text"));
    std::vector<Hash128> shingles = Shingles(text);
    Record record;
    record.line = line.number;
    record.sha256 = Sha256Of(line.record.data(), line.record.size());
    record.key = IdOf(json, record.sha256);
    record.size = shingles.size();
    record.tokens = HashOf(text.str());
    if (const auto url = StringMember(json, "url"); !url.empty()) {
      record.origin = Hex(HashOf(std::string(StringMember(json, "outlet")) +
                                 '\0' + std::string(url)));
    }
    const auto [known, is_new] = class_of.emplace(
        Sha256Of(shingles.data(), shingles.size() * sizeof(Hash128)),
        static_cast<uint32_t>(corpus.classes.size()));
    if (is_new) corpus.classes.push_back({{}, std::move(shingles)});
    record.class_index = known->second;
    corpus.records.push_back(std::move(record));
  }
  return corpus;
}

// Tells records of one id apart by the order of their digests, and names the
// classes.
void AssignKeys(Corpus& corpus, size_t first_rank) {
  std::map<std::string, std::vector<Record*>> by_id;
  for (Record& record : corpus.records) by_id[record.key].push_back(&record);
  for (auto& [id, records] : by_id) {
    if (records.size() == 1) continue;
    std::stable_sort(
        records.begin(), records.end(),
        [](const Record* a, const Record* b) { return a->sha256 < b->sha256; });
    for (size_t i = 0; i < records.size(); ++i) {
      records[i]->key += '#' + std::to_string(first_rank + i);
    }
  }
  for (const Record& record : corpus.records) {
    if (record.key.find_first_of("\t\n\r") != std::string::npos) {
      Fail("oracle", "line " + std::to_string(record.line) +
                         ": the id holds a tab or a line break");
    }
    std::string& first = corpus.classes[record.class_index].first_key;
    if (first.empty() || record.key < first) first = record.key;
  }
}

// Which classes hold a shingle, for all shingles of two classes or more.
struct Index {
  std::vector<uint32_t> holders;          // Runs of class numbers, rising.
  std::vector<std::vector<size_t>> runs;  // By class: where its runs begin.
};

Index BuildIndex(const std::vector<Class>& classes) {
  struct Entry {
    Hash128 shingle;
    uint32_t holder = 0;
  };
  std::vector<Entry> entries;
  for (uint32_t c = 0; c < classes.size(); ++c) {
    for (const Hash128& shingle : classes[c].shingles) {
      entries.push_back({shingle, c});
    }
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
    return a.shingle != b.shingle ? a.shingle < b.shingle : a.holder < b.holder;
  });
  Index index;
  index.runs.resize(classes.size());
  for (size_t begin = 0, end = 0; begin < entries.size(); begin = end) {
    while (end < entries.size() &&
           entries[end].shingle == entries[begin].shingle) {
      ++end;
    }
    if (end - begin == 1) continue;
    const size_t run = index.holders.size();
    for (size_t i = begin; i < end; ++i) {
      index.holders.push_back(entries[i].holder);
      index.runs[entries[i].holder].push_back(run);
    }
  }
  return index;
}

struct Pair {
  const Class* a = nullptr;
  const Class* b = nullptr;
  size_t shared = 0;
};

enum class Measure : uint8_t { kJaccard, kContainment };

// All pairs with 10000 * similarity >= floor.
std::vector<Pair> SimilarPairs(const std::vector<Class>& classes,
                               uint64_t floor, Measure measure) {
  const Index index = BuildIndex(classes);
  std::vector<Pair> pairs;
  std::vector<uint32_t> shared(classes.size());  // With class c.
  std::vector<uint32_t> touched;
  for (uint32_t c = 0; c < classes.size(); ++c) {
    for (const size_t run : index.runs[c]) {
      for (size_t i = run; index.holders[i] < c; ++i) {
        const uint32_t other = index.holders[i];
        if (shared[other]++ == 0) touched.push_back(other);
      }
    }
    for (const uint32_t other : touched) {
      const uint64_t both = shared[other];
      const size_t size = classes[c].shingles.size();
      const size_t other_size = classes[other].shingles.size();
      const uint64_t whole = measure == Measure::kJaccard
                                 ? size + other_size - both
                                 : std::min(size, other_size);
      if (both * 10000 >= floor * whole) {
        Pair pair{&classes[c], &classes[other], both};
        if (pair.b->first_key < pair.a->first_key) std::swap(pair.a, pair.b);
        pairs.push_back(pair);
      }
      shared[other] = 0;
    }
    touched.clear();
  }
  std::sort(pairs.begin(), pairs.end(), [](const Pair& x, const Pair& y) {
    const int order = x.a->first_key.compare(y.a->first_key);
    return order != 0 ? order < 0 : x.b->first_key < y.b->first_key;
  });
  return pairs;
}

void WriteRecords(const Corpus& corpus, const std::string& path) {
  FILE* const out = std::fopen(path.c_str(), "w");
  if (out == nullptr) Fail("oracle", "cannot write " + path);
  for (const Record& record : corpus.records) {
    std::fprintf(
        out, "%zu\t%s\t%s\t%zu\t%s\t%s\n", record.line, record.key.c_str(),
        corpus.classes[record.class_index].first_key.c_str(), record.size,
        Hex(record.tokens).c_str(), record.origin.c_str());
  }
  if (std::fclose(out) != 0) Fail("oracle", "cannot write " + path);
}

// A number with up to four decimals, in ten-thousandths.
uint64_t ParseTenThousandths(const std::string& text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, value);
  if (parsed.ec != std::errc() || parsed.ptr != end || value <= 0) {
    Fail("oracle", "--floor: no positive number: " + text);
  }
  return static_cast<uint64_t>(std::llround(value * 10000));
}

void Main(int argc, char** argv) {
  std::map<std::string, std::string> options = {{"--floor", "0.5"},
                                                {"--measure", "jaccard"},
                                                {"--first-rank", "1"},
                                                {"--records", ""}};
  for (int i = 1; i < argc; i += 2) {
    const auto option = options.find(argv[i]);
    if (option == options.end() || i + 1 == argc) {
      Fail("oracle", std::string("unknown or without value: ") + argv[i]);
    }
    option->second = argv[i + 1];
  }
  if (options["--records"].empty()) Fail("oracle", "--records FILE is needed");
  const std::string& measure = options["--measure"];
  if (measure != "jaccard" && measure != "containment") {
    Fail("oracle", "--measure is jaccard or containment");
  }

  Corpus corpus = ReadCorpus(ReadStdin());
  AssignKeys(corpus, std::stoul(options["--first-rank"]));
  WriteRecords(corpus, options["--records"]);
  for (const Pair& pair : SimilarPairs(
           corpus.classes, ParseTenThousandths(options["--floor"]),
           measure == "jaccard" ? Measure::kJaccard : Measure::kContainment)) {
    std::printf("%s\t%s\t%zu\t%zu\t%zu\n", pair.a->first_key.c_str(),
                pair.b->first_key.c_str(), pair.shared, pair.a->shingles.size(),
                pair.b->shingles.size());
  }
  if (std::fflush(stdout) != 0) Fail("oracle", "cannot write to stdout");
}

}  // namespace
}  // namespace prov_bench

int main(int argc, char** argv) { prov_bench::Main(argc, argv); }
