// How records get their keys (Corpus::AssignKeys).

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/corpus/corpus.h"
#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

std::vector<std::string> KeysOf(const std::vector<Record>& records,
                                Corpus* out = nullptr) {
  ScratchFolder folder;
  auto corpus = Corpus::Open({Spill(folder.File("f"), ToLines(records))});
  EXPECT_TRUE(IsOk(corpus.status()));
  EXPECT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  std::vector<std::string> keys;
  for (DocumentId d = 0; d < corpus->documents().size(); ++d) {
    keys.emplace_back(corpus->documents().key(d));
  }
  if (out != nullptr) *out = *std::move(corpus);
  return keys;
}

Sha256Digest DigestOf(const Record& record) { return Sha256(ToJson(record)); }

TEST(CorpusKeysTest, AreIdsWhereTheseAreUnique) {
  Corpus corpus;
  EXPECT_EQ(KeysOf({{"a", "1"}, {"b#1", "2"}, {"b", "3"}}, &corpus),
            (std::vector<std::string>{"a", "b#1", "b"}));
  EXPECT_EQ(corpus.repeated_ids(), 0U);
}

TEST(CorpusKeysTest, ComeFromTheRecordWhereThereIsNoId) {
  const std::string record = ToJson({"", "text"});
  EXPECT_EQ(KeysOf({{"", "text"}}),
            std::vector<std::string>{"x" + Hex(Sha256(record)).substr(0, 16)});
}

TEST(CorpusKeysTest, AreRankedByDigestWhereIdsRepeat) {
  std::vector<Record> records = {{"b", "1"}, {"a", "1"}, {"a", "2"},
                                 {"b", "2"}, {"a", "3"}, {"c", "1"}};
  std::vector<Sha256Digest> digests;
  for (const Record& record : records) {
    if (record.id == "a") digests.push_back(DigestOf(record));
  }
  std::ranges::sort(digests);
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    Shuffle(random, records);
    Corpus corpus;
    const std::vector<std::string> keys = KeysOf(records, &corpus);
    for (size_t i = 0; i < records.size(); ++i) {
      EXPECT_EQ(records[i].id == "c", keys[i] == "c");
      if (records[i].id != "a") continue;
      const auto rank =
          std::ranges::find(digests, DigestOf(records[i])) - digests.begin();
      EXPECT_EQ(keys[i], "a#" + std::to_string(rank + 1));
    }
    EXPECT_EQ(corpus.repeated_ids(), 2U);
    EXPECT_EQ(corpus.repeated_id_example(), "a");
  }
}

TEST(CorpusKeysTest, OfEqualRecordsFollowTheirPlace) {
  EXPECT_EQ(KeysOf({{"a", "1"}, {"a", "1"}, {"a", "1"}}),
            (std::vector<std::string>{"a#1", "a#2", "a#3"}));
}

// As the comment of AssignKeys has it, by rounds over everything.
std::vector<std::string> NaiveKeys(const std::vector<Record>& records) {
  std::vector<std::string> keys;
  for (const Record& record : records) keys.push_back(record.id);
  while (true) {
    std::map<std::string, std::vector<std::pair<Sha256Digest, size_t>>> groups;
    for (size_t i = 0; i < keys.size(); ++i) {
      groups[keys[i]].emplace_back(DigestOf(records[i]), i);
    }
    if (groups.size() == keys.size()) return keys;
    for (auto& [key, members] : groups) {
      if (members.size() == 1) continue;
      std::ranges::sort(members);
      for (size_t rank = 0; rank < members.size(); ++rank) {
        keys[members[rank].second] = key + "#" + std::to_string(rank + 1);
      }
    }
  }
}

TEST(CorpusKeysTest, AreUniqueThoughIdsLookLikeRanks) {
  const std::vector<Record> cases[] = {
      {{"a", "1"}, {"a", "2"}, {"a#1", "3"}},
      {{"a#1", "3"}, {"a", "1"}, {"a", "2"}, {"a#1#1", "4"}, {"a#2", "5"}},
      {{"a", "1"}, {"a", "2"}, {"a#1", "3"}, {"a#1", "4"}},
      {{"a", "1"}, {"a", "2"}, {"a#1", "3"}, {"a#1", "4"}, {"a#1#1", "5"}},
  };
  for (const std::vector<Record>& records : cases) {
    EXPECT_EQ(KeysOf(records), NaiveKeys(records));
  }
  constexpr std::string_view kIds[] = {"a",     "b",     "a#1",   "a#2",
                                       "a#1#1", "a#1#2", "a#2#1", "a#1#1#1",
                                       "b#1",   "b#2",   "a#3"};
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    std::vector<Record> records;
    for (size_t i = 1 + random.Below(14); i > 0; --i) {
      records.push_back({std::string(kIds[random.Below(std::size(kIds))]),
                         std::to_string(i)});
    }
    const std::vector<std::string> keys = KeysOf(records);
    EXPECT_EQ(keys, NaiveKeys(records)) << seed;
    EXPECT_EQ(std::set<std::string>(keys.begin(), keys.end()).size(),
              keys.size());
  }
}

}  // namespace
}  // namespace prov
