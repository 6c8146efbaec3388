// The other set's places are listed by document, in order of their beginning.
// For each passage the meetings of its places with those are gathered, sorted
// by the other passage, and judged one other passage at a time.
//
// Held by passage_cover_test.cc against the definition, one character at a
// time.

#include "libprov/score/passage_cover.h"

#include <algorithm>
#include <span>

#include "absl/container/flat_hash_map.h"

namespace prov {
namespace {

// A place of a passage and a place of another that overlap.
struct Meeting {
  uint32_t other = 0;  // The other passage.
  uint32_t place = 0;
  uint32_t other_place = 0;
  TextRange common;
};

class PlaceIndex {
 public:
  explicit PlaceIndex(const PassageSet& passages) {
    for (uint32_t passage = 0; passage < passages.size(); ++passage) {
      uint32_t number = 0;
      for (const PassagePlace& place : passages.places(passage)) {
        by_document_[place.document].push_back({passage, number++, place.span});
      }
    }
    for (auto& [document, entries] : by_document_) {
      std::ranges::sort(entries, {},
                        [](const Entry& entry) { return entry.span.begin; });
    }
  }

  void AddMeetings(const PassagePlace& place, uint32_t number,
                   std::vector<Meeting>& meetings) const {
    const auto entries = by_document_.find(place.document);
    if (entries == by_document_.end()) return;
    for (const Entry& entry : entries->second) {
      if (entry.span.begin >= place.span.end) break;
      const TextRange common = Common(entry.span, place.span);
      if (common.length() == 0) continue;
      meetings.push_back({entry.passage, number, entry.place, common});
    }
  }

 private:
  struct Entry {
    uint32_t passage = 0;
    uint32_t place = 0;
    TextRange span;
  };

  absl::flat_hash_map<uint32_t, std::vector<Entry>> by_document_;
};

// REQUIRES: all are with the same other passage.
bool Touch(std::span<const Meeting> meetings) {
  const auto differ = [&meetings](auto member) {
    return std::ranges::any_of(meetings, [&](const Meeting& meeting) {
      return meeting.*member != meetings.front().*member;
    });
  };
  return differ(&Meeting::place) && differ(&Meeting::other_place);
}

// Places of a passage of `count` that lie inside one of the other's.
bool IsWhole(std::span<const PassagePlace> places,
             std::span<const Meeting> meetings) {
  std::vector<bool> inside(places.size());
  for (const Meeting& meeting : meetings) {
    if (meeting.common.length() == places[meeting.place].span.length()) {
      inside[meeting.place] = true;
    }
  }
  return std::ranges::all_of(inside, [](bool is) { return is; });
}

// Characters in any of the parts; sorts them.
uint64_t UnionLength(std::vector<Meeting>& parts) {
  std::ranges::sort(parts, [](const Meeting& a, const Meeting& b) {
    return a.place != b.place ? a.place < b.place
                              : a.common.begin < b.common.begin;
  });
  uint64_t length = 0;
  uint64_t end = 0;
  for (size_t i = 0; i < parts.size(); ++i) {
    if (i == 0 || parts[i].place != parts[i - 1].place) end = 0;
    const TextRange& part = parts[i].common;
    if (part.end <= end) continue;
    length += part.end - std::max(part.begin, end);
    end = part.end;
  }
  return length;
}

PassageCover CoverOf(const PassageSet& others,
                     std::span<const PassagePlace> places, uint64_t length,
                     std::vector<Meeting>& meetings) {
  PassageCover cover{.length = length};
  std::ranges::sort(meetings, {}, &Meeting::other);
  std::vector<Meeting> parts;
  double best = 0;
  for (size_t begin = 0, end = 0; begin < meetings.size(); begin = end) {
    uint64_t common = 0;
    for (end = begin;
         end < meetings.size() && meetings[end].other == meetings[begin].other;
         ++end) {
      common += meetings[end].common.length();
    }
    const auto with =
        std::span<const Meeting>(meetings).subspan(begin, end - begin);
    if (!Touch(with)) continue;
    ++cover.touching;
    cover.is_whole = cover.is_whole || IsWhole(places, with);
    parts.insert(parts.end(), with.begin(), with.end());
    // Places of one passage may overlap each other, so `common` may count
    // twice.
    const uint64_t lengths = length + others.length(with.front().other);
    const double likeness =
        static_cast<double>(common) /
        static_cast<double>(lengths - std::min(common, lengths / 2));
    if (likeness > best) {
      best = likeness;
      cover.likest = with.front().other;
    }
  }
  cover.covered = UnionLength(parts);
  return cover;
}

}  // namespace

std::vector<PassageCover> CoverBy(const PassageSet& others,
                                  const PassageSet& passages) {
  const PlaceIndex index(others);
  std::vector<PassageCover> covers;
  covers.reserve(passages.size());
  std::vector<Meeting> meetings;
  for (size_t passage = 0; passage < passages.size(); ++passage) {
    const std::span<const PassagePlace> places = passages.places(passage);
    meetings.clear();
    for (uint32_t i = 0; i < places.size(); ++i) {
      index.AddMeetings(places[i], i, meetings);
    }
    covers.push_back(
        CoverOf(others, places, passages.length(passage), meetings));
  }
  return covers;
}

}  // namespace prov
