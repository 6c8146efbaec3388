#include "accidental_runs.h"

#include <algorithm>

namespace prov_bench {
namespace {

// A word that tells whose words a quote is has its origin in the utterance.
Token OriginOf(const Token& token, const Draft& draft, const Story& story) {
  if ((token.marks & (kSpeaker | kCited | kAttribution)) == 0) return token;
  const uint32_t utterance = draft.uses[token.use - size_t{1}].utterance;
  Token origin = token;
  origin.unit = story.utterances[utterance].words[0].unit;
  origin.index = static_cast<uint16_t>(0x8000 + token.word % 0x8000);
  return origin;
}

// The origin of each normal word: that of the token it is in.
std::vector<uint32_t> OriginsOf(const PrintedDocument& document,
                                const Story& story, uint64_t edition) {
  const Draft& draft = story.drafts[document.draft];
  std::vector<uint32_t> origins;
  origins.reserve(document.words.size());
  size_t token = 0;
  for (const NormalWord& word : document.words) {
    while (document.spans[token].end_byte <= word.begin_byte) ++token;
    const Token from = OriginOf(draft.text[token], draft, story);
    const bool everywhere = (from.unit & kFooterUnit) != 0;
    const uint64_t unit = everywhere ? from.unit : edition << 32 | from.unit;
    // Parts of a hyphenated word differ.
    const uint64_t part = word.begin_byte - document.spans[token].begin_byte;
    const uint64_t place = uint64_t{from.index} << 8 | part;
    origins.push_back(static_cast<uint32_t>(MixSeed(unit, place) >> 32));
  }
  return origins;
}

bool Related(const Window& a, const Window& b) {
  for (size_t i = 0; i < kWindowWords; ++i) {
    if (a.origins[i] == b.origins[i]) return true;
  }
  return false;
}

// `group` reads the same.
void AddAccidental(std::span<const Window> group, std::vector<Window>& found) {
  std::vector<std::vector<const Window*>> families;
  for (const Window& window : group) {
    const auto family =
        std::find_if(families.begin(), families.end(),
                     [&](const auto& f) { return Related(*f[0], window); });
    if (family == families.end()) {
      families.push_back({&window});
    } else {
      family->push_back(&window);
    }
  }
  std::stable_sort(
      families.begin(), families.end(),
      [](const auto& a, const auto& b) { return a.size() > b.size(); });
  for (size_t i = 1; i < families.size(); ++i) {
    for (const Window* window : families[i]) found.push_back(*window);
  }
}

}  // namespace

std::vector<Window> WindowsOf(const PrintedEdition& edition, uint64_t number,
                              uint64_t sample) {
  std::vector<Window> windows;
  for (const PrintedDocument& document : edition.documents) {
    if (document.number == kNoNumber) continue;
    const std::vector<uint32_t> origins =
        OriginsOf(document, edition.stories[document.story], number);
    const std::vector<NormalWord>& words = document.words;
    for (size_t i = 0; i + kWindowWords <= words.size(); ++i) {
      Window window;
      window.text = RunHash(&words[i], kWindowWords);
      if (window.text % sample != 0) continue;
      std::copy_n(&origins[i], kWindowWords, window.origins.begin());
      window.document = document.number;
      window.begin_byte = words[i].begin_byte;
      window.end_byte = words[i + kWindowWords - 1].end_byte;
      windows.push_back(window);
    }
  }
  return windows;
}

std::vector<Window> AccidentalWindows(std::vector<Window>& windows) {
  std::sort(windows.begin(), windows.end(),
            [](const Window& a, const Window& b) {
              return a.text != b.text           ? a.text < b.text
                     : a.document != b.document ? a.document < b.document
                                                : a.begin_byte < b.begin_byte;
            });
  std::vector<Window> found;
  for (size_t begin = 0, end = 0; begin < windows.size(); begin = end) {
    while (end < windows.size() && windows[end].text == windows[begin].text) {
      ++end;
    }
    if (end - begin > 1) {
      AddAccidental(std::span(windows).subspan(begin, end - begin), found);
    }
  }
  return found;
}

}  // namespace prov_bench
