// The documents of a newsroom in parts that are made apart from each other:
// editions of 2,000 documents, one a day.

#ifndef BENCH_NEWSROOM_EDITION_H_
#define BENCH_NEWSROOM_EDITION_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "newsroom.h"
#include "story.h"

namespace prov_bench {

inline constexpr uint32_t kEditionDocuments = 2000;

// What a line has on average.
inline constexpr uint64_t kUsualDocumentBytes = 3580;

uint64_t EditionCount(const NewsroomOptions& options);

// Makes the stories of edition `edition` one by one and gives each to `sink`
// with the numbers of its drafts' documents (kNoNumber for a hidden draft; a
// deleted one keeps its number, and no document has it).
// Numbers are a shuffle of the edition's, so a story's documents stand apart.
inline constexpr uint64_t kNoNumber = ~uint64_t{0};
using StorySink =
    std::function<void(const Story&, std::span<const uint64_t> numbers)>;
void MakeEdition(const Newsroom& newsroom, uint64_t edition,
                 const StorySink& sink);

// The lines of the edition's documents, in the order of their numbers.
std::string PrintEdition(const Newsroom& newsroom, uint64_t edition);

// Calls make(e) for all editions on `threads` threads, and take(result) for
// each in order on this one.
template <typename Make, typename Take>
void ForEditions(uint64_t editions, size_t threads, const Make& make,
                 const Take& take) {
  for (uint64_t first = 0; first < editions; first += threads) {
    const uint64_t count = std::min<uint64_t>(threads, editions - first);
    std::vector<decltype(make(first))> made(count);
    std::vector<std::thread> others;
    for (uint64_t i = 1; i < count; ++i) {
      others.emplace_back([&, i] { made[i] = make(first + i); });
    }
    made[0] = make(first);
    for (std::thread& other : others) other.join();
    for (auto& result : made) take(result);
  }
}

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_EDITION_H_
