// Which quote marks of a paragraph belong together (see extract_quotes.h).

#ifndef LIBPROV_QUOTE_MARK_PAIRS_H_
#define LIBPROV_QUOTE_MARK_PAIRS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "libprov/text/quote_marks.h"

namespace prov {

// Indices of marks.  One side may be missing, never both.
struct MarkPair {
  std::optional<size_t> open;
  std::optional<size_t> close;
  // Where an unclosed quote was given up: the mark that another one began with.
  std::optional<size_t> given_up_at;
};

// Pairs by where they begin.  Reuses its memory; one thread at a time.
class MarkPairer {
 public:
  // `marks` are those of one paragraph.  Linear in them, but for looks ahead
  // that end at the next mark that opens.  The result is valid until the next
  // call.
  std::span<const MarkPair> Pair(std::string_view text,
                                 std::span<const QuoteMark> marks);

 private:
  // Kinds of marks that belong together.
  enum class Family : uint8_t {
    kStraight,
    kCurly,
    kAngle,
    kTyped,  // '' and ``
    kCorner,
    kSingle,
  };
  struct Open {
    size_t mark;
    Family family;
  };

  static Family FamilyOf(std::string_view text, const QuoteMark& mark);
  bool IsMeasure(const QuoteMark& mark) const;
  bool IsElision(const QuoteMark& mark) const;
  bool IsPossessive(size_t mark) const;
  bool NestsAt(size_t mark) const;
  void TakeDouble(size_t mark);
  void TakeSingle(size_t mark);
  void Push(size_t mark, Family family);
  void CloseAt(size_t open_index, size_t mark);
  void GiveUp(size_t open_index, size_t mark);
  std::optional<size_t> OpenDouble(Family family) const;

  std::string_view text_;
  std::span<const QuoteMark> marks_;
  std::vector<Open> open_;
  std::vector<MarkPair> pairs_;
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_MARK_PAIRS_H_
