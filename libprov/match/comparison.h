// The last look at a pair before anything is said or done about it: both texts
// are read again and compared byte by byte and token by token.
//
// Here a hash counts for nothing: a shared shingle is one whose tokens are the
// same letters, so a forged or chance collision cannot make a match.

#ifndef LIBPROV_MATCH_COMPARISON_H_
#define LIBPROV_MATCH_COMPARISON_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/match/match.h"
#include "libprov/shingle/shingler.h"

namespace prov {

struct Comparison {
  MatchKind kind = MatchKind::kNear;
  Overlap overlap;  // a is the kept document, b the other.
  // Tokens with a digit, or "not", "never", "kein", ..., that stand in one more
  // often than in the other.
  bool numbers_differ = false;
  bool negations_differ = false;
  uint64_t words_only_in_b = 0;  // Tokens of b that a lacks, with repetition.
};

// How thorough a comparison has to be.
enum class Depth : uint8_t {
  kKind,     // Texts of the same bytes are not tokenised: their overlap says
             // {1, 1, 1}, which has the right similarity.
  kOverlap,  // The sizes are always filled in.
};

// What is masked (ShingleParams::masks) counts where bytes or tokens are said
// to be identical, and for nothing else.
//
// Keeps the document it saw last as `a`, and what came of the last `b`: compare
// in the order of a, and of the texts of b.  One thread at a time.
class Comparer {
 public:
  Comparer(const Corpus& corpus, const ShingleParams& shingle);
  ~Comparer();
  Comparer(Comparer&&) noexcept;

  absl::StatusOr<Comparison> Compare(DocumentId a, DocumentId b, Depth depth);

  // The records compared last, valid until the next Compare().
  std::string_view record_a() const;
  std::string_view record_b() const;

 private:
  struct Side;
  struct Counts;
  struct Last;

  Comparison CompareTexts();
  Overlap CompareShingles();
  void CompareTokens(Comparison& comparison);

  const Corpus* corpus_;
  ShingleParams shingle_;
  std::unique_ptr<Side> a_;
  std::unique_ptr<Side> b_;
  std::unique_ptr<Counts> counts_;
  std::unique_ptr<Last> last_;
};

}  // namespace prov

#endif  // LIBPROV_MATCH_COMPARISON_H_
