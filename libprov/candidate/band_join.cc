// A band's key is a polynomial in its slots, finished by a bijection, so it
// can be partitioned by its high bits.  Bands are independent of each other
// and are what threads share; their pairs are merged at the end.
//
// Tested by band_join_test.cc against all pairs of signatures.

#include "libprov/candidate/band_join.h"

#include <algorithm>
#include <array>
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

// Scratch space of one thread, reused from band to band.
struct Scratch {
  std::vector<uint64_t> segment_keys;
  std::vector<uint64_t> keys;  // Of `documents`, in their order.
  std::vector<size_t> begins;  // Of the partitions.
  std::vector<Entry> entries;
  Candidates found;
};

void MakeKeys(const SignatureTable& signatures,
              std::span<const DocumentId> documents, const Banding& banding,
              uint32_t band, Scratch& scratch) {
  scratch.keys.clear();
  scratch.keys.reserve(documents.size());
  std::vector<uint64_t>& segment_keys = scratch.segment_keys;
  size_t next = 0;
  for (size_t segment = 0; segment < signatures.segment_count(); ++segment) {
    const size_t base = segment * SignatureTable::kSegmentDocuments;
    const size_t size = signatures.Row(segment, 0).size();
    if (next == documents.size() || documents[next] >= base + size) continue;
    segment_keys.assign(size, band + 1);
    for (uint32_t row = 0; row < banding.rows; ++row) {
      const std::span<const uint16_t> slots =
          signatures.Row(segment, band * banding.rows + row);
      for (size_t i = 0; i < size; ++i) {
        segment_keys[i] = segment_keys[i] * kMultiplier + slots[i];
      }
    }
    for (; next < documents.size() && documents[next] < base + size; ++next) {
      scratch.keys.push_back(Mix64(segment_keys[documents[next] - base]));
    }
  }
}

// Orders the keys by their high bits into scratch.entries.
void Partition(std::span<const DocumentId> documents, Scratch& scratch) {
  const size_t wanted = documents.size() / kPartitionEntries + 1;
  const int bits = static_cast<int>(std::bit_width(wanted));
  const int shift = 64 - bits;
  scratch.begins.assign((size_t{1} << bits) + 1, 0);
  for (const uint64_t key : scratch.keys) ++scratch.begins[(key >> shift) + 1];
  for (size_t i = 1; i < scratch.begins.size(); ++i) {
    scratch.begins[i] += scratch.begins[i - 1];
  }
  scratch.entries.resize(documents.size());
  std::vector<size_t> next(scratch.begins.begin(), scratch.begins.end() - 1);
  for (size_t i = 0; i < documents.size(); ++i) {
    const uint64_t key = scratch.keys[i];
    scratch.entries[next[key >> shift]++] = {key, documents[i]};
  }
}

void AddBucket(std::span<const Entry> bucket, Candidates& found) {
  if (bucket.size() > kCrowdSize) {
    std::vector<DocumentId>& crowd = found.crowds.emplace_back();
    for (const Entry& entry : bucket) crowd.push_back(entry.document);
    return;
  }
  for (size_t i = 0; i < bucket.size(); ++i) {
    for (size_t j = i + 1; j < bucket.size(); ++j) {
      found.pairs.push_back({bucket[i].document, bucket[j].document});
    }
  }
}

template <typename T>
void SortUnique(std::vector<T>& values) {
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
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
        AddBucket(part.subspan(begin, end - begin), scratch.found);
      }
    }
  }
}

}  // namespace

absl::StatusOr<Candidates> JoinBands(const SignatureTable& signatures,
                                     std::span<const DocumentId> documents,
                                     const Banding& banding, unsigned threads) {
  std::vector<Scratch> scratch(std::max(threads, 1U));
  PROV_RETURN_IF_ERROR(
      ParallelFor(banding.bands, threads, [&](size_t band, unsigned worker) {
        Scratch& own = scratch[worker];
        MakeKeys(signatures, documents, banding, static_cast<uint32_t>(band),
                 own);
        Partition(documents, own);
        GroupPartitions(own);
        SortUnique(own.found.pairs);
        return absl::OkStatus();
      }));
  Candidates all;
  for (Scratch& own : scratch) {
    all.pairs.insert(all.pairs.end(), own.found.pairs.begin(),
                     own.found.pairs.end());
    std::ranges::move(own.found.crowds, std::back_inserter(all.crowds));
    own = {};
  }
  SortUnique(all.pairs);
  SortUnique(all.crowds);
  return all;
}

// Crowds of several bands overlap, so pairs are made unique whenever they have
// doubled: neither all repetitions are held at once nor is each crowd sorted.
void ExpandCrowds(Candidates& candidates) {
  std::vector<CandidatePair>& pairs = candidates.pairs;
  size_t unique_pairs = pairs.size();
  for (const std::vector<DocumentId>& crowd : candidates.crowds) {
    for (size_t i = 0; i < crowd.size(); ++i) {
      for (size_t j = i + 1; j < crowd.size(); ++j) {
        pairs.push_back({crowd[i], crowd[j]});
      }
    }
    if (pairs.size() > 2 * unique_pairs) {
      SortUnique(pairs);
      unique_pairs = pairs.size();
    }
  }
  SortUnique(pairs);
  candidates.crowds.clear();
}

}  // namespace prov
