// What is known to be true of a collection, to be compared with what a tool
// found in it: JSON Lines, one kind of truth a file.
//
//   {"schema":"prov.truth/1","kind":"pairs","documents":61,"floor":0.3000}
//   {"schema":"prov.truth.pair/1","a":"w-17","b":"w-2","jaccard":0.9123}
//
//   {"schema":"prov.truth/1","kind":"clusters","documents":61}
//   {"schema":"prov.truth.cluster/1","cluster":"w-17","members":["w-17","w-2"]}
//
//   {"schema":"prov.truth/1","kind":"passages","documents":61}
//   {"schema":"prov.truth.passage/1","class":"recycled","words":41,
//    "occurrences":[{"id":"w-17","begin":0,"end":233},{"id":"w-2",...}]}
//   {"schema":"prov.truth.compared/1","a":"w-17","b":"w-2","class":"random"}
//
//   {"schema":"prov.truth/1","kind":"quotes","documents":61}
//   {"schema":"prov.truth.quote/1","quote":"q1","id":"w-17","begin":61,"end":99,
//    "words":7,"variant":"identical",
//    "speaker":"Ana Ruiz","speaker_begin":107,"speaker_end":115,
//    "cited":"Coast Radio","cited_begin":121,"cited_end":132,
//    "credited":null}
//   {"schema":"prov.truth.judged/1","id":"w-17","begin":0,"end":140}
//
// Spans are in code points.  `words` may be missing.  prov.truth.compared/1
// lines, if there are any, name all pairs of documents the truth knows of.
//
// Of a quote, `quote` is who said it when: of one name are those that repeat
// the same words.  All but its place may be missing; "cited":null says that no
// outlet is cited for it, "credited":null that its text as a whole is credited
// to none.  Any of several speakers is right that stand as
// "speakers":[{"name":"Ruiz","begin":107,"end":111},...].  prov.truth.judged/1
// lines, if there are any, name all stretches of text the truth speaks of.
//
// Documents are named by their keys.  The first line says what the file covers;
// members and schemas not named here are passed over.

#ifndef LIBPROV_SCORE_TRUTH_FILE_H_
#define LIBPROV_SCORE_TRUTH_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "absl/functional/function_ref.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"

namespace prov {

// The first line.
struct TruthHeader {
  uint64_t documents = 0;
  // Of pairs: every pair at least that similar is listed.  Where it is missing
  // the list is not closed, and a pair it lacks may still be right.
  std::optional<TenThousandths> floor;
};

// Calls `visit` with each line but the first.  Errors are as those of
// ForEachFinding(): DataLoss "path:line: ..." where the first line is no
// prov.truth/1 or one of another kind; "path: ..." where there is no line.
absl::StatusOr<TruthHeader> ForEachTruth(
    const std::string& path, std::string_view kind,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line)>
        visit);

// Only lines of that schema.
absl::StatusOr<TruthHeader> ForEachTruth(
    const std::string& path, std::string_view kind, std::string_view schema,
    absl::FunctionRef<absl::Status(const JsonObject& line)> visit);

// Two documents and the Jaccard similarity of their texts.
struct TruthPair {
  std::string_view a;  // a < b, byte by byte.
  std::string_view b;
  TenThousandths jaccard;
};

// DataLoss also where a is not before b.  A pair listed twice is for the caller
// to see.
absl::StatusOr<TruthHeader> ForEachTruthPair(
    const std::string& path,
    absl::FunctionRef<absl::Status(const TruthPair& pair)> visit);

// Calls `visit` with each member of each cluster; `cluster` counts them from 0.
// DataLoss also where a cluster is empty, or where the clusters do not have as
// many members as the header says there are documents.
absl::StatusOr<TruthHeader> ForEachTruthMember(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view key, uint32_t cluster)>
        visit);

}  // namespace prov

#endif  // LIBPROV_SCORE_TRUTH_FILE_H_
