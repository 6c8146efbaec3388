// Matches as findings: one prov.match/1 line a pair, in the order of the keys
// (a, b), a before b byte by byte.

#ifndef LIBPROV_MATCH_MATCH_FILE_H_
#define LIBPROV_MATCH_MATCH_FILE_H_

#include <string>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/document_table.h"
#include "libprov/corpus/findings.h"
#include "libprov/match/find_matches.h"
#include "libprov/match/match.h"

namespace prov {

// The prov.match/1 line, without "\n".
std::string MatchLine(const DocumentTable& documents, const Match& match);

struct MatchFile {
  RunFacts run;
  // As FindSetMatches() gives them: documents of equal sets are twins.
  SetMatches matches;
};

// Reads what prov-match wrote about these documents.  DataLoss with the place
// of a key that is none of theirs.
absl::StatusOr<MatchFile> ReadMatches(const std::string& path,
                                      const DocumentTable& documents,
                                      const MemoryBudget& memory = {});

}  // namespace prov

#endif  // LIBPROV_MATCH_MATCH_FILE_H_
