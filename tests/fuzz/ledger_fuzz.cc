// Any lines as the entries of a ledger whose checkpoint fits them: it verifies,
// or what is wrong is said; whatever can be asked of it is answered or refused;
// and one that verifies proves its entries and grows.

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/ledger/export.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/prove.h"
#include "libprov/ledger/query.h"
#include "libprov/ledger/record.h"
#include "libprov/ledger/show.h"
#include "tests/fuzz/memory_file.h"

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRun =
    R"({"schema":"prov.run/1","tool":"prov-quotes","version":"0",)"
    R"("parameters":{},"inputs":[]})"
    "\n";

// A folder that is there as long as the process is.
class Folder {
 public:
  Folder()
      : path_((fs::is_directory("/dev/shm") ? fs::path("/dev/shm")
                                            : fs::temp_directory_path()) /
              ("ledger_fuzz." + std::to_string(getpid()))) {}
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  // Empty, and there.
  std::string Fresh() const {
    fs::remove_all(path_);
    fs::create_directories(path_);
    return path_.string();
  }

 private:
  fs::path path_;
};

void Spit(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary);
  out << bytes;
  Require(out.good());
}

// Returns how many entries it has.
uint64_t WriteLedger(const std::string& folder, std::string_view lines) {
  std::vector<prov::MerkleHash> leaves;
  for (std::string_view rest = lines; !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    leaves.push_back(prov::HashOfLine(line));
    rest.remove_prefix(line.size() + 1);
  }
  prov::Checkpoint checkpoint{.origin = "fuzz", .size = leaves.size()};
  checkpoint.root = prov::RootOf(leaves);
  Spit(prov::EntriesPath(folder), lines);
  Spit(prov::CheckpointPath(folder), checkpoint.ToNote());
  return leaves.size();
}

void Ask(const std::string& ledger, uint64_t entries) {
  (void)prov::LedgerText(ledger, 1);
  for (uint64_t entry = 0; entry < entries; ++entry) {
    (void)prov::EntryText(ledger, entry, 1);
  }
  for (const auto format :
       {prov::ExportFormat::kProvJson, prov::ExportFormat::kProvJsonLd,
        prov::ExportFormat::kProvN, prov::ExportFormat::kWebAnnotation,
        prov::ExportFormat::kDot}) {
    (void)prov::ExportLedger(ledger, format, prov::ExportTexts::kYes, 1);
  }
  (void)prov::QueryLedger(
      ledger, {.words = "gates"}, 1,
      [](const prov::LedgerHit&) { return absl::OkStatus(); });
}

void CheckProofs(const std::string& ledger, uint64_t entries) {
  for (uint64_t entry = 0; entry < entries; ++entry) {
    const auto proof = prov::ProveEntry(ledger, entry, 1);
    Require(proof.ok() && prov::CheckProof(*proof, {}).empty());
  }
}

void CheckGrowth(const std::string& ledger, const prov::Checkpoint& older) {
  const MemoryFile findings(kRun);
  const auto recorded = prov::Record(ledger, {findings.path()}, {});
  if (!recorded.ok()) return;
  Require(recorded->checkpoint.size >= older.size);
  const auto report = prov::VerifyLedger(ledger, {.against = older});
  Require(report.ok() && report->problems.empty());
  const auto growth = prov::ProveGrowth(ledger, older, 1);
  Require(growth.ok() && prov::CheckProof(*growth, {}).empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const Folder folder;
  std::string_view lines(reinterpret_cast<const char*>(data), size);
  lines = lines.substr(0, lines.rfind('\n') + 1);
  const std::string ledger = folder.Fresh();
  const uint64_t entries = WriteLedger(ledger, lines);
  const auto report = prov::VerifyLedger(ledger, {});
  if (report.ok()) {
    for (const std::string& problem : report->problems) {
      Require(!problem.empty());
    }
  }
  Ask(ledger, entries);
  if (report.ok() && report->problems.empty()) {
    Require(report->checkpoint.has_value());
    CheckProofs(ledger, entries);
    CheckGrowth(ledger, *report->checkpoint);
  }
  return 0;
}
