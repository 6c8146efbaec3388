#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "libprov/ledger/ledger.h"
#include "libprov/ledger/prove.h"
#include "libprov/ledger/record.h"

namespace prov {
namespace {

namespace fs = std::filesystem;

constexpr char kRun[] =
    "{\"schema\":\"prov.run/1\",\"tool\":\"prov-quotes\",\"version\":\"0\","
    "\"parameters\":{},\"inputs\":[]}\n";

std::string Slurp(const std::string& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

void Spit(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

// A line that is just too long for an entry.
std::string ObjectLine() {
  std::string line = "{\"schema\":\"prov.quote/1\",\"text\":\"";
  while (line.size() < kMaxEntryBytes) line.append("text ");
  return line + "\"}";
}

// A folder of its own for each test.
class VerifyLedgerTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = ::testing::TempDir() + "verify_ledger_" +
              ::testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    ledger_ = folder_ + "/ledger";
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Findings(const std::string& name, size_t count,
                       const std::string& text) {
    std::string bytes = kRun;
    for (size_t i = 0; i < count; ++i) {
      bytes += "{\"schema\":\"prov.quote/1\",\"text\":\"" + text +
               std::to_string(i) + "\"}\n";
    }
    Spit(folder_ + "/" + name, bytes);
    return folder_ + "/" + name;
  }

  absl::StatusOr<Recorded> RecordFile(const std::string& path,
                                      LedgerRunOptions options = {}) {
    return Record(ledger_, {path}, options);
  }

  // The problems that are seen.
  std::vector<std::string> Problems(const VerifyOptions& options = {}) {
    const auto report = VerifyLedger(ledger_, options);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? report->problems : std::vector<std::string>{};
  }

  std::string folder_;
  std::string ledger_;
};

// A file of which one bit at a time is another.
class ChangedBits {
 public:
  explicit ChangedBits(const std::string& path)
      : bytes_(Slurp(path)),
        file_(path, std::ios::binary | std::ios::in | std::ios::out) {}

  size_t size() const { return 8 * bytes_.size(); }
  void Change(size_t bit) { Put(bit, static_cast<char>(1 << bit % 8)); }
  void Restore(size_t bit) { Put(bit, 0); }

 private:
  void Put(size_t bit, char change) {
    file_.seekp(static_cast<std::streamoff>(bit / 8));
    file_.put(static_cast<char>(bytes_[bit / 8] ^ change)).flush();
  }

  const std::string bytes_;
  std::fstream file_;
};

// bench/ledger_bits goes through every bit; here it is one in a few, in steps
// that take each bit of a byte and each byte of a line.
TEST_F(VerifyLedgerTest, ChangedBitsOfALongLogAreSeen) {
  ASSERT_TRUE(RecordFile(Findings("a", 998, "t")).ok());
  ASSERT_TRUE(Problems().empty());
  ChangedBits log(EntriesPath(ledger_));
  for (size_t bit = 0; bit < log.size(); bit += 307) {
    log.Change(bit);
    EXPECT_FALSE(Problems().empty()) << "bit " << bit;
    log.Restore(bit);
  }
  EXPECT_TRUE(Problems().empty());
}

// With an object, and with a text that was withdrawn.
TEST_F(VerifyLedgerTest, EveryChangedBitOfAShortLogIsSeen) {
  Spit(folder_ + "/long", std::string(kRun) + ObjectLine() + "\n");
  ASSERT_TRUE(RecordFile(folder_ + "/long").ok());
  ASSERT_TRUE(RecordFile(Findings("a", 20, "t")).ok());
  ASSERT_TRUE(Withdraw(ledger_, 9, {.reason = "an order"}).ok());
  ASSERT_TRUE(Problems().empty());
  ASSERT_EQ(VerifyLedger(ledger_, {})->objects, 1u);
  ASSERT_EQ(VerifyLedger(ledger_, {})->withdrawn, 1u);
  ChangedBits log(EntriesPath(ledger_));
  for (size_t bit = 0; bit < log.size(); ++bit) {
    log.Change(bit);
    EXPECT_FALSE(Problems().empty()) << "bit " << bit;
    log.Restore(bit);
  }
  EXPECT_TRUE(Problems().empty());
}

TEST_F(VerifyLedgerTest, EveryCutAndEveryBitOfTheCheckpointIsSeen) {
  ASSERT_TRUE(RecordFile(Findings("a", 3, "t")).ok());
  const std::string path = EntriesPath(ledger_);
  const std::string log = Slurp(path);
  for (size_t size = 0; size < log.size(); ++size) {
    Spit(path, log.substr(0, size));
    EXPECT_FALSE(Problems().empty()) << "cut to " << size;
  }
  const std::string note = Slurp(CheckpointPath(ledger_));
  Spit(path, log);
  for (size_t bit = 0; bit < 8 * note.size(); ++bit) {
    std::string other = note;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    Spit(CheckpointPath(ledger_), other);
    // A name may change into another name: that no signature protects.
    const auto parsed = ParseCheckpoint(other);
    EXPECT_TRUE(!Problems().empty() ||
                parsed->origin != ParseCheckpoint(note)->origin)
        << "bit " << bit;
  }
}

TEST_F(VerifyLedgerTest, ChangedBitsOfAnObjectAreSeen) {
  const std::string line = ObjectLine();
  Spit(folder_ + "/long", std::string(kRun) + line + "\n");
  ASSERT_TRUE(RecordFile(folder_ + "/long").ok());
  const std::string path = ObjectPath(ledger_, Hex(Sha256(line)));
  ASSERT_EQ(Slurp(path), line);
  ASSERT_TRUE(Problems().empty());
  ChangedBits object(path);
  for (size_t bit = 0; bit < object.size(); bit += 307) {
    object.Change(bit);
    EXPECT_FALSE(Problems().empty()) << "bit " << bit;
    object.Restore(bit);
  }
  EXPECT_TRUE(Problems().empty());
  fs::remove(path);
  EXPECT_FALSE(Problems().empty());
}

TEST_F(VerifyLedgerTest, AnEarlierStateIsSeenOnlyAgainstALaterCheckpoint) {
  const auto first = RecordFile(Findings("a", 5, "t"));
  const std::string log = Slurp(EntriesPath(ledger_));
  const std::string note = Slurp(CheckpointPath(ledger_));
  const auto second = RecordFile(Findings("b", 5, "u"));
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_TRUE(Problems({.against = first->checkpoint}).empty());
  EXPECT_TRUE(Problems({.against = second->checkpoint}).empty());
  Spit(EntriesPath(ledger_), log);
  Spit(CheckpointPath(ledger_), note);
  EXPECT_TRUE(Problems().empty());
  EXPECT_FALSE(Problems({.against = second->checkpoint}).empty());
}

// What stands behind the entries that count means nothing.
TEST_F(VerifyLedgerTest, WhatAKilledRunLeftIsNoDamage) {
  ASSERT_TRUE(RecordFile(Findings("a", 5, "t")).ok());
  const std::string log = Slurp(EntriesPath(ledger_));
  for (const std::string tail : {"{\"schema\":\"pro", "{}\n{}\n", "\n"}) {
    Spit(EntriesPath(ledger_), log + tail);
    EXPECT_TRUE(Problems().empty()) << tail;
    const auto report = VerifyLedger(ledger_, {});
    EXPECT_EQ(report->notes.size(), 1u);
  }
  const auto next = RecordFile(Findings("b", 2, "u"));
  ASSERT_TRUE(next.ok());
  EXPECT_EQ(next->removed_bytes, 1u);
  EXPECT_TRUE(Problems().empty());
  EXPECT_TRUE(Slurp(EntriesPath(ledger_)).starts_with(log + "{\"schema"));
  EXPECT_TRUE(VerifyLedger(ledger_, {})->notes.empty());
}

TEST_F(VerifyLedgerTest, NothingIsAppendedToADamagedLedger) {
  ASSERT_TRUE(RecordFile(Findings("a", 5, "t")).ok());
  std::string log = Slurp(EntriesPath(ledger_));
  log[log.size() / 2] ^= 1;
  Spit(EntriesPath(ledger_), log);
  const auto next = RecordFile(Findings("b", 2, "u"));
  EXPECT_TRUE(absl::IsDataLoss(next.status())) << next.status();
  EXPECT_EQ(Slurp(EntriesPath(ledger_)), log);
}

TEST_F(VerifyLedgerTest, FindingsThatAreThereAreNotRecordedAgain) {
  const std::string a = Findings("a", 5, "t");
  const std::string b = Findings("b", 5, "u");
  ASSERT_TRUE(RecordFile(a).ok());
  ASSERT_TRUE(RecordFile(b).ok());
  const std::string log = Slurp(EntriesPath(ledger_));
  for (const std::string& path : {a, b}) {
    const auto again = RecordFile(path);
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->files[0].was_recorded);
    EXPECT_EQ(again->files[0].first_entry, path == a ? 0u : 7u);
  }
  EXPECT_EQ(Slurp(EntriesPath(ledger_)), log);
  // Nor where the text of one was withdrawn since.
  ASSERT_TRUE(Withdraw(ledger_, 3, {}).ok());
  EXPECT_TRUE(RecordFile(a)->files[0].was_recorded);
  // Findings of the same size are others.
  EXPECT_FALSE(RecordFile(Findings("c", 5, "v"))->files[0].was_recorded);
  EXPECT_TRUE(Problems().empty());
}

TEST_F(VerifyLedgerTest, WithdrawingKeepsTheRootAndIsFinishedByTheNextRun) {
  ASSERT_TRUE(RecordFile(Findings("a", 5, "secret")).ok());
  const std::string before = Slurp(EntriesPath(ledger_));
  const auto checkpoint = Withdraw(ledger_, 3, {.reason = "an order"});
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(Slurp(EntriesPath(ledger_)).find("secret1"), std::string::npos);
  EXPECT_TRUE(Problems().empty());
  EXPECT_EQ(VerifyLedger(ledger_, {})->withdrawn, 1u);
  EXPECT_TRUE(ProveEntry(ledger_, 3, 1).ok());
  // Killed before the text was taken out: the old lines and the new one.
  const std::string after = Slurp(EntriesPath(ledger_));
  const std::string said = after.substr(after.rfind("{\"schema"));
  Spit(EntriesPath(ledger_), before + said);
  EXPECT_TRUE(Problems().empty());
  EXPECT_EQ(VerifyLedger(ledger_, {})->notes.size(), 1u);
  const auto again = Withdraw(ledger_, 3, {});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->root, checkpoint->root);
  EXPECT_EQ(Slurp(EntriesPath(ledger_)), after);
  EXPECT_FALSE(Withdraw(ledger_, 0, {}).ok());
  EXPECT_FALSE(Withdraw(ledger_, 99, {}).ok());
}

TEST_F(VerifyLedgerTest, AnObjectOfTwoEntriesIsWithdrawnOnce) {
  const std::string line = "{\"schema\":\"prov.quote/1\",\"text\":\"" +
                           std::string(70000, 'x') + "\"}\n";
  Spit(folder_ + "/long", std::string(kRun) + line + line);
  ASSERT_TRUE(RecordFile(folder_ + "/long").ok());
  ASSERT_TRUE(Withdraw(ledger_, 2, {}).ok());
  EXPECT_TRUE(Problems().empty());
  EXPECT_EQ(VerifyLedger(ledger_, {})->withdrawn, 2u);
}

// As another program could write it: root and checkpoint are right.
TEST_F(VerifyLedgerTest, EntriesUnderNoRecordAreRefused) {
  const auto problems_of = [this](const std::vector<std::string>& lines) {
    std::string log;
    std::vector<MerkleHash> leaves;
    for (const std::string& line : lines) {
      log += line + "\n";
      leaves.push_back(HashOfLine(line));
    }
    Checkpoint checkpoint{.origin = "news", .size = leaves.size()};
    checkpoint.root = RootOf(leaves);
    fs::create_directories(ledger_);
    Spit(EntriesPath(ledger_), log);
    Spit(CheckpointPath(ledger_), checkpoint.ToNote());
    return Problems();
  };
  ASSERT_TRUE(RecordFile(Findings("a", 1, "t")).ok());
  ASSERT_TRUE(Withdraw(ledger_, 2, {}).ok());
  std::istringstream log(Slurp(EntriesPath(ledger_)));
  std::vector<std::string> lines;
  for (std::string line; std::getline(log, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 4u);
  EXPECT_TRUE(problems_of(lines).empty());
  const std::string finding = lines[1];
  const auto is_stray = [&](size_t entry) {
    const std::vector<std::string> problems = problems_of(lines);
    return problems.size() == 1 &&
           problems[0].find("entries.jsonl:" + std::to_string(entry + 1) +
                            ": stands under no prov.record/1") !=
               std::string::npos;
  };
  lines.insert(lines.begin() + 4, finding);
  EXPECT_TRUE(is_stray(4));
  lines.push_back(lines[0]);
  EXPECT_TRUE(is_stray(4));
  lines = {finding, lines[0]};
  EXPECT_TRUE(is_stray(0));
  lines = {finding};
  EXPECT_TRUE(is_stray(0));
}

TEST_F(VerifyLedgerTest, KeysThatSignedAreKnown) {
  const SigningKey key = *SigningKey::Generate("news");
  const SigningKey other = *SigningKey::Generate("news");
  LedgerRunOptions options;
  options.writer.key = key;
  ASSERT_TRUE(RecordFile(Findings("a", 5, "t"), options).ok());
  EXPECT_TRUE(Problems({.key = key.verifying_key()}).empty());
  EXPECT_FALSE(Problems({.key = other.verifying_key()}).empty());
  const auto without = RecordFile(Findings("b", 5, "t"));
  EXPECT_TRUE(absl::IsFailedPrecondition(without.status()));
  options.writer.key = other;  // A new key takes over.
  ASSERT_TRUE(RecordFile(Findings("b", 5, "t"), options).ok());
  EXPECT_TRUE(Problems({.key = other.verifying_key()}).empty());
}

}  // namespace
}  // namespace prov
