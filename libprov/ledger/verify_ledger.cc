// Held by verify_ledger_test.cc and the test cli/ledger: changed bits, and
// every truncation; bench/ledger_bits changes every bit of entries and objects.

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/ledger/entry.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/ledger_map.h"

namespace prov {
namespace {

// SHA-256 and size of a file; nullopt if it is not there.
struct FileDigest {
  std::string sha256;
  uint64_t size_bytes = 0;
};

absl::StatusOr<FileDigest> DigestOf(const InputBytes& input) {
  constexpr uint64_t kPieceBytes = uint64_t{1} << 20;
  Sha256Stream sha256;
  std::string piece;
  for (uint64_t at = 0; at < input.size_bytes(); at += piece.size()) {
    piece.resize(std::min(kPieceBytes, input.size_bytes() - at));
    PROV_RETURN_IF_ERROR(input.Read(at, piece));
    sha256.Update(piece);
  }
  return FileDigest{Hex(sha256.Finish()), input.size_bytes()};
}

// What is wrong with an object; empty if nothing is.
absl::StatusOr<std::string> CheckObject(const std::string& ledger,
                                        const ObjectEntry& object,
                                        uint64_t entry) {
  const std::string path = ObjectPath(ledger, object.sha256);
  absl::StatusOr<InputBytes> input = InputBytes::Open(path);
  if (absl::IsNotFound(input.status())) {
    return absl::StrFormat(
        "%s: is missing, and entry %d stands for it; get it back from a copy "
        "of the ledger",
        path, entry);
  }
  // Only a changed object can look compressed, and damaged at that.
  if (absl::IsDataLoss(input.status())) {
    return std::string(input.status().message());
  }
  PROV_RETURN_IF_ERROR(input.status());
  PROV_ASSIGN_OR_RETURN(const FileDigest digest, DigestOf(*input));
  if (digest.sha256 == object.sha256 &&
      digest.size_bytes == object.size_bytes) {
    return std::string();
  }
  return absl::StrFormat(
      "%s: does not have the digest that entry %d says: it was changed; get it "
      "back from a copy of the ledger",
      path, entry);
}

// Checks what the hashes cannot: withdrawals and objects.
class OwnLineChecks {
 public:
  OwnLineChecks(const std::string& ledger, const OpenedLedger& opened,
                const LedgerMap& map, LedgerReport& report)
      : ledger_(ledger), opened_(opened), map_(map), report_(report) {}

  absl::Status Run(unsigned threads) {
    CheckWithdrawn();
    return CheckObjects(threads);
  }

 private:
  void CheckWithdrawn() {
    absl::flat_hash_map<uint64_t, EntryKind> kinds;
    for (const OwnLine& own : opened_.scan.own) {
      kinds[own.entry] = own.kind;
      if (own.kind != EntryKind::kWithdrawn) continue;
      const auto found = map_.withdrawn.find(own.entry);
      if (found != map_.withdrawn.end() &&
          found->second.leaf == Hex(HashOfLine(own.line))) {
        ++report_.withdrawn;
        continue;
      }
      report_.problems.push_back(absl::StrFormat(
          "%s:%d: the text of this entry is gone, and no entry says that it "
          "was withdrawn; get it back from a copy of the ledger",
          EntriesPath(ledger_), own.entry + 1));
    }
    for (const auto& [entry, withdrawal] : map_.withdrawn) {
      const auto kind = kinds.find(entry);
      if (kind != kinds.end()) continue;
      report_.notes.push_back(absl::StrFormat(
          "entry %d is withdrawn, and its text is still here: the run was "
          "killed; withdraw it again",
          entry));
    }
  }

