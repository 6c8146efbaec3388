// Small corpora in temporary files, and a seeded generator whose values are
// ours alone, for the tests of this room and of those that build on it.

#ifndef TESTS_UNIT_CORPUS_CORPUS_TESTING_H_
#define TESTS_UNIT_CORPUS_CORPUS_TESTING_H_

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/base/json_writer.h"
#include "libprov/corpus/corpus.h"
#include "tests/unit/store/store_testing.h"

namespace prov {

class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() { return Mix64(state_ += 0x9e3779b97f4a7c15); }
  // In [0, bound).  REQUIRES: bound > 0.
  size_t Below(size_t bound) { return static_cast<size_t>(Next() % bound); }
  bool OneIn(size_t count) { return Below(count) == 0; }

 private:
  uint64_t state_;
};

template <typename T>
void Shuffle(Random& random, std::vector<T>& values) {
  for (size_t i = values.size(); i > 1; --i) {
    std::swap(values[i - 1], values[random.Below(i)]);
  }
}

// The members of a record; one that is empty is left out, but for the text.
struct Record {
  std::string id;
  std::string text;
  std::string outlet = {};
  std::string url = {};
  std::string published = {};
};

inline std::string ToJson(const Record& record) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject();
  if (!record.id.empty()) json.Member("id", record.id);
  if (!record.outlet.empty()) json.Member("outlet", record.outlet);
  if (!record.url.empty()) json.Member("url", record.url);
  if (!record.published.empty()) json.Member("published", record.published);
  json.Member("text", record.text).EndObject();
  return line;
}

inline std::string ToLines(const std::vector<Record>& records) {
  std::string lines;
  for (const Record& record : records) lines += ToJson(record) + "\n";
  return lines;
}

// `count` words of a vocabulary of that size: "w17 w4 w255".
inline std::string RandomText(Random& random, size_t count, size_t vocabulary) {
  std::string text;
  for (size_t i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += "w" + std::to_string(random.Below(vocabulary));
  }
  return text;
}

}  // namespace prov

#endif  // TESTS_UNIT_CORPUS_CORPUS_TESTING_H_
