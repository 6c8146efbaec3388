// Is every single changed bit of a ledger seen?  Makes one of 1,000 entries,
// two of them objects and one withdrawn, changes each bit of entries.jsonl in
// turn and asks VerifyLedger(); and so each bit of the two objects, in ledgers
// of their own that have little else to verify.  Prints how many there were;
// bits that were not seen are named, and the exit status is 1.
//
//   ledger_bits [STEP]    every bit, or every STEP-th; minutes for all of them
//
// Each core works on a copy of its own in TMPDIR.

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/base/parallel.h"
#include "libprov/ledger/ledger.h"
#include "libprov/ledger/record.h"
#include "libprov/store/file_io.h"

namespace {

namespace fs = std::filesystem;

constexpr size_t kEntries = 1000;
constexpr size_t kObjectBytes = prov::kMaxEntryBytes + 1;
constexpr uint64_t kWithdrawn = 500;
constexpr size_t kBitsPerPiece = 4096;

// Flips one bit of a file; again, and it is as it was.
absl::Status Flip(int fd, const std::string& path, size_t bit) {
  char byte = 0;
  if (prov::ReadAt(fd, bit / 8, {&byte, 1}) == 1) {
    byte = static_cast<char>(byte ^ 1 << bit % 8);
    if (prov::WriteAt(fd, bit / 8, {&byte, 1}) == 0) return absl::OkStatus();
  }
  return absl::InternalError(path + ": cannot change a bit");
}

// A line of `size` bytes.
std::string Quote(size_t number, size_t size) {
  std::string line = absl::StrFormat(
      "{\"schema\":\"prov.quote/1\",\"quote\":\"q%d\",\"text\":\"", number);
  while (line.size() + 2 < size) {
    line.push_back(static_cast<char>('a' + line.size() * number % 26));
  }
  return line + "\"}";
}

absl::Status RecordLines(const std::string& ledger,
                         const std::vector<std::string>& lines) {
  const std::string findings = ledger + ".findings";
  std::ofstream out(findings, std::ios::binary);
  out << "{\"schema\":\"prov.run/1\",\"tool\":\"prov-quotes\",\"version\":"
         "\"0\",\"parameters\":{},\"inputs\":[]}\n";
  for (const std::string& line : lines) out << line << '\n';
  out.close();
  return prov::Record(ledger, {findings}, {}).status();
}

// Whether VerifyLedger() sees changes of one file of a ledger.
class BitChecks {
 public:
  BitChecks(std::string ledger, size_t step)
      : ledger_(std::move(ledger)), step_(step) {}

  // `file` is its path in the ledger.
  absl::Status Check(const std::string& file) {
    for (unsigned worker = 0; worker < threads_; ++worker) {
      fs::copy(ledger_, CopyOf(worker), fs::copy_options::recursive);
    }
    const size_t bits = 8 * fs::file_size(ledger_ + "/" + file);
    const size_t changes = (bits + step_ - 1) / step_;
    const size_t pieces = (changes + kBitsPerPiece - 1) / kBitsPerPiece;
    PROV_RETURN_IF_ERROR(prov::ParallelFor(
        pieces, threads_, [&](size_t piece, unsigned worker) -> absl::Status {
          const size_t begin = piece * kBitsPerPiece;
          return CheckBits(CopyOf(worker), file, begin,
                           std::min(begin + kBitsPerPiece, changes));
        }));
    std::printf("%s: %zu of %zu bits changed, each alone\n", file.c_str(),
                changes, bits);
    std::fflush(stdout);
    return absl::OkStatus();
  }

  size_t unseen() const { return unseen_; }

 private:
  std::string CopyOf(unsigned worker) const {
    return absl::StrFormat("%s.%d", ledger_, worker);
  }

