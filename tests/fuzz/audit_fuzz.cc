// Any documents, and any bytes as chains of them: refused, or audited, and what
// is said of each is a line that reads back.
//
// Two parts divided by a zero byte: the documents, the chains.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/chain/audit.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/documents.h"
#include "libprov/corpus/findings.h"
#include "tests/fuzz/input_parts.h"
#include "tests/fuzz/memory_file.h"

namespace {

void CheckAudited(const prov::AuditedChain& audited) {
  std::string line = prov::AuditLine(audited);
  const size_t size = line.size();
  line.append(prov::kJsonPadding, ' ');
  prov::JsonReader reader;
  const auto said = reader.Parse(std::string_view(line).substr(0, size));
  Require(said.ok() && said->String("chain").value_or("?") == audited.chain);
  Require(said->Array("refuted")->size() == audited.refuted.size());
  for (const std::string& refuted : audited.refuted) Require(!refuted.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view rest(reinterpret_cast<const char*>(data), size);
  const std::string_view documents = NextPart(rest);
  if (IsCompressed(documents) || IsCompressed(rest)) return 0;
  const MemoryFile documents_file(documents);
  auto corpus = prov::Corpus::Open({documents_file.path()});
  if (!corpus.ok() || !prov::ScanDocuments(*corpus, {}).ok()) return 0;
  prov::ChainAuditor auditor(*corpus);
  const MemoryFile chains_file(rest);
  const auto read = prov::ForEachFinding(
      chains_file.path(),
      [&](std::string_view schema,
          const prov::JsonObject& line) -> absl::Status {
        if (schema != "prov.chain/1") return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const prov::AuditedChain audited,
                              auditor.Audit(line));
        CheckAudited(audited);
        return absl::OkStatus();
      });
  Require(read.ok() || Names(read, chains_file.path()));
  return 0;
}
