#include "appearance.h"

#include <algorithm>

namespace prov_bench {

std::vector<Appearance> AppearancesOf(const Story& story, uint32_t utterance) {
  std::vector<Appearance> appearances;
  const uint32_t unit = story.utterances[utterance].words[0].unit;
  for (uint32_t d = 0; d < story.count; ++d) {
    const Draft& draft = story.drafts[d];
    for (uint32_t use = 0; use < draft.uses.size(); ++use) {
      if (draft.uses[use].utterance != utterance) continue;
      Appearance appearance;
      appearance.draft = d;
      appearance.use = use;
      for (uint32_t i = 0; i < draft.text.size(); ++i) {
        const Token& token = draft.text[i];
        if (token.use != use + 1 || (token.marks & kAttribution) != 0) continue;
        if ((token.marks & kSpeaker) != 0) {
          appearance.speaker.Add(i);
        } else if ((token.marks & kCited) != 0) {
          appearance.cited.Add(i);
        } else {
          appearance.words.Add(i);
          if (token.unit == unit) ++appearance.kept;
        }
      }
      if (!appearance.words.empty()) appearances.push_back(appearance);
    }
  }
  return appearances;
}

uint32_t SourceOf(const Draft& draft) {
  return draft.parent != kNobody ? draft.parent : draft.quote_source;
}

void DeleteFirst(Story& story) {
  for (uint32_t u = 0; u < story.utterances.size(); ++u) {
    const std::vector<Appearance> all = AppearancesOf(story, u);
    const auto seen = std::count_if(
        all.begin(), all.end(),
        [&](const Appearance& a) { return !story.drafts[a.draft].hidden; });
    if (seen < 2) continue;
    const auto first = std::min_element(
        all.begin(), all.end(), [&](const Appearance& a, const Appearance& b) {
          return story.drafts[a.draft].published <
                 story.drafts[b.draft].published;
        });
    story.drafts[first->draft].deleted = true;
    return;
  }
}

}  // namespace prov_bench
