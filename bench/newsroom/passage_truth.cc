// A sentence keeps its identity through every copy: the first text that has a
// word of some unit and index owns it, and a sentence with words that another
// owns is that one's sentence again.  Neighbouring sentences that go through
// the same documents side by side make one passage.

#include "passage_truth.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <string_view>

namespace prov_bench {
namespace {

constexpr uint32_t kNoSentence = 0xffffffff;

// A sentence in a printed document.
struct Place {
  uint32_t document = 0;         // Into PrintedEdition::documents.
  uint32_t ordinal = 0;          // Of the sentence in the document.
  uint32_t first = 0, last = 0;  // Its first and last word that is original.
  uint32_t kept = 0;             // How many of its words are.
};

struct Sentence {
  uint32_t words = 0;
  std::vector<Place> places;  // In the order of making.
};

bool IsBoilerplate(const Token& token) {
  return (token.unit & kFooterUnit) != 0;
}

class Sentences {
 public:
  explicit Sentences(const PrintedEdition& edition) : edition_(edition) {
    for (const Story& story : edition.stories) {
      for (const Utterance& utterance : story.utterances) {
        Owners(utterance.words[0].unit);
        spoken_[utterance.words[0].unit] = true;
      }
    }
    for (uint32_t s = 0; s < edition.stories.size(); ++s) {
      for (uint32_t d = 0; d < edition.stories[s].count; ++d) {
        const Draft& draft = edition.stories[s].drafts[d];
        AddDraft(draft, draft.deleted ? kNoNumber : edition.numbers[s][d]);
      }
    }
  }

  const std::vector<Sentence>& all() const { return sentences_; }

 private:
  // Which sentence owns each word of a unit.
  std::vector<uint32_t>& Owners(uint32_t unit) {
    if (unit >= owners_.size()) {
      owners_.resize(unit + 1);
      spoken_.resize(unit + 1);
    }
    return owners_[unit];
  }

  bool Spoken(uint32_t unit) const {
    return unit < spoken_.size() && spoken_[unit];
  }

  uint32_t OwnerOf(const Token& token) {
    const std::vector<uint32_t>& owners = Owners(token.unit);
    if (spoken_[token.unit] || token.index >= owners.size()) return kNoSentence;
    return owners[token.index];
  }

  void AddDraft(const Draft& draft, uint64_t number) {
    const Tokens& text = draft.text;
    uint32_t ordinal = 0;
    for (uint32_t begin = 0, end = 0; begin < text.size(); begin = end) {
      for (end = begin + 1; end < text.size(); ++end) {
        if ((text[end].marks & kSentence) != 0) break;
      }
      if (IsBoilerplate(text[begin])) continue;
      AddSentence(std::span(text).subspan(begin, end - begin), begin, ordinal++,
                  number);
    }
  }

  void AddSentence(std::span<const Token> words, uint32_t begin,
                   uint32_t ordinal, uint64_t number) {
    uint32_t owner = kNoSentence;
    for (const Token& word : words) {
      if (owner == kNoSentence) owner = OwnerOf(word);
    }
    if (owner == kNoSentence) owner = Register(words);
    if (number == kNoNumber) return;
    Place place{static_cast<uint32_t>(number - edition_.first), ordinal, 0, 0,
                0};
    for (uint32_t i = 0; i < words.size(); ++i) {
      if (!Spoken(words[i].unit) && OwnerOf(words[i]) != owner) continue;
      if (place.kept++ == 0) place.first = begin + i;
      place.last = begin + i;
    }
    sentences_[owner].places.push_back(place);
  }

  uint32_t Register(std::span<const Token> words) {
    const auto number = static_cast<uint32_t>(sentences_.size());
    for (const Token& word : words) {
      std::vector<uint32_t>& owners = Owners(word.unit);
      if (spoken_[word.unit]) continue;
      if (owners.size() <= word.index) {
        owners.resize(word.index + size_t{16}, kNoSentence);
      }
      owners[word.index] = number;
    }
    sentences_.push_back({static_cast<uint32_t>(words.size()), {}});
    return number;
  }

