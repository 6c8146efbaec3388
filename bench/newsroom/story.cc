// The kinds of stories.  How a text is written and edited is in desk.cc.

#include "story.h"

#include <algorithm>

#include "clock.h"
#include "edits.h"

namespace prov_bench {
namespace {

constexpr int64_t kMinute = 60, kHour = 3600;

}  // namespace

StoryDesk::StoryDesk(const Newsroom& newsroom)
    : newsroom_(newsroom),
      quotes_(newsroom),
      english_(newsroom.english),
      german_(newsroom.german) {}

void StoryDesk::Make(uint64_t seed, int64_t day, uint32_t limit,
                     const Backgrounds& backgrounds, uint32_t& next_unit,
                     Story& story) {
  story_ = &story;
  dice_ = Dice(seed);
  day_ = day;
  limit_ = limit;
  next_unit_ = &next_unit;
  dateline_unit_ = next_unit++;
  backgrounds_ = &backgrounds;
  story.cast = newsroom_.names.Draw(dice_);
  story.utterances.clear();
  story.count = 0;
  story.visible = 0;
  const size_t kind = dice_.Weighted({72, 11, 4, 7, 4, 2});
  const bool wired = kind != 0 && kind != 3;
  const bool german = !wired && dice_.PerMille(newsroom_.options.german_share);
  voice_ = german ? &german_ : &english_;
  switch (kind) {
    case 0:
      Solo();
      break;
    case 1:
      Speak(dice_.Below(3));
      Wire(1 + dice_.Below(dice_.Percent(20) ? 9 : 4));
      break;
    case 2:
      Release();
      break;
    case 3:
      Conference();
      break;
    case 4:
      Revised();
      break;
    default:
      Merged();
  }
  for (uint32_t i = 0; i < story.count; ++i) Finish(story.drafts[i]);
}

Draft& StoryDesk::Add(uint32_t outlet, int64_t published) {
  if (story_->count == story_->drafts.size()) story_->drafts.emplace_back();
  Draft& draft = story_->drafts[story_->count++];
  draft.Clear();
  // No two documents of a story come out in the same second.
  for (uint32_t i = 0; i + 1 < story_->count;) {
    const bool taken = story_->drafts[i].published == published;
    published += taken ? 1 : 0;
    i = taken ? 0 : i + 1;
  }
  draft.outlet = outlet;
  draft.article = 100000 + dice_.Below(900000);
  draft.published = published;
  draft.issued = published;
  draft.german = voice_ == &german_;
  ++story_->visible;
  return draft;
}

uint32_t StoryDesk::OtherPaper(uint32_t outlet) {
  for (;;) {
    const uint32_t paper = newsroom_.world.DrawPaper(dice_);
    const auto begin = story_->drafts.begin();
    const bool taken =
        paper == outlet ||
        (dice_.Percent(95) &&
         std::any_of(begin, begin + story_->count,
                     [paper](const Draft& d) { return d.outlet == paper; }));
    if (!taken) return paper;
  }
}

void StoryDesk::Speak(uint32_t count) {
  for (uint32_t i = 0; i < count; ++i) {
    story_->utterances.push_back(
        quotes_.Speak(*voice_, story_->cast, (*next_unit_)++, dice_));
  }
}

void StoryDesk::Solo() {
  Speak(dice_.Below(3));
  Draft& draft = Add(newsroom_.world.DrawPaper(dice_),
                     day_ + dice_.Between(0, kDaySeconds - 1));
  WriteBody(draft, DrawWords(), 0,
            static_cast<uint32_t>(story_->utterances.size()), kNobody);
}

// Returns the number of the agency's own draft.
uint32_t StoryDesk::Wire(uint32_t copies) {
  const uint32_t agency = dice_.Below(World::kAgencies);
  const uint32_t wire = story_->count;
  {
    Draft& draft = Add(agency, day_ + dice_.Between(0, 20 * kHour));
    draft.agency = agency;
    const uint32_t utterances =
        static_cast<uint32_t>(story_->utterances.size());
    WriteBody(draft, DrawWords(), 0, utterances, kNobody);
    if (dice_.Percent(20)) {
      draft.hidden = true;
      --story_->visible;
    }
  }
  for (uint32_t i = 0; i < copies && !Full(); ++i) {
    uint32_t parent = wire;
    if (i > 0 && dice_.Percent(15)) {
      parent = wire + 1 + dice_.Below(story_->count - wire - 1);
    }
    const Draft& from = story_->drafts[parent];
    const int64_t lag = dice_.Percent(60)
                            ? dice_.Between(5 * kMinute, 5 * kHour)
                            : dice_.Between(kHour, 40 * kHour);
    Draft& draft = Add(OtherPaper(from.outlet), from.published + lag);
    draft.agency = dice_.Percent(80) ? story_->drafts[wire].agency : kNobody;
    Copy(draft, parent, Relation::kCopy);
    Edit(draft);
  }
  return wire;
}

void StoryDesk::Release() {
  Speak(1 + dice_.Below(2));
  Draft& release = Add(newsroom_.world.press_service(),
                       day_ + dice_.Between(6 * kHour, 15 * kHour));
  const int64_t start = release.published;
  WriteBody(release, DrawWords(), 0,
            static_cast<uint32_t>(story_->utterances.size()), kNobody);
  release.hidden = dice_.Percent(30);
  if (release.hidden) --story_->visible;
  const uint32_t papers = 1 + dice_.Below(4);
  for (uint32_t i = 0; i < papers && !Full(); ++i) {
    Draft& draft = Add(OtherPaper(kNobody),
                       start + dice_.Between(20 * kMinute, 30 * kHour));
    Copy(draft, 0, Relation::kRelease);
    Edit(draft);
  }
}

// Reporters who were there write of their own; others take the words from them
// and say so.
void StoryDesk::Conference() {
  Speak(1 + dice_.Below(3));
  const auto utterances = static_cast<uint32_t>(story_->utterances.size());
  const int64_t start = day_ + dice_.Between(6 * kHour, 20 * kHour);
  const uint32_t papers = 2 + dice_.Below(4);
  for (uint32_t i = 0; i < papers && !Full(); ++i) {
    const bool there = i == 0 || dice_.Percent(60);
    if (there) {
      Draft& draft = Add(OtherPaper(kNobody),
                         start + dice_.Between(20 * kMinute, 12 * kHour));
      WriteBody(draft, DrawWords(), 0, utterances, kNobody);
    } else {
      const uint32_t source = dice_.Below(i);
      const Draft& from = story_->drafts[source];
      const uint32_t outlet = from.outlet;
      const uint32_t taken =
          from.uses[dice_.Below(static_cast<uint32_t>(from.uses.size()))]
              .utterance;
      Draft& draft = Add(OtherPaper(outlet),
                         from.published + dice_.Between(kHour, 40 * kHour));
      draft.quote_source = source;
      WriteBody(draft, DrawWords(), taken, 1, outlet);
    }
  }
}

void StoryDesk::Revised() {
  Solo();
  const uint32_t revisions = 1 + dice_.Below(2);
  for (uint32_t i = 0; i < revisions && !Full(); ++i) {
    const Draft& last = story_->drafts[story_->count - 1];
    const uint32_t article = last.article;
    const int64_t issued = last.issued;
    Draft& draft =
        Add(last.outlet, last.published + dice_.Between(kHour, 30 * kHour));
    draft.article = article;
    draft.issued = issued;
    draft.updated = draft.published;
    Copy(draft, story_->count - 2, Relation::kRevision);
    EditTowards(draft, 700 + dice_.Below(300));
  }
}

void StoryDesk::Merged() {
  Speak(1 + dice_.Below(2));
  const uint32_t one = Wire(1 + dice_.Below(2));
  if (Full()) return;
  story_->cast = newsroom_.names.Draw(dice_);
  const uint32_t other = story_->count;
  Draft& second =
      Add(dice_.Below(World::kAgencies),
          story_->drafts[one].published + dice_.Between(0, 3 * kHour));
  second.agency = second.outlet;
  WriteBody(second, DrawWords(), 0, 0, kNobody);
  const uint32_t merges = 1 + dice_.Below(2);
  for (uint32_t i = 0; i < merges && !Full(); ++i) {
    const int64_t start = std::max(story_->drafts[one].published,
                                   story_->drafts[other].published);
    Draft& draft =
        Add(OtherPaper(kNobody), start + dice_.Between(kHour, 30 * kHour));
    draft.agency = story_->drafts[one].agency;
    Copy(draft, one, Relation::kMerge);
    draft.other_parent = other;
    Tokens more = story_->drafts[other].body;
    CutTail(draft.body, draft.body.size() * (40 + dice_.Below(50)) / 100);
    CutTail(more, more.size() * (30 + dice_.Below(60)) / 100);
    draft.body.insert(draft.body.end(), more.begin(), more.end());
  }
}

}  // namespace prov_bench
