// The people and places one story is about.

#ifndef BENCH_NEWSROOM_CAST_H_
#define BENCH_NEWSROOM_CAST_H_

#include <array>
#include <cstdint>

namespace prov_bench {

// Up to six words of a name, numbers into the vocabulary.
struct Name {
  std::array<uint32_t, 6> words{};
  uint32_t size = 0;

  void Add(uint32_t word) { words[size++] = word; }
};

struct Person {
  Name office;
  uint32_t first = 0;
  uint32_t last = 0;
  bool female = false;
};

struct Cast {
  static constexpr size_t kPersons = 6, kOrganisations = 4, kCities = 3;

  std::array<Person, kPersons> persons;
  std::array<Name, kOrganisations> organisations;
  std::array<uint32_t, kCities> cities{};
  uint32_t country = 0;
};

}  // namespace prov_bench

#endif  // BENCH_NEWSROOM_CAST_H_
