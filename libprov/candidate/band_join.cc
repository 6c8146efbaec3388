// A band's key is a polynomial in its slots, finished by a bijection, so it
// can be partitioned by its high bits.  Bands are independent of each other
// and are what threads share; their pairs are merged at the end.  Where the
// entries of a band do not fit into a thread's share of the budget, the highest
// bits of the keys say in which of several passes an entry is taken.
//
// Tested by band_join_test.cc against all pairs of signatures.

#include "libprov/candidate/band_join.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <iterator>
#include <utility>

#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr size_t kPartitionEntries = 2048;  // 32 kB: grouped in L1.
constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;

struct Entry {
  uint64_t key;
  DocumentId document;
  friend auto operator<=>(const Entry&, const Entry&) = default;
};

constexpr uint64_t kParts = 8;         // Of the budget, for all threads...
constexpr uint64_t kEntryBytes = 32;   // ...with so much for each document...
constexpr uint64_t kCrowdParts = 4;    // ...and for crowds,
constexpr uint64_t kMemberBytes = 24;  // of which whoever uses them makes more.

// Scratch space of one thread, reused from band to band.
struct Scratch {
  std::vector<uint16_t> slots;
  std::vector<uint64_t> segment_keys;
  std::vector<DocumentId> selected;  // Of the pass, if there are several.
  std::vector<uint64_t> keys;        // Of those of the pass, in their order.
  std::vector<size_t> begins;        // Of the partitions.
  std::vector<Entry> entries;
  SortedSet<CandidatePair> pairs;
  std::vector<std::vector<DocumentId>> crowds;
};

// Keys whose `bits` highest bits are `number`.
struct Pass {
  uint64_t number = 0;
  int bits = 0;

  bool Has(uint64_t key) const {
    return bits == 0 || key >> (64 - bits) == number;
  }
};

// Fills scratch.keys, and scratch.selected where there are several passes.
void MakeKeys(const SignatureTable& signatures,
              std::span<const DocumentId> documents, const Banding& banding,
              uint32_t band, const Pass& pass, Scratch& scratch) {
  scratch.keys.clear();
  scratch.selected.clear();
  if (pass.bits == 0) scratch.keys.reserve(documents.size());
  std::vector<uint64_t>& segment_keys = scratch.segment_keys;
  size_t next = 0;
  for (size_t segment = 0; segment < signatures.segment_count(); ++segment) {
    const size_t base = segment * SignatureTable::kSegmentDocuments;
    const size_t size = signatures.SegmentSize(segment);
    if (next == documents.size() || documents[next] >= base + size) continue;
    segment_keys.assign(size, band + 1);
    const std::span<const uint16_t> rows = signatures.Rows(
        segment, band * banding.rows, banding.rows, scratch.slots);
    for (uint32_t row = 0; row < banding.rows; ++row) {
      const std::span<const uint16_t> slots =
          rows.subspan(row * SignatureTable::kSegmentDocuments, size);
      for (size_t i = 0; i < size; ++i) {
        segment_keys[i] = segment_keys[i] * kMultiplier + slots[i];
      }
    }
    for (; next < documents.size() && documents[next] < base + size; ++next) {
      const uint64_t key = Mix64(segment_keys[documents[next] - base]);
      if (!pass.Has(key)) continue;
      scratch.keys.push_back(key);
      if (pass.bits > 0) scratch.selected.push_back(documents[next]);
    }
  }
}

// Orders the keys by their high bits, but for those that they share, into
// scratch.entries.
void Partition(std::span<const DocumentId> documents, const Pass& pass,
               Scratch& scratch) {
  const size_t wanted = documents.size() / kPartitionEntries + 1;
  const int bits = static_cast<int>(std::bit_width(wanted));
  const int shift = 64 - bits;
  const auto part_of = [&](uint64_t key) { return key << pass.bits >> shift; };
  scratch.begins.assign((size_t{1} << bits) + 1, 0);
  for (const uint64_t key : scratch.keys) ++scratch.begins[part_of(key) + 1];
  for (size_t i = 1; i < scratch.begins.size(); ++i) {
    scratch.begins[i] += scratch.begins[i - 1];
  }
  scratch.entries.resize(documents.size());
  std::vector<size_t> next(scratch.begins.begin(), scratch.begins.end() - 1);
  for (size_t i = 0; i < documents.size(); ++i) {
    const uint64_t key = scratch.keys[i];
    scratch.entries[next[part_of(key)]++] = {key, documents[i]};
  }
}

