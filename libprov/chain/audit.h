// Whether chains that were written still hold: each is built once more from the
// documents that it names, at the places that it names, and compared.
//
// A chain does not hold where
//
//   - one of its documents is not among those given,
//   - the words are not where it says, or no rule would have taken that place;
//     of whole texts, the headline is that of none of them,
//   - outlet, date, url, speaker or cited outlet of a document are others,
//   - a link, with its direction, relation, probability and evidence, is not
//     what the places give, or one is missing,
//   - the verdict, the first, a rival, or the name of the chain are others.
//
// Its coverage is not looked at, nor whether other documents print the words:
// an archive may grow.

#ifndef LIBPROV_CHAIN_AUDIT_H_
#define LIBPROV_CHAIN_AUDIT_H_

#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/chain/archive_facts.h"
#include "libprov/chain/source_names.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/key_index.h"
#include "libprov/credit/outlet_book.h"

namespace prov {

struct AuditedChain {
  std::string chain;  // Its name.
  // What does not hold, each in words; empty if all does.
  std::vector<std::string> refuted;
};

// One thread at a time.
class ChainAuditor {
 public:
  // REQUIRES: `corpus`, which must outlive this, has been scanned.
  explicit ChainAuditor(const Corpus& corpus);
  ~ChainAuditor();

  // Of a prov.chain/1 line.  InvalidArgument if the line is none; DataLoss if a
  // document cannot be read.
  absl::StatusOr<AuditedChain> Audit(const JsonObject& line);

 private:
  struct Claim;
  absl::StatusOr<std::vector<ChainNode>> Places(
      const Claim& claim, std::vector<std::string>& refuted);
  absl::StatusOr<bool> Rederive(const Claim& claim, AuditedChain& result,
                                std::string& line);

  KeyIndex keys_;
  OutletBook book_;
  SourceNames names_;
  DocumentFacts facts_;
  DocumentReader reader_;
  JsonReader parser_;
};

// The prov.audit/1 line, without "\n".
std::string AuditLine(const AuditedChain& audited);

}  // namespace prov

#endif  // LIBPROV_CHAIN_AUDIT_H_
