// With a memory budget, pairs of long records are compared one at a time, with
// scratch space that is given back: else each thread would keep as much as its
// longest pair has needed.

#ifndef LIBPROV_MATCH_LONG_PAIRS_H_
#define LIBPROV_MATCH_LONG_PAIRS_H_

#include <cstdint>
#include <memory>
#include <mutex>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"

namespace prov {

// Refers to the corpus.  Any number of threads.
class LongPairs {
 public:
  LongPairs(const Corpus& corpus, const MemoryBudget& memory)
      : corpus_(&corpus), memory_(memory) {}

  // A lock that is held if the pair is a long one: then it is to be compared
  // with scratch space of its own before the lock is let go.
  // ResourceExhausted if not even one such pair fits.
  absl::StatusOr<std::unique_lock<std::mutex>> Enter(DocumentId a,
                                                     DocumentId b) const;

 private:
  const Corpus* corpus_;
  MemoryBudget memory_;
  std::unique_ptr<std::mutex> mutex_ = std::make_unique<std::mutex>();
};

}  // namespace prov

#endif  // LIBPROV_MATCH_LONG_PAIRS_H_