void AddBucket(std::span<const Entry> bucket, Scratch& found) {
  if (bucket.size() > kCrowdSize) {
    std::vector<DocumentId>& crowd = found.crowds.emplace_back();
    for (const Entry& entry : bucket) crowd.push_back(entry.document);
    return;
  }
  for (size_t i = 0; i < bucket.size(); ++i) {
    for (size_t j = i + 1; j < bucket.size(); ++j) {
      found.pairs.Add({bucket[i].document, bucket[j].document});
    }
  }
}

// Moves the entries that may share their key to the front and returns them.
// Most keys occur once, and telling by a bit each is cheaper than sorting them.
std::span<Entry> RepeatedKeys(std::span<Entry> part) {
  constexpr size_t kWords = kPartitionEntries / 8;
  std::array<uint64_t, kWords> once{};
  std::array<uint64_t, kWords> twice{};
  for (const Entry& entry : part) {
    const uint64_t bit = uint64_t{1} << (entry.key % 64);
    const size_t word = entry.key / 64 % kWords;
    twice[word] |= once[word] & bit;
    once[word] |= bit;
  }
  size_t count = 0;
  for (const Entry& entry : part) {
    part[count] = entry;
    count += twice[entry.key / 64 % kWords] >> (entry.key % 64) & 1;
  }
  return part.first(count);
}

void GroupPartitions(Scratch& scratch) {
  for (size_t p = 0; p + 1 < scratch.begins.size(); ++p) {
    const std::span<Entry> part =
        RepeatedKeys(std::span(scratch.entries)
                         .subspan(scratch.begins[p],
                                  scratch.begins[p + 1] - scratch.begins[p]));
    std::ranges::sort(part);
    for (size_t begin = 0, end = 0; begin < part.size(); begin = end) {
      while (end < part.size() && part[end].key == part[begin].key) ++end;
      if (end - begin > 1) {
        AddBucket(part.subspan(begin, end - begin), scratch);
      }
    }
  }
}

// Bits that tell passes apart, so that a pass of all documents has at most so
// many bytes of entries, as near as keys are spread evenly.
int PassBits(size_t documents, uint64_t max_bytes) {
  int bits = 0;
  while (documents * kEntryBytes >> bits > max_bytes && bits < 16) ++bits;
  return bits;
}

}  // namespace

absl::StatusOr<Candidates> JoinBands(const SignatureTable& signatures,
                                     std::span<const DocumentId> documents,
                                     const Banding& banding,
                                     const Resources& resources) {
  const unsigned threads = std::max(resources.threads, 1U);
  const uint64_t own_bytes = resources.memory.Share(2 * kParts * threads);
  const int pass_bits = PassBits(documents.size(), own_bytes);
  std::vector<Scratch> scratch(threads);
  for (Scratch& own : scratch) own.pairs = SortedSet<CandidatePair>(own_bytes);
  std::atomic<uint64_t> members = 0;  // Of all crowds.
  PROV_RETURN_IF_ERROR(
      ParallelFor(banding.bands, threads, [&](size_t band, unsigned worker) {
        Scratch& own = scratch[worker];
        const size_t crowds = own.crowds.size();
        for (uint64_t number = 0; number >> pass_bits == 0; ++number) {
          const Pass pass{.number = number, .bits = pass_bits};
          MakeKeys(signatures, documents, banding, static_cast<uint32_t>(band),
                   pass, own);
          Partition(pass_bits == 0 ? documents : own.selected, pass, own);
          GroupPartitions(own);
        }
        for (size_t i = crowds; i < own.crowds.size(); ++i) {
          members += own.crowds[i].size();
        }
        return resources.memory.CheckFits(members * kMemberBytes, kCrowdParts,
                                          "groups of much the same documents");
      }));
  Candidates all{
      .pairs = SortedSet<CandidatePair>(resources.memory.Share(kParts)),
      .crowds = {}};
  for (Scratch& own : scratch) {
    all.pairs.Absorb(std::move(own.pairs));
    std::ranges::move(own.crowds, std::back_inserter(all.crowds));
    own = Scratch();
  }
  PROV_RETURN_IF_ERROR(signatures.status());
  std::ranges::sort(all.crowds);
  all.crowds.erase(std::unique(all.crowds.begin(), all.crowds.end()),
                   all.crowds.end());
  return all;
}

void ExpandCrowds(Candidates& candidates) {
  for (const std::vector<DocumentId>& crowd : candidates.crowds) {
    for (size_t i = 0; i < crowd.size(); ++i) {
      for (size_t j = i + 1; j < crowd.size(); ++j) {
        candidates.pairs.Add({crowd[i], crowd[j]});
      }
    }
  }
  candidates.crowds.clear();
}

}  // namespace prov
