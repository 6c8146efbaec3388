#include "edition_truth.h"

#include <array>
#include <string_view>

#include "clock.h"

namespace prov_bench {
namespace {

constexpr std::array<std::string_view, 5> kRelationNames = {
    "none", "copy", "revision", "merge", "release"};
constexpr std::array<std::string_view, 4> kClockNames = {
    "right", "zone", "day-month", "updated"};

// The story with the drafts it has, and no more.
Story Copied(const Story& story) {
  Story copied;
  copied.cast = story.cast;
  copied.utterances = story.utterances;
  copied.count = story.count;
  copied.visible = story.visible;
  copied.drafts.assign(story.drafts.begin(),
                       story.drafts.begin() + story.count);
  return copied;
}

}  // namespace

PrintedEdition PrintForTruth(const Newsroom& newsroom, uint64_t edition) {
  PrintedEdition printed;
  printed.first = edition * kEditionDocuments;
  MakeEdition(newsroom, edition,
              [&](const Story& story, std::span<const uint64_t> numbers) {
                printed.stories.push_back(Copied(story));
                printed.numbers.emplace_back(numbers.begin(), numbers.end());
              });
  size_t documents = 0;
  for (const auto& numbers : printed.numbers) {
    for (const uint64_t number : numbers) {
      if (number != kNoNumber) {
        documents = std::max<size_t>(documents, number - printed.first + 1);
      }
    }
  }
  printed.documents.resize(documents);
  for (uint32_t s = 0; s < printed.stories.size(); ++s) {
    for (uint32_t d = 0; d < printed.stories[s].count; ++d) {
      const uint64_t number = printed.numbers[s][d];
      if (number == kNoNumber) continue;
      const Draft& draft = printed.stories[s].drafts[d];
      if (draft.deleted) continue;
      PrintedDocument& document = printed.documents[number - printed.first];
      document.number = number;
      document.story = s;
      document.draft = d;
      PrintText(draft, newsroom, NoiseOf(newsroom.options, number),
                document.text, document.spans);
      document.words = NormalWords(document.text);
    }
  }
  return printed;
}

std::string TruthOfDocuments(const PrintedEdition& edition,
                             const Newsroom& newsroom) {
  std::string lines;
  for (const PrintedDocument& document : edition.documents) {
    if (document.number == kNoNumber) continue;
    const Draft& draft = edition.draft(document);
    const std::vector<uint64_t>& numbers = edition.numbers[document.story];
    lines.append("{\"schema\":\"prov.truth.document/1\",\"id\":\"")
        .append(DocumentId(document.number))
        .append("\",\"outlet\":\"")
        .append(newsroom.world.outlets[draft.outlet].name)
        .append("\",\"published\":\"");
    AppendDate(lines, draft.published, Outlet{});
    lines.append("\",\"clock\":\"")
        .append(kClockNames[static_cast<size_t>(draft.clock)])
        .append("\",\"relation\":\"")
        .append(kRelationNames[static_cast<size_t>(draft.relation)])
        .append("\",\"parent\":");
    if (draft.parent == kNobody || numbers[draft.parent] == kNoNumber ||
        edition.stories[document.story].drafts[draft.parent].deleted) {
      lines.append("null}\n");
    } else {
      lines.append("\"").append(DocumentId(numbers[draft.parent]));
      lines.append("\"}\n");
    }
  }
  return lines;
}

}  // namespace prov_bench
