// Any bytes as matches of five documents: an error that names the file, or
// matches from which clusters can be made that hold together, and whose lines
// read back as they were written.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/cluster/assignment.h"
#include "libprov/match/match_file.h"
#include "tests/fuzz/memory_file.h"

namespace {

// Documents a to e, of two outlets.
const prov::DocumentTable& Documents() {
  static const prov::DocumentTable* const table = [] {
    auto* documents = new prov::DocumentTable;
    for (uint32_t i = 0; i < 5; ++i) {
      documents->Append(
          {.place = {.offset = 10 * i, .length = 9, .line = i + 1},
           .token_count = 100,
           .published = prov::DateFromEpoch(1'900'000'000 - 60 * i),
           .record_hash = i,
           .text_hash = i,
           .tokens_hash = i},
          std::string(1, static_cast<char>('a' + i)), i % 2 == 0 ? "x" : "y");
    }
    return documents;
  }();
  return *table;
}

void CheckClusters(const prov::SetMatches& matches, prov::Linkage linkage) {
  prov::ClusterParams params;
  params.linkage = linkage;
  const auto assignment =
      prov::Assign(Documents(), matches, params, {}, nullptr);
  Require(assignment.ok());
  Require(assignment->kept_for.size() == Documents().size());
  for (const prov::DocumentId kept : assignment->kept_for) {
    Require(kept < Documents().size() && assignment->IsKept(kept));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (IsCompressed(bytes)) return 0;
  const MemoryFile file(bytes);
  const auto read = prov::ReadMatches(file.path(), Documents());
  if (!read.ok()) {
    Require(Names(read.status(), file.path()));
    return 0;
  }
  const size_t n = Documents().size();
  Require(read->matches.twins.leader_of.size() == n);
  for (const prov::DocumentId leader : read->matches.twins.leader_of) {
    Require(leader < n);
  }
  std::string written;
  for (const prov::SetMatch& match : read->matches.matches) {
    Require(match.a < match.b && match.b < n);
    Require(match.shared <= match.size_a && match.shared <= match.size_b);
    written += prov::MatchLine(
                   Documents(),
                   {.a = match.a, .b = match.b, .overlap = match.overlap()}) +
               "\n";
  }
  const MemoryFile copy(written);
  const auto again = prov::ReadMatches(copy.path(), Documents());
  Require(again.ok() &&
          again->matches.matches.size() == read->matches.matches.size());
  CheckClusters(read->matches, prov::Linkage::kStar);
  CheckClusters(read->matches, prov::Linkage::kComponents);
  return 0;
}
