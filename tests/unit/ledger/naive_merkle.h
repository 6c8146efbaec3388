// RFC 6962, section 2.1, word by word: the oracle of the trees and proofs.

#ifndef TESTS_UNIT_LEDGER_NAIVE_MERKLE_H_
#define TESTS_UNIT_LEDGER_NAIVE_MERKLE_H_

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "libprov/base/hash.h"

namespace prov {

using Entries = std::span<const std::string>;
using Hashes = std::vector<Sha256Digest>;

inline std::string AsString(const Sha256Digest& digest) {
  return {digest.begin(), digest.end()};
}

inline size_t NaiveSplit(size_t n) {
  size_t k = 1;
  while (2 * k < n) k *= 2;
  return k;
}

// MTH(D[n])
inline Sha256Digest NaiveRoot(Entries d) {
  if (d.empty()) return Sha256("");
  if (d.size() == 1) return Sha256(std::string(1, '\0') + d[0]);
  const size_t k = NaiveSplit(d.size());
  return Sha256("\1" + AsString(NaiveRoot(d.first(k))) +
                AsString(NaiveRoot(d.subspan(k))));
}

// PATH(m, D[n])
inline Hashes NaivePath(size_t m, Entries d) {
  if (d.size() == 1) return {};
  const size_t k = NaiveSplit(d.size());
  Hashes path =
      m < k ? NaivePath(m, d.first(k)) : NaivePath(m - k, d.subspan(k));
  path.push_back(NaiveRoot(m < k ? d.subspan(k) : d.first(k)));
  return path;
}

// SUBPROOF(m, D[n], b)
inline Hashes NaiveSubproof(size_t m, Entries d, bool b) {
  if (m == d.size()) return b ? Hashes() : Hashes{NaiveRoot(d)};
  const size_t k = NaiveSplit(d.size());
  Hashes proof = m <= k ? NaiveSubproof(m, d.first(k), b)
                        : NaiveSubproof(m - k, d.subspan(k), false);
  proof.push_back(NaiveRoot(m <= k ? d.subspan(k) : d.first(k)));
  return proof;
}

}  // namespace prov

#endif  // TESTS_UNIT_LEDGER_NAIVE_MERKLE_H_
