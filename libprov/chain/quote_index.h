// Which lines of a quotes file (prov.quote/1) have certain words: for looking
// up one quote among those of millions of documents without reading them all.
//
// A container (store/FORMAT.md) of kind "quote-index" with the sections
//
//   lines   u64 for each prov.quote/1 line, where it begins; then where the
//           last one ends
//   words   u64, ascending: TokenHash() of each word that stands in a quote
//   ends    u64 for each word, where its numbers end in
//   places  u32, ascending for each word: numbers of the lines that have it
//
// and the size and SHA-256 of the quotes file among its parameters.

#ifndef LIBPROV_CHAIN_QUOTE_INDEX_H_
#define LIBPROV_CHAIN_QUOTE_INDEX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/quote/quote_words.h"
#include "libprov/store/container.h"
#include "libprov/store/input_bytes.h"
#include "libprov/store/output_file.h"

namespace prov {

// Reads the quotes file once.  DataLoss with the place of a line that is
// malformed.  16 bytes of memory for each word of each line.
absl::Status WriteQuoteIndex(const std::string& quotes_path, OutputFile& out);

// Immutable.
class QuoteIndex {
 public:
  // FailedPrecondition if the quotes file has another size than the one the
  // index was made from, or is another in 64 pieces that are looked at.
  static absl::StatusOr<QuoteIndex> Open(const std::string& path,
                                         const InputBytes& quotes);

  struct Line {
    uint64_t begin = 0;
    uint64_t end = 0;  // Where the next one begins.
  };

  // The lines that have all of the words somewhere, in order.  DataLoss
  // "path: ..." if the index says what no index of the quotes file could.
  // O(words log index + lines with the rarest word).
  absl::StatusOr<std::vector<Line>> LinesWith(const QuoteWords& words) const;

  // How many lines have a word, and how many there are.
  absl::StatusOr<uint64_t> CountOf(uint64_t word) const;
  uint64_t num_lines() const { return num_lines_; }

  // Of the quotes file, as the index has it.
  const std::string& sha256() const { return sha256_; }

 private:
  struct Range {
    uint64_t begin = 0;
    uint64_t end = 0;
  };
  QuoteIndex(std::string path, Container container)
      : path_(std::move(path)), container_(std::move(container)) {}

  absl::Status Broken(const char* why) const;
  absl::StatusOr<uint64_t> ReadNumber(const char* section,
                                      uint64_t number) const;
  // The places of a word, empty if no line has it.
  absl::StatusOr<Range> PlacesOf(uint64_t word) const;
  absl::StatusOr<std::vector<uint32_t>> ReadPlaces(const Range& range) const;

  std::string path_;
  Container container_;
  uint64_t quotes_bytes_ = 0;
  uint64_t num_lines_ = 0;
  uint64_t num_words_ = 0;
  std::string sha256_;
};

}  // namespace prov

#endif  // LIBPROV_CHAIN_QUOTE_INDEX_H_
