// The pairs that a match file says are similar, those included that it says in
// few words: of documents with equal texts prov-match writes each one's match
// with the first of them, and only the first one's with others.
//
// Documents of similarity 1.0000 form a class; a match between members of two
// classes is one between all their members.  Pairs are counted, not listed:
// O(lines) time and memory, however large the classes.  A file that does list
// all of them counts the same.

#ifndef LIBPROV_SCORE_FOUND_PAIRS_H_
#define LIBPROV_SCORE_FOUND_PAIRS_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"
#include "libprov/score/key_numbers.h"

namespace prov {

class FoundPairs {
 public:
  // All pairs of one class with another, or within one class.
  struct Group {
    uint32_t a = 0;  // Classes, each named by its lowest document; a <= b.
    uint32_t b = 0;
    TenThousandths jaccard;
  };

  // DataLoss with the place where a document is matched with itself, or a
  // match contradicts one before it; also where all the file has is findings
  // of other kinds.
  static absl::StatusOr<FoundPairs> Read(const std::string& path);

  // What the run line says; nullopt if it says nothing.
  std::optional<TenThousandths> threshold() const { return threshold_; }

  // In the order of the lines that say so.
  const std::vector<Group>& groups() const { return groups_; }
  uint64_t PairsIn(const Group& group) const;

  // The index of the group that has the pair, if it was found.
  std::optional<uint32_t> Find(std::string_view a, std::string_view b) const;

  // Documents are numbered from 0.
  const KeyNumbers& documents() const { return documents_; }

  // Those of a class.
  std::span<const uint32_t> Members(uint32_t class_of) const;

 private:
  struct Line {
    uint32_t a = 0;
    uint32_t b = 0;
    TenThousandths jaccard;
    uint64_t number = 0;  // In the file, from 1.
  };

  absl::StatusOr<std::vector<Line>> ReadLines(const std::string& path);
  void FindClasses(const std::vector<Line>& lines);
  absl::Status AddToGroups(const std::string& path, const Line& line);

  std::optional<TenThousandths> threshold_;
  KeyNumbers documents_;
  std::vector<uint32_t> class_of_;  // Of each document.
  // Of classes with more than one document.
  absl::flat_hash_map<uint32_t, std::vector<uint32_t>> members_;
  std::vector<Group> groups_;
  absl::flat_hash_map<uint64_t, uint32_t> group_of_;  // Of classes a << 32 | b.
};

}  // namespace prov

#endif  // LIBPROV_SCORE_FOUND_PAIRS_H_
