#include "edition.h"

#include <algorithm>
#include <numeric>

#include "appearance.h"
#include "clock.h"
#include "print.h"

namespace prov_bench {
namespace {

constexpr size_t kLineBytes = 4096;  // Of a usual document, and some room.

uint32_t DocumentsIn(const NewsroomOptions& options, uint64_t edition) {
  const uint64_t before = edition * kEditionDocuments;
  return static_cast<uint32_t>(
      std::min<uint64_t>(kEditionDocuments, options.documents - before));
}

std::vector<uint32_t> Shuffled(uint32_t count, Dice dice) {
  std::vector<uint32_t> order(count);
  std::iota(order.begin(), order.end(), 0u);
  for (uint32_t i = count; i > 1; --i) {
    std::swap(order[i - 1], order[dice.Below(i)]);
  }
  return order;
}

}  // namespace

uint64_t EditionCount(const NewsroomOptions& options) {
  return (options.documents + kEditionDocuments - 1) / kEditionDocuments;
}

void MakeEdition(const Newsroom& newsroom, uint64_t edition,
                 const StorySink& sink) {
  const NewsroomOptions& options = newsroom.options;
  const uint64_t seed = MixSeed(options.seed, edition + 1);
  const uint32_t documents = DocumentsIn(options, edition);
  const std::vector<uint32_t> order = Shuffled(documents, Dice(seed));
  const int64_t day = kFirstDay + static_cast<int64_t>(edition) * kDaySeconds;
  StoryDesk desk(newsroom);
  Story story;
  std::vector<uint64_t> numbers;
  uint32_t next_unit = 1;
  const Backgrounds backgrounds =
      desk.MakeBackgrounds(MixSeed(seed, ~uint64_t{0}), next_unit);
  uint32_t made = 0;
  for (uint64_t i = 0; made < documents; ++i) {
    desk.Make(MixSeed(seed, i), day, documents - made, backgrounds, next_unit,
              story);
    if (options.delete_first) DeleteFirst(story);
    numbers.assign(story.count, kNoNumber);
    for (uint32_t d = 0; d < story.count; ++d) {
      Draft& draft = story.drafts[d];
      if (!draft.hidden) {
        numbers[d] = edition * kEditionDocuments + order[made++];
      }
      Dice dice(MixSeed(seed, numbers[d] ^ 0x636c6f636bULL));
      SetClock(draft, newsroom.world.outlets[draft.outlet],
               options.wrong_clocks, dice);
    }
    sink(story, numbers);
  }
}

void PrintEdition(const Newsroom& newsroom, uint64_t edition,
                  EditionLines& lines) {
  const uint32_t documents = DocumentsIn(newsroom.options, edition);
  std::string& bytes = lines.bytes;
  bytes.resize(std::max(bytes.size(), documents * kLineBytes));
  struct Place {
    size_t begin = 0, size = 0;
  };
  std::vector<Place> places(documents);  // `bytes` may still move.
  size_t used = 0;
  MakeEdition(
      newsroom, edition,
      [&](const Story& story, std::span<const uint64_t> numbers) {
        for (uint32_t d = 0; d < story.count; ++d) {
          const Draft& draft = story.drafts[d];
          if (numbers[d] == kNoNumber || draft.deleted) continue;
          if (bytes.size() - used < LineRoom(draft)) {
            bytes.resize(bytes.size() * 2 + LineRoom(draft));
          }
          char* const begin = &bytes[used];
          const char* const end =
              PrintDocument(draft, numbers[d], newsroom, begin);
          const auto size = static_cast<size_t>(end - begin);
          places[numbers[d] - edition * kEditionDocuments] = {used, size};
          used += size;
        }
      });
  lines.by_number.clear();
  for (const Place& place : places) {
    lines.by_number.emplace_back(&bytes[place.begin], place.size);
  }
}

}  // namespace prov_bench
