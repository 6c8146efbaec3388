// Any documents, and any bytes as the passages or clusters that were found in
// them: refused with the file, or traced to chains that an audit of the same
// documents confirms.
//
// Two parts divided by a zero byte: the documents, the findings.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/chain/audit.h"
#include "libprov/chain/chain_file.h"
#include "libprov/chain/trace_findings.h"
#include "libprov/corpus/corpus.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"

namespace {

void CheckChain(std::string line, prov::ChainAuditor& auditor) {
  const size_t size = line.size();
  line.append(prov::kJsonPadding, ' ');
  prov::JsonReader reader;
  const auto chain = reader.Parse(std::string_view(line).substr(0, size));
  Require(chain.ok());
  const auto audited = auditor.Audit(*chain);
  Require(audited.ok() && audited->refuted.empty());
}

void CheckTraced(const std::string& documents, const std::string& findings,
                 prov::Subject subject) {
  auto corpus = prov::Corpus::Open({documents});
  if (!corpus.ok()) return;
  const auto everything = [](const prov::DocumentTable&, prov::DocumentId) {
    return true;
  };
  const auto traced =
      prov::TraceFindings(*corpus, {}, findings, subject, everything);
  if (!traced.ok()) {
    Require(Names(traced.status(), findings) ||
            Names(traced.status(), documents));
    return;
  }
  prov::ChainAuditor auditor(*corpus);
  for (const prov::Chain& chain : traced->chains) {
    CheckChain(prov::ChainLine(chain, traced->coverage), auditor);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view documents = NextPart(rest);
  if (IsCompressed(documents) || IsCompressed(rest)) return 0;
  const MemoryFile documents_file(documents);
  const MemoryFile findings_file(rest);
  CheckTraced(documents_file.path(), findings_file.path(),
              prov::Subject::kPassage);
  CheckTraced(documents_file.path(), findings_file.path(),
              prov::Subject::kDocument);
  return 0;
}
