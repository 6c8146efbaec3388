#include "libprov/score/passage_cover.h"

#include <gtest/gtest.h>

#include <random>
#include <utility>
#include <vector>

namespace prov {
namespace {

using Places = std::vector<PassagePlace>;

PassageSet SetOf(const std::vector<Places>& passages) {
  PassageSet set;
  for (const Places& places : passages) set.Add(places);
  return set;
}

// From the definitions, one character at a time.
class NaiveCover {
 public:
  explicit NaiveCover(std::vector<Places> others)
      : others_(std::move(others)) {}

  static bool Has(const PassagePlace& place, uint32_t document, uint64_t at) {
    return place.document == document && at >= place.span.begin &&
           at < place.span.end;
  }

  static bool Overlap(const PassagePlace& a, const PassagePlace& b) {
    for (uint64_t at = a.span.begin; at < a.span.end; ++at) {
      if (Has(b, a.document, at)) return true;
    }
    return false;
  }

  static bool Inside(const PassagePlace& a, const PassagePlace& b) {
    for (uint64_t at = a.span.begin; at < a.span.end; ++at) {
      if (!Has(b, a.document, at)) return false;
    }
    return a.span.length() > 0;
  }

  // Two places of one overlap two of the other.
  static bool Touch(const Places& a, const Places& b) {
    for (size_t i = 0; i < a.size(); ++i) {
      for (size_t j = 0; j < a.size(); ++j) {
        for (size_t k = 0; k < b.size(); ++k) {
          for (size_t l = 0; l < b.size(); ++l) {
            if (i != j && k != l && Overlap(a[i], b[k]) &&
                Overlap(a[j], b[l])) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  static bool IsWhole(const Places& a, const Places& b) {
    for (const PassagePlace& place : a) {
      bool inside = false;
      for (const PassagePlace& other : b) {
        inside = inside || Inside(place, other);
      }
      if (!inside) return false;
    }
    return true;
  }

  PassageCover Of(const Places& passage) const {
    PassageCover cover;
    std::vector<const Places*> touching;
    for (const Places& other : others_) {
      if (!Touch(passage, other)) continue;
      touching.push_back(&other);
      cover.is_whole = cover.is_whole || IsWhole(passage, other);
    }
    cover.touching = touching.size();
    for (const PassagePlace& place : passage) {
      for (uint64_t at = place.span.begin; at < place.span.end; ++at) {
        ++cover.length;
        bool in_any = false;
        for (const Places* other : touching) {
          for (const PassagePlace& there : *other) {
            in_any = in_any || Has(there, place.document, at);
          }
        }
        cover.covered += in_any;
      }
    }
    return cover;
  }

 private:
  std::vector<Places> others_;
};

std::vector<Places> RandomPassages(std::mt19937& random) {
  std::vector<Places> passages(random() % 6);
  for (Places& places : passages) {
    places.resize(2 + random() % 3);
    for (PassagePlace& place : places) {
      const uint64_t begin = random() % 60;
      place = {.document = static_cast<uint32_t>(random() % 3),
               .span = {.begin = begin, .end = begin + random() % 30}};
    }
  }
  return passages;
}

TEST(PassageCoverTest, AgreesWithTheDefinitions) {
  std::mt19937 random(11);
  uint64_t touching = 0;
  uint64_t whole = 0;
  for (int round = 0; round < 1500; ++round) {
    const std::vector<Places> others = RandomPassages(random);
    const std::vector<Places> passages = RandomPassages(random);
    const NaiveCover naive(others);
    const std::vector<PassageCover> covers =
        CoverBy(SetOf(others), SetOf(passages));
    ASSERT_EQ(covers.size(), passages.size());
    for (size_t i = 0; i < passages.size(); ++i) {
      const PassageCover want = naive.Of(passages[i]);
      EXPECT_EQ(covers[i].covered, want.covered);
      EXPECT_EQ(covers[i].length, want.length);
      EXPECT_EQ(covers[i].touching, want.touching);
      EXPECT_EQ(covers[i].is_whole, want.is_whole);
      EXPECT_EQ(covers[i].likest.has_value(), want.touching > 0);
      touching += want.touching;
      whole += want.is_whole ? 1 : 0;
    }
  }
  EXPECT_GT(touching, 300u);
  EXPECT_GT(whole, 5u);
}

TEST(PassageCoverTest, OnePlaceInCommonIsNoTouch) {
  const PassageSet passages = SetOf({{{0, {0, 10}}, {1, {0, 10}}}});
  const PassageSet others = SetOf({{{0, {0, 10}}, {2, {0, 10}}},
                                   // Both places meet the same one.
                                   {{0, {0, 5}}, {0, {5, 10}}}});
  const PassageCover cover = CoverBy(others, passages)[0];
  EXPECT_EQ(cover.touching, 0u);
  EXPECT_EQ(cover.covered, 0u);
  EXPECT_FALSE(cover.likest.has_value());
}

TEST(PassageCoverTest, LikestAgreesMostAndComesFirst) {
  const Places exact = {{0, {0, 100}}, {1, {0, 100}}};
  const PassageSet others = SetOf({{{0, {0, 400}}, {1, {0, 400}}},  // Larger.
                                   {{0, {0, 50}}, {1, {0, 50}}},    // Smaller.
                                   exact,
                                   exact});
  EXPECT_EQ(CoverBy(others, SetOf({exact}))[0].likest, 2u);
}

}  // namespace
}  // namespace prov
