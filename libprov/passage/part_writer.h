// Sorts a stream of words into parts, each in the order it came.
//
// The words of a part are collected in a line of memory, which then goes out
// past the caches: nobody needs it soon.  Parts get room a chunk at a time, so
// that nobody has to count before.  Held by first_runs_test.cc.

#ifndef LIBPROV_PASSAGE_PART_WRITER_H_
#define LIBPROV_PASSAGE_PART_WRITER_H_

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace prov {

// One thread at a time.
class PartWriter {
 public:
  // Words for which `room` has to be made, if there are at most `words`,
  // whatever their parts are.
  static size_t RoomFor(size_t words, size_t parts) {
    return (words / kChunkWords + parts) * kChunkWords;
  }

  // REQUIRES: `room` begins at a line of memory and outlives the writer.
  PartWriter(std::span<uint64_t> room, size_t parts)
      : room_(room), lines_(parts), sizes_(parts), parts_(parts) {}

  // REQUIRES: part < parts; there is room.
  void Add(size_t part, uint64_t word) {
    Line& line = lines_[part];
    uint8_t& size = sizes_[part];
    line.words[size++] = word;
    if (size < kLineWords) return;
    WriteLine(line, size, parts_[part]);
    size = 0;
  }

  // After the last word.
  void FlushAll() {
    for (size_t part = 0; part < parts_.size(); ++part) {
      if (sizes_[part] > 0) WriteLine(lines_[part], sizes_[part], parts_[part]);
    }
    hwy::FlushStream();
    lines_ = {};
  }

  // Appends what the part has.  REQUIRES: FlushAll() has been called.
  void AppendChunks(size_t part,
                    std::vector<std::span<const uint64_t>>& chunks) const {
    size_t left = parts_[part].size;
    for (const uint64_t* const chunk : parts_[part].chunks) {
      chunks.emplace_back(chunk, std::min(left, kChunkWords));
      left -= chunks.back().size();
    }
  }

 private:
  static constexpr size_t kLineWords = 8;  // 64 bytes.
  static constexpr size_t kChunkWords = 256;

  struct alignas(64) Line {
    uint64_t words[kLineWords];
  };

  struct Part {
    uint64_t* next = nullptr;
    uint64_t* chunk_end = nullptr;
    size_t size = 0;
    std::vector<const uint64_t*> chunks;
  };

  void WriteLine(const Line& line, size_t size, Part& part) {
    if (part.next == part.chunk_end) {
      part.next = room_.data();
      part.chunk_end = part.next + kChunkWords;
      part.chunks.push_back(part.next);
      room_ = room_.subspan(kChunkWords);
    }
    namespace hn = hwy::HWY_NAMESPACE;
    const hn::CappedTag<uint64_t, kLineWords> d;
    for (size_t i = 0; i < kLineWords; i += hn::Lanes(d)) {
      hn::Stream(hn::Load(d, line.words + i), d, part.next + i);
    }
    part.next += kLineWords;
    part.size += size;
  }

  std::span<uint64_t> room_;  // Not given to a part yet.
  std::vector<Line> lines_;
  std::vector<uint8_t> sizes_;  // Of lines.
  std::vector<Part> parts_;
};

}  // namespace prov

#endif  // LIBPROV_PASSAGE_PART_WRITER_H_