  const PrintedEdition& edition_;
  std::vector<std::vector<uint32_t>> owners_;  // By unit and index.
  std::vector<bool> spoken_;                   // By unit: somebody's words.
  std::vector<Sentence> sentences_;
};

// A passage in the making: sentences side by side in the same places.
struct Run {
  std::vector<std::vector<Place>> columns;  // By sentence, then by occurrence.
  uint32_t words = 0;                       // Of the sentences as written.
};

// The places of `sentence` that are `step` sentences from those of `column`,
// for each of them; empty if one is missing.
std::vector<Place> Beside(const std::vector<Place>& column,
                          const Sentence& sentence, int step) {
  std::vector<Place> places;
  for (const Place& place : column) {
    const uint32_t ordinal = place.ordinal + static_cast<uint32_t>(step);
    for (const Place& other : sentence.places) {
      if (other.document == place.document && other.ordinal == ordinal) {
        places.push_back(other);
      }
    }
  }
  if (places.size() != column.size()) places.clear();
  return places;
}

// A sentence that is too short for a passage of its own goes with a neighbour
// wherever the neighbour is; others only if both are in the same places.
bool MayJoin(const Sentence& sentence, const std::vector<Place>& column) {
  return sentence.words < kMinPassageWords ||
         sentence.places.size() == column.size();
}

// The passage that begins with sentence `first`; moves *end behind it.
Run RunFrom(std::span<const Sentence> all, size_t first, size_t* end) {
  Run run{{all[first].places}, all[first].words};
  *end = first + 1;
  if (all[first].words < kMinPassageWords && *end < all.size()) {
    const std::vector<Place> before = Beside(all[*end].places, all[first], -1);
    if (!before.empty()) run.columns[0] = before;
  }
  for (; *end < all.size(); ++*end) {
    const std::vector<Place>& last = run.columns.back();
    if (!MayJoin(all[*end], last)) break;
    const std::vector<Place> next = Beside(last, all[*end], 1);
    if (next.empty()) break;
    run.columns.push_back(next);
    run.words += all[*end].words;
  }
  return run;
}

std::string_view ClassOf(const PrintedEdition& edition,
                         const std::vector<Place>& places) {
  const bool one_document = std::all_of(
      places.begin(), places.end(),
      [&](const Place& place) { return place.document == places[0].document; });
  if (one_document) {
    return places[0].ordinal <= 1 ? "repeated-lead" : "in-document-repeat";
  }
  const bool credited =
      std::any_of(places.begin(), places.end(), [&](const Place& place) {
        const auto& document = edition.documents[place.document];
        return edition.draft(document).agency != kNobody;
      });
  return credited ? "syndicated" : "recycled";
}

WordSpan Cover(const WordSpan& first, const WordSpan& last) {
  return {first.begin, last.end, first.begin_byte, last.end_byte};
}

bool LongEnough(const Occurrence& occurrence) {
  return occurrence.words >= kMinPassageWords &&
         2 * occurrence.kept >= kMinPassageWords;
}

// One line, unless too little is left of the passage.
void AppendRun(std::string& out, const PrintedEdition& edition,
               const Run& run) {
  std::vector<Occurrence> occurrences;
  std::vector<Place> places;
  for (size_t i = 0; i < run.columns[0].size(); ++i) {
    const Place& first = run.columns.front()[i];
    const auto& document = edition.documents[first.document];
    Occurrence occurrence{document.number,
                          Cover(document.spans[first.first],
                                document.spans[run.columns.back()[i].last])};
    for (const auto& column : run.columns) occurrence.kept += column[i].kept;
    occurrence.of = run.words;
    occurrence.words = WordsIn(document, occurrence.span);
    if (!LongEnough(occurrence)) continue;
    occurrences.push_back(occurrence);
    places.push_back(first);
  }
  if (occurrences.size() < 2) return;
  const std::string name = "p" + DocumentId(occurrences[0].document).substr(1) +
                           "-" + std::to_string(occurrences[0].span.begin);
  AppendPassage(out, name, ClassOf(edition, places), occurrences);
}

void AddBoilerplate(const PrintedDocument& document, const Draft& draft,
                    Boilerplate& boilerplate) {
  const Tokens& text = draft.text;
  for (uint32_t begin = 0, end = 0; begin < text.size(); begin = end) {
    for (end = begin + 1; end < text.size(); ++end) {
      if (text[end].unit != text[begin].unit) break;
    }
    if (!IsBoilerplate(text[begin])) continue;
    const WordSpan span = Cover(document.spans[begin], document.spans[end - 1]);
    boilerplate[text[begin].unit].push_back({document.number, span, end - begin,
                                             end - begin,
                                             WordsIn(document, span)});
  }
}

}  // namespace

uint32_t WordsIn(const PrintedDocument& document, const WordSpan& span) {
  return static_cast<uint32_t>(
      std::count_if(document.words.begin(), document.words.end(),
                    [&](const NormalWord& word) {
                      return word.begin_byte >= span.begin_byte &&
                             word.end_byte <= span.end_byte;
                    }));
}

void AppendSpan(std::string& out, const char* prefix, const WordSpan& span) {
  std::array<char, 128> text{};
  std::snprintf(text.data(), text.size(),
                "\"%sbegin\":%u,\"%send\":%u,\"%sbegin_byte\":%u,"
                "\"%send_byte\":%u",
                prefix, span.begin, prefix, span.end, prefix, span.begin_byte,
                prefix, span.end_byte);
  out.append(text.data());
}

void AppendPassage(std::string& out, const std::string& name,
                   std::string_view kind,
                   const std::vector<Occurrence>& occurrences) {
  out.append("{\"schema\":\"prov.truth.passage/1\",\"passage\":\"")
      .append(name)
      .append("\",\"class\":\"")
      .append(kind)
      .append("\",\"words\":")
      .append(std::to_string(
          std::min_element(occurrences.begin(), occurrences.end(),
                           [](const Occurrence& a, const Occurrence& b) {
                             return a.words < b.words;
                           })
              ->words))
      .append(",\"occurrences\":[");
  for (const Occurrence& occurrence : occurrences) {
    if (&occurrence != occurrences.data()) out.push_back(',');
    out.append("{\"id\":\"").append(DocumentId(occurrence.document));
    out.append("\",");
    AppendSpan(out, "", occurrence.span);
    const uint32_t kept = occurrence.kept * 10000 / occurrence.of;
    std::array<char, 32> identity{};
    std::snprintf(identity.data(), identity.size(), ",\"identity\":%u.%04u}",
                  kept / 10000, kept % 10000);
    out.append(identity.data());
  }
  out.append("]}\n");
}

PassageTruth TruthOfPassages(const PrintedEdition& edition) {
  PassageTruth truth;
  const Sentences sentences(edition);
  const std::span<const Sentence> all(sentences.all());
  for (size_t first = 0, end = 0; first < all.size(); first = end) {
    end = first + 1;
    if (all[first].places.size() < 2) continue;
    AppendRun(truth.lines, edition, RunFrom(all, first, &end));
  }
  for (const PrintedDocument& document : edition.documents) {
    if (document.number == kNoNumber) continue;
    AddBoilerplate(document, edition.draft(document), truth.boilerplate);
  }
  return truth;
}

std::string BoilerplateLines(const Boilerplate& boilerplate) {
  std::string lines;
  for (const auto& [unit, occurrences] : boilerplate) {
    if (occurrences.size() < 2) continue;
    AppendPassage(lines,
                  "b" + std::to_string(unit & 0xffff) +
                      (unit >= kTailUnit ? "-credit" : "-footer"),
                  "boilerplate", occurrences);
  }
  return lines;
}

}  // namespace prov_bench