  absl::Status CheckObjects(unsigned threads) {
    std::vector<std::pair<uint64_t, ObjectEntry>> objects;
    for (const auto& [entry, object] : map_.objects) {
      if (map_.withdrawn.contains(entry)) {
        ++report_.withdrawn;
      } else {
        objects.emplace_back(entry, object);
      }
    }
    std::vector<std::string> wrong(objects.size());
    PROV_RETURN_IF_ERROR(ParallelFor(
        objects.size(), threads, [&](size_t i, unsigned) -> absl::Status {
          PROV_ASSIGN_OR_RETURN(
              wrong[i],
              CheckObject(ledger_, objects[i].second, objects[i].first));
          return absl::OkStatus();
        }));
    for (std::string& problem : wrong) {
      if (problem.empty()) {
        ++report_.objects;
      } else {
        report_.problems.push_back(std::move(problem));
      }
    }
    return absl::OkStatus();
  }

  const std::string& ledger_;
  const OpenedLedger& opened_;
  const LedgerMap& map_;
  LedgerReport& report_;
};

void CheckAgainst(const OpenedLedger& opened, const Checkpoint& kept,
                  std::vector<std::string>& problems) {
  const Checkpoint& now = opened.checkpoint;
  if (kept.origin != now.origin) {
    problems.push_back(absl::StrFormat(
        "the checkpoint that was kept is of another ledger: its origin is %s, "
        "not %s",
        kept.origin, now.origin));
  } else if (kept.size > now.size) {
    problems.push_back(absl::StrFormat(
        "the checkpoint that was kept counts %d entries, and the ledger has "
        "%d: it was put back to an earlier state",
        kept.size, now.size));
  } else if (opened.roots.Roots().front() != kept.root) {
    problems.push_back(absl::StrFormat(
        "the first %d entries are not those that the checkpoint that was kept "
        "commits to: the ledger was rewritten",
        kept.size));
  }
}

void CheckSigner(const std::string& path, const Checkpoint& checkpoint,
                 const VerifyingKey& key, std::vector<std::string>& problems) {
  switch (SignedBy(key, checkpoint)) {
    case Signed::kByKey:
      break;
    case Signed::kByOthers:
      problems.push_back(absl::StrFormat("%s: is not signed by the key %s",
                                         path, key.ToText()));
      break;
    case Signed::kForged:
      problems.push_back(absl::StrFormat(
          "%s: the signature is said to be of the key %s, and is not", path,
          key.ToText()));
      break;
  }
}

}  // namespace

absl::StatusOr<LedgerReport> VerifyLedger(const std::string& ledger,
                                          const VerifyOptions& options) {
  LedgerReport report;
  std::vector<LeafRange> ranges;
  if (options.against.has_value()) ranges.push_back({0, options.against->size});
  absl::StatusOr<OpenedLedger> opened =
      OpenLedger(ledger, options.threads, ranges);
  if (absl::IsDataLoss(opened.status())) {
    report.problems.emplace_back(opened.status().message());
    return report;
  }
  PROV_RETURN_IF_ERROR(opened.status());
  report.checkpoint = opened->checkpoint;
  const uint64_t tail = opened->log.size_bytes() - opened->scan.end_offset;
  if (tail > 0) {
    report.notes.push_back(absl::StrFormat(
        "%s: %d bytes after the last entry that counts are what a killed run "
        "left; the next one takes them away",
        EntriesPath(ledger), tail));
  }
  const absl::StatusOr<LedgerMap> map = MapLedger(ledger, *opened);
  const absl::Status own =
      map.ok()
          ? OwnLineChecks(ledger, *opened, *map, report).Run(options.threads)
          : map.status();
  if (absl::IsDataLoss(own)) {
    report.problems.emplace_back(own.message());
  } else {
    PROV_RETURN_IF_ERROR(own);
  }
  if (options.against.has_value()) {
    CheckAgainst(*opened, *options.against, report.problems);
  }
  if (options.key.has_value()) {
    CheckSigner(CheckpointPath(ledger), opened->checkpoint, *options.key,
                report.problems);
  }
  return report;
}

}  // namespace prov
