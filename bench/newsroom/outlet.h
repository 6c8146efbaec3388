// Who prints: outlets and agencies with their habits.

#ifndef BENCH_NEWSROOM_OUTLET_H_
#define BENCH_NEWSROOM_OUTLET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "cast.h"
#include "language.h"
#include "token.h"

namespace prov_bench {

enum class DateStyle : uint8_t {
  kUtc,      // 2031-03-02T08:00:00Z
  kOffset,   // 2031-03-02T09:00:00+01:00
  kDay,      // 2031-03-02
  kSlashed,  // 02/03/2031, the day first
};

enum class QuoteStyle : uint8_t {
  kCurly,     // “ ”
  kStraight,  // " "
  kDoubled,   // '' ''
  kAngled,    // « »
  kLow,       // „ “
  kInward,    // » «
};

struct Outlet {
  std::string name;
  Name words;       // The same as in running text.
  Name short_name;  // An agency's initials, for datelines.
  std::string domain;
  int zone_minutes = 0;
  DateStyle dates = DateStyle::kUtc;
  QuoteStyle quotes = QuoteStyle::kCurly;
  bool stops_outside = false;  // “so”, he said.  Else “so,” he said.
  bool dated_dateline = false;
  bool lead_twice = false;  // As a standfirst and as the first paragraph.
  uint8_t dash = 0;         // — – --
  Tokens footer;            // Empty for none.
  Tokens tail;              // An agency's credit, printed under its copy.
};

// Units of texts that outlets print again and again, by outlet.
inline constexpr uint32_t kFooterUnit = 0x80000000;
inline constexpr uint32_t kTailUnit = 0xc0000000;

struct World {
  static constexpr uint32_t kAgencies = 8, kPapers = 150, kReleases = 1;
  static constexpr uint32_t kOutlets = kAgencies + kPapers + kReleases;

  // Agencies first, then papers, the larger first, then the press service.
  std::vector<Outlet> outlets;
  WordClass papers_by_size;

  bool IsAgency(uint32_t outlet) const { return outlet < kAgencies; }
  uint32_t press_service() const { return kAgencies + kPapers; }

  uint32_t DrawPaper(Dice& dice) const {
    return kAgencies + papers_by_size.Draw(dice, 0);
  }
};

World MakeWorld(uint64_t seed, const Language& english, const Names& names,
                Vocabulary& vocabulary);

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_OUTLET_H_
