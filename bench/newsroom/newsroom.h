// Everything one newsroom draws from: its words, its outlets, its options.

#ifndef BENCH_NEWSROOM_NEWSROOM_H_
#define BENCH_NEWSROOM_NEWSROOM_H_

#include <cstdint>

#include "language.h"
#include "outlet.h"
#include "vocabulary.h"

namespace prov_bench {

struct NewsroomOptions {
  uint64_t seed = 1;
  uint64_t documents = 1000;
  uint32_t wrong_clocks = 100;  // Per mille of the documents.
  uint32_t german_share = 50;   // Per mille of the stories that are not wired.
  bool ocr = false;
  bool delete_first = false;
};

struct Newsroom {
  explicit Newsroom(const NewsroomOptions& wanted);
  Newsroom(const Newsroom&) = delete;
  Newsroom& operator=(const Newsroom&) = delete;

  NewsroomOptions options;
  Vocabulary vocabulary;
  Names names;
  Language english, german;
  World world;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_NEWSROOM_H_
