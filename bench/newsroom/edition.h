// The documents of a newsroom in parts that are made apart from each other:
// editions of 2,000 documents, one a day.

#ifndef BENCH_NEWSROOM_EDITION_H_
#define BENCH_NEWSROOM_EDITION_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
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

// The lines of an edition's documents.
struct EditionLines {
  std::string bytes;  // In the order they were made in, and room for more.
  std::vector<std::string_view> by_number;  // Empty where one was deleted.
};

// Overwrites `lines`, whose memory it takes over.
void PrintEdition(const Newsroom& newsroom, uint64_t edition,
                  EditionLines& lines);

// Calls make(e, result) for all editions on `threads` threads, and
// take(result) for each in order on this one.  Results are used again.
template <typename Result, typename Make, typename Take>
void ForEditions(uint64_t editions, size_t threads, const Make& make,
                 const Take& take) {
  std::vector<Result> made(std::min<uint64_t>(threads, editions));
  for (uint64_t first = 0; first < editions; first += threads) {
    const uint64_t count = std::min<uint64_t>(threads, editions - first);
    std::vector<std::thread> others;
    for (uint64_t i = 1; i < count; ++i) {
      others.emplace_back([&, i] { make(first + i, made[i]); });
    }
    make(first, made[0]);
    for (std::thread& other : others) other.join();
    for (uint64_t i = 0; i < count; ++i) take(made[i]);
  }
}

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_EDITION_H_
