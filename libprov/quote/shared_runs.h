// Runs of words that several texts have, numbered.  Most runs of a text are in
// no other one: a bit map that each run is noted in twice at most tells those
// that need a number.

#ifndef LIBPROV_QUOTE_SHARED_RUNS_H_
#define LIBPROV_QUOTE_SHARED_RUNS_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "absl/functional/function_ref.h"

namespace prov {

// Of words that follow each other.
uint64_t HashOfRun(std::span<const uint64_t> words);

class SharedRuns {
 public:
  // Of `texts` texts, whose words `words_of` gives; it is called from several
  // threads.  Linear; eight bytes a word while it is built.  Nothing hangs on
  // threads.
  SharedRuns(size_t texts, size_t run_words,
             absl::FunctionRef<std::span<const uint64_t>(size_t text)> words_of,
             unsigned threads);

  // The runs of a text that another one has, each once, in the order of their
  // hashes.
  std::span<const uint32_t> Of(size_t text) const {
    const size_t begin = text == 0 ? 0 : ends_[text - 1];
    return std::span(numbers_).subspan(begin, ends_[text] - begin);
  }

  size_t size() const { return texts_with_.size(); }

  // How many texts have the run; two at least.
  uint32_t texts_with(uint32_t run) const { return texts_with_[run]; }

 private:
  std::vector<uint32_t> numbers_;  // Of one text after the other.
  std::vector<size_t> ends_;
  std::vector<uint32_t> texts_with_;
};

}  // namespace prov

#endif  // LIBPROV_QUOTE_SHARED_RUNS_H_