  absl::Status CheckBits(const std::string& ledger, const std::string& file,
                         size_t begin, size_t end) {
    const std::string path = ledger + "/" + file;
    const prov::UniqueFd fd = prov::OpenAt(AT_FDCWD, path, O_RDWR);
    for (size_t i = begin; i < end; ++i) {
      PROV_RETURN_IF_ERROR(Flip(fd.get(), path, i * step_));
      PROV_ASSIGN_OR_RETURN(const bool holds, Holds(ledger));
      if (holds) NoteUnseen(file, i * step_);
      PROV_RETURN_IF_ERROR(Flip(fd.get(), path, i * step_));
    }
    PROV_ASSIGN_OR_RETURN(const bool holds, Holds(ledger));
    if (holds) return absl::OkStatus();
    return absl::InternalError(ledger + ": is not what it was before");
  }

  static absl::StatusOr<bool> Holds(const std::string& ledger) {
    PROV_ASSIGN_OR_RETURN(const prov::LedgerReport report,
                          prov::VerifyLedger(ledger, {}));
    return report.problems.empty();
  }

  void NoteUnseen(const std::string& file, size_t bit) {
    const std::lock_guard lock(mutex_);
    ++unseen_;
    std::printf("%s: bit %zu is not seen\n", file.c_str(), bit);
  }

  const std::string ledger_;
  const size_t step_;
  const unsigned threads_ = prov::AvailableCores();
  std::mutex mutex_;  // Guards what follows.
  size_t unseen_ = 0;
};

// The number of bits that were not seen.
absl::StatusOr<size_t> CheckEntries(const std::string& ledger, size_t step) {
  std::vector<std::string> lines;
  // Before them are prov.record/1 and prov.run/1, behind them the withdrawal.
  for (size_t i = 2; i + 1 < kEntries; ++i) {
    lines.push_back(Quote(i, i % 400 == 0 ? kObjectBytes : 50 + i % 21));
  }
  PROV_RETURN_IF_ERROR(RecordLines(ledger, lines));
  PROV_RETURN_IF_ERROR(
      prov::Withdraw(ledger, kWithdrawn, {.reason = "an order"}).status());
  PROV_ASSIGN_OR_RETURN(const prov::LedgerReport report,
                        prov::VerifyLedger(ledger, {}));
  std::printf("a ledger of %zu entries, %zu objects, %zu withdrawn\n",
              report.checkpoint->size, report.objects, report.withdrawn);
  BitChecks checks(ledger, step);
  PROV_RETURN_IF_ERROR(checks.Check("entries.jsonl"));
  return checks.unseen();
}

absl::StatusOr<size_t> CheckObject(const std::string& ledger, size_t number,
                                   size_t step) {
  const std::string line = Quote(number, kObjectBytes);
  PROV_RETURN_IF_ERROR(RecordLines(ledger, {line}));
  const std::string path =
      prov::ObjectPath(ledger, prov::Hex(prov::Sha256(line)));
  BitChecks checks(ledger, step);
  PROV_RETURN_IF_ERROR(checks.Check(path.substr(ledger.size() + 1)));
  return checks.unseen();
}

absl::StatusOr<size_t> CheckAll(const std::string& folder, size_t step) {
  PROV_ASSIGN_OR_RETURN(size_t unseen, CheckEntries(folder + "/entries", step));
  for (const size_t number : {size_t{400}, size_t{800}}) {
    PROV_ASSIGN_OR_RETURN(
        const size_t of_object,
        CheckObject(absl::StrFormat("%s/%d", folder, number), number, step));
    unseen += of_object;
  }
  return unseen;
}

}  // namespace

int main(int argc, char** argv) {
  const size_t step =
      argc > 1 ? std::max(1UL, std::strtoul(argv[1], nullptr, 10)) : 1;
  const std::string folder =
      fs::temp_directory_path() / ("ledger_bits_" + std::to_string(getpid()));
  fs::create_directories(folder);
  const auto begin = std::chrono::steady_clock::now();
  const absl::StatusOr<size_t> unseen = CheckAll(folder, step);
  fs::remove_all(folder);
  if (!unseen.ok()) {
    std::fprintf(stderr, "ledger_bits: %s\n",
                 std::string(unseen.status().message()).c_str());
    return 2;
  }
  const std::chrono::duration<double> seconds =
      std::chrono::steady_clock::now() - begin;
  std::printf("%zu changes were not seen (%.0f s)\n", *unseen, seconds.count());
  return *unseen == 0 ? 0 : 1;
}
