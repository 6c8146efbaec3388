#include "libprov/ledger/derivation_order.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

namespace prov {
namespace {

// Whether `to` can be reached from `from` by derivations.
bool Reaches(const std::vector<std::vector<bool>>& edges, size_t from,
             size_t to) {
  std::vector<bool> seen(edges.size());
  std::vector<size_t> open = {from};
  while (!open.empty()) {
    const size_t node = open.back();
    open.pop_back();
    for (size_t next = 0; next < edges.size(); ++next) {
      if (!edges[node][next]) continue;
      if (next == to) return true;
      if (!seen[next]) open.push_back(next);
      seen[next] = true;
    }
  }
  return false;
}

size_t NumberOf(const std::string& name) {
  return std::stoul(name.substr(name.find(':') + 1));
}

ProvDocument RandomDocument(std::mt19937& random, size_t nodes, size_t edges,
                            EntityDates& dates) {
  ProvDocument document;
  document.bundles = {{"run:1", {}}, {"run:2", {}}};
  const auto pick = [&random](size_t below) { return random() % below; };
  for (size_t i = 0; i < nodes; ++i) {
    if (pick(3) == 0) continue;  // Without a date.
    const auto earliest = static_cast<int64_t>(pick(100));
    dates["psg:" + std::to_string(i)] = {
        earliest, earliest + static_cast<int64_t>(pick(40)), DateGrade::kDay};
  }
  for (size_t i = 0; i < edges; ++i) {
    auto& statements = pick(5) == 0 ? document.statements
                                    : document.bundles[pick(2)].statements;
    statements.push_back({ProvKind::kDerivation,
                          "psg:" + std::to_string(pick(nodes)),
                          "psg:" + std::to_string(pick(nodes)),
                          {{"pv:kind", {}}}});
  }
  return document;
}

std::vector<ProvStatement> AllStatements(const ProvDocument& document) {
  std::vector<ProvStatement> all = document.statements;
  for (const ProvBundle& bundle : document.bundles) {
    all.insert(all.end(), bundle.statements.begin(), bundle.statements.end());
  }
  return all;
}

// Whatever findings say together: no circle and no edge against time is left,
// nothing is lost, and only what must be is changed.
TEST(DerivationOrder, LeavesNoCircleAndNothingAgainstTime) {
  std::mt19937 random(20310302);
  uint64_t total = 0;
  for (size_t round = 0; round < 400; ++round) {
    const size_t nodes = 1 + random() % 12;
    EntityDates dates;
    ProvDocument document = RandomDocument(random, nodes, random() % 20, dates);
    const std::vector<ProvStatement> before = AllStatements(document);
    const uint64_t dropped = DropUnorderedDerivations(dates, document);
    total += dropped;
    const std::vector<ProvStatement> after = AllStatements(document);
    ASSERT_EQ(after.size(), before.size());
    // The edges that time allows, and those that are left.
    std::vector<std::vector<bool>> timely(nodes, std::vector<bool>(nodes));
    std::vector<std::vector<bool>> left = timely;
    uint64_t changed = 0;
    const auto against_time = [&dates](const ProvStatement& edge) {
      return dates.contains(edge.subject) && dates.contains(edge.object) &&
             dates[edge.object].earliest > dates[edge.subject].latest;
    };
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_EQ(after[i].subject, before[i].subject);
      EXPECT_EQ(after[i].object, before[i].object);
      const size_t from = NumberOf(before[i].subject);
      const size_t to = NumberOf(before[i].object);
      if (!against_time(before[i])) timely[from][to] = true;
      if (after[i].kind == ProvKind::kDerivation) {
        left[from][to] = true;
        EXPECT_FALSE(against_time(after[i]));
      } else {
        ASSERT_EQ(after[i].kind, ProvKind::kAlternate);
        EXPECT_TRUE(after[i].attributes.empty());
        ++changed;
      }
    }
    EXPECT_EQ(changed, dropped);
    for (size_t i = 0; i < before.size(); ++i) {
      const size_t from = NumberOf(before[i].subject);
      const size_t to = NumberOf(before[i].object);
      if (after[i].kind == ProvKind::kDerivation) {
        EXPECT_FALSE(Reaches(left, to, from)) << "a circle, round " << round;
      } else {
        EXPECT_TRUE(against_time(before[i]) || from == to ||
                    Reaches(timely, to, from))
            << "dropped without need, round " << round;
      }
    }
  }
  EXPECT_GT(total, 100u);
}

TEST(DerivationOrder, TakesLongChains) {
  ProvDocument document;
  constexpr size_t kLength = 200000;
  for (size_t i = 0; i < kLength; ++i) {
    document.statements.push_back({ProvKind::kDerivation,
                                   "psg:" + std::to_string(i),
                                   "psg:" + std::to_string(i + 1),
                                   {}});
  }
  EXPECT_EQ(DropUnorderedDerivations({}, document), 0u);
  document.statements.push_back(
      {ProvKind::kDerivation, "psg:" + std::to_string(kLength), "psg:0", {}});
  EXPECT_EQ(DropUnorderedDerivations({}, document), kLength + 1);
}

}  // namespace
}  // namespace prov
