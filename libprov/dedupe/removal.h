// A record that is to be left out, the one that is kept for it, and what their
// comparison has shown.

#ifndef LIBPROV_DEDUPE_REMOVAL_H_
#define LIBPROV_DEDUPE_REMOVAL_H_

#include <cstdint>
#include <optional>

#include "libprov/base/json_writer.h"
#include "libprov/corpus/document_table.h"
#include "libprov/dedupe/delta.h"
#include "libprov/match/match.h"

namespace prov {

struct Removal {
  DocumentId dropped = 0;
  DocumentId kept = 0;
  MatchKind kind = MatchKind::kNear;
  bool numbers_differ = false;
  bool negations_differ = false;
  TenThousandths similarity{
      0};  // Under containment of the dropped in the kept.
  std::optional<SharedEnds> ends;  // If a splice of them will do.
  uint32_t words_lost = 0;  // Words of the dropped text the kept one lacks.
};

}  // namespace prov

#endif  // LIBPROV_DEDUPE_REMOVAL_H_
