// One story and all the documents about it: an article of its own, wire copy
// and what papers make of it, a press release, a press conference, an article
// that is revised, or two wire stories that are merged.

#ifndef BENCH_NEWSROOM_STORY_H_
#define BENCH_NEWSROOM_STORY_H_

#include <cstdint>
#include <span>
#include <vector>

#include "draft.h"
#include "newsroom.h"
#include "quote_writer.h"

namespace prov_bench {

struct Story {
  Cast cast;
  std::vector<Utterance> utterances;
  std::vector<Draft> drafts;  // The first `count` are of this story.
  uint32_t count = 0;
  uint32_t visible = 0;  // Those not hidden.
};

// Texts that several stories of an edition repeat.
using Backgrounds = std::vector<Tokens>;

// One thread at a time.
class StoryDesk {
 public:
  explicit StoryDesk(const Newsroom& newsroom);

  Backgrounds MakeBackgrounds(uint64_t seed, uint32_t& next_unit) const;

  // Overwrites `story` with one of 1 to `limit` visible documents, of the day
  // that begins at `day`.  Takes new units from `next_unit`.
  // REQUIRES: limit > 0.
  void Make(uint64_t seed, int64_t day, uint32_t limit,
            const Backgrounds& backgrounds, uint32_t& next_unit, Story& story);

 private:
  Draft& Add(uint32_t outlet, int64_t published);
  uint32_t OtherPaper(uint32_t outlet);
  void Speak(uint32_t count);
  void WriteTitle(Draft& draft);
  void WriteBody(Draft& draft, uint32_t words, uint32_t first_utterance,
                 uint32_t utterances, uint32_t cited);
  void WriteParagraph(Scribe& own);
  void PasteTwice(Tokens& body);
  void Copy(Draft& draft, uint32_t parent, Relation relation);
  void Edit(Draft& draft);
  void EditTowards(Draft& draft, uint32_t similarity);
  void Pad(Draft& draft, size_t words);
  void Finish(Draft& draft);
  void Dateline(const Draft& draft, Tokens& out);
  uint32_t DrawWords();
  Variant DrawVariant();
  bool Full() const { return story_->visible >= limit_; }

  void Solo();
  uint32_t Wire(uint32_t copies);
  void Release();
  void Conference();
  void Revised();
  void Merged();

  const Newsroom& newsroom_;
  QuoteWriter quotes_;
  const Voice english_, german_;
  // Of the story being made.
  const Voice* voice_ = nullptr;
  Story* story_ = nullptr;
  Dice dice_{0};
  int64_t day_ = 0;
  uint32_t limit_ = 0;
  uint32_t* next_unit_ = nullptr;
  uint32_t dateline_unit_ = 0;
  const Backgrounds* backgrounds_ = nullptr;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_STORY_H_
