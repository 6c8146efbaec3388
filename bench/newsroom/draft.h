// A document on its way to print, and what is true of it.

#ifndef BENCH_NEWSROOM_DRAFT_H_
#define BENCH_NEWSROOM_DRAFT_H_

#include <cstdint>
#include <vector>

#include "token.h"

namespace prov_bench {

// What a document is to the one it was made from.
enum class Relation : uint8_t {
  kNone,
  kCopy,
  kRevision,
  kMerge,
  kRelease,  // Made from a press release.
};

enum class Clock : uint8_t {
  kRight,
  kZone,      // Local time printed as if it were UTC, or the reverse.
  kDayMonth,  // Day and month swapped.
  kUpdated,   // The time of the last change printed as that of publication.
};

enum class Variant : uint8_t {
  kIdentical,
  kFragment,
  kBracket,
  kEllipsis,
  kMarks,
  kWordEdit,
  kMisattributed,
};

inline constexpr uint32_t kNobody = 0xffffffff;

// One print of an utterance.  Its words, the mention of the speaker and that of
// the cited outlet carry this use in Token::use.
struct QuoteUse {
  uint32_t utterance = 0;  // Into Story::utterances.
  Variant variant = Variant::kIdentical;
  uint32_t first = 0, last = 0;  // The speaker as printed: words of the name.
  uint32_t cited = kNobody;      // Outlet.
};

struct Draft {
  uint32_t outlet = 0;
  uint32_t article = 0;   // In its url; revisions share it.
  int64_t published = 0;  // When this text came out: seconds since 1970, UTC.
  int64_t issued = 0;     // What a right clock prints; a revision: the first's.
  int64_t updated = 0;    // 0 for never.
  int64_t printed = 0;    // What `published` says, as that outlet's wall clock.
  Clock clock = Clock::kRight;
  Relation relation = Relation::kNone;
  uint32_t parent = kNobody;  // Into the drafts of the story.
  uint32_t other_parent = kNobody;
  uint32_t quote_source = kNobody;  // Whose quotes it took, else its own.
  uint32_t agency = kNobody;        // Credited.
  bool hidden = false;              // Not in the archive.
  bool deleted = false;             // Taken out by --delete-first.
  bool german = false;
  Tokens title;
  Tokens body;  // Without dateline, credit and footer; empty in the end.
  Tokens text;  // As printed.
  std::vector<QuoteUse> uses;

  // As new, with its memory kept.
  void Clear() {
    Draft fresh;
    fresh.title.swap(title);
    fresh.body.swap(body);
    fresh.text.swap(text);
    fresh.uses.swap(uses);
    fresh.title.clear();
    fresh.body.clear();
    fresh.text.clear();
    fresh.uses.clear();
    *this = std::move(fresh);
  }
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_DRAFT_H_
