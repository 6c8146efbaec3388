#include "libprov/corpus/corpus.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "libprov/corpus/block_scan.h"
#include "libprov/corpus/documents.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

// One line of an input, whatever became of it.
struct Row {
  size_t input = 0;
  uint64_t offset = 0;
  uint64_t length = 0;
  uint64_t line = 0;
  bool carriage_return = false;
  std::string id;  // Empty for a reject.
  std::string text = {};
  std::string outlet = {};

  friend bool operator==(const Row&, const Row&) = default;
};

std::ostream& operator<<(std::ostream& out, const Row& row) {
  return out << row.input << ":" << row.line << "@" << row.offset << "+"
             << row.length << (row.carriage_return ? " cr " : " ") << row.id;
}

// What a scan leaves behind.
struct Scanned {
  std::vector<Row> documents;
  std::vector<Row> rejects;
  std::vector<uint16_t> payload;
  std::vector<size_t> firsts;
  std::vector<Sha256Digest> digests;
};

absl::StatusOr<Scanned> Scan(const std::vector<std::string>& paths,
                             ScanOptions options) {
  Scanned scanned;
  PROV_ASSIGN_OR_RETURN(Corpus corpus, Corpus::Open(paths));
  size_t taken = 0;
  PROV_RETURN_IF_ERROR(corpus.Scan(
      options,
      [&](const Document& document, unsigned worker,
          std::vector<uint16_t>& payload) {
        EXPECT_LT(worker, options.threads);
        payload.push_back(static_cast<uint16_t>(document.text.size()));
        payload.push_back(static_cast<uint16_t>(Hash64(document.text)));
        return Measured{
            .token_count = static_cast<uint32_t>(document.text.size()),
            .tokens_hash = Hash64(document.text, 1)};
      },
      [&](size_t documents, std::vector<uint16_t> payload) {
        EXPECT_EQ(payload.size(), 2 * documents);
        taken += documents;
        scanned.payload.insert(scanned.payload.end(), payload.begin(),
                               payload.end());
      }));
  EXPECT_EQ(taken, corpus.documents().size());
  DocumentReader reader(corpus);
  for (DocumentId d = 0; d < corpus.documents().size(); ++d) {
    const DocumentRow& row = corpus.documents()[d];
    PROV_ASSIGN_OR_RETURN(const Document document, reader.Read(d));
    EXPECT_EQ(reader.record().size(), row.place.length);
    EXPECT_EQ(row.record_hash, Hash64(reader.record()));
    EXPECT_EQ(row.text_hash, Hash64(document.text));
    EXPECT_EQ(row.token_count, document.text.size());
    EXPECT_EQ(row.tokens_hash, Hash64(document.text, 1));
    EXPECT_EQ(corpus.documents().outlet(d), document.outlet);
    scanned.documents.push_back(
        {row.place.input, row.place.offset, row.place.length, row.place.line,
         row.ends_with_carriage_return, std::string(document.id),
         std::string(document.text), std::string(document.outlet)});
  }
  for (const Rejected& rejected : corpus.rejects()) {
    scanned.rejects.push_back({rejected.place.input, rejected.place.offset,
                               rejected.length_bytes, rejected.place.line,
                               rejected.ends_with_carriage_return, ""});
  }
  for (size_t i = 0; i <= paths.size(); ++i) {
    scanned.firsts.push_back(corpus.first_document(i));
  }
  scanned.digests.assign(corpus.record_digests().begin(),
                         corpus.record_digests().end());
  return scanned;
}

// Writes inputs and remembers, line by line, what a scan has to find.
class Inputs {
 public:
  void Begin(std::string_view bytes = "") {
    bytes_.emplace_back(bytes);
    line_ = 0;
    expected_.firsts.push_back(expected_.documents.size());
  }
  void AddRecord(const Record& record, std::string_view ending) {
    const std::string json = ToJson(record);
    Row row = Add(json, ending);
    row.id = record.id;
    row.text = record.text;
    row.outlet = record.outlet;
    expected_.documents.push_back(row);
    expected_.digests.push_back(Sha256(json));
    expected_.payload.push_back(static_cast<uint16_t>(record.text.size()));
    expected_.payload.push_back(static_cast<uint16_t>(Hash64(record.text)));
  }
  void AddReject(std::string_view line, std::string_view ending) {
    expected_.rejects.push_back(Add(line, ending));
  }
  void AddBlank(std::string_view line, std::string_view ending) {
    Add(line, ending);
  }

  std::vector<std::string> Write() {
    std::vector<std::string> paths;
    for (const std::string& bytes : bytes_) {
      paths.push_back(
          Spill(folder_.File(std::to_string(paths.size()) + ".jsonl"), bytes));
    }
    return paths;
  }
  Scanned expected() const {
    Scanned all = expected_;
    all.firsts.push_back(all.documents.size());
    return all;
  }
  const std::string& bytes(size_t input) const { return bytes_[input]; }

 private:
  Row Add(std::string_view line, std::string_view ending) {
    std::string& bytes = bytes_.back();
    const Row row{.input = bytes_.size() - 1,
                  .offset = bytes.size(),
                  .length = line.size(),
                  .line = ++line_,
                  .carriage_return = ending == "\r\n"};
    bytes.append(line).append(ending);
    return row;
  }

  ScratchFolder folder_;
  std::vector<std::string> bytes_;
  uint64_t line_ = 0;
  Scanned expected_;
};

void ExpectScan(Inputs& inputs) {
  const std::vector<std::string> paths = inputs.Write();
  const Scanned expected = inputs.expected();
  for (const unsigned threads : {1U, 2U, 8U}) {
    const auto scanned = Scan(
        paths,
        {.threads = threads, .collect_rejects = true, .digest_records = true});
    ASSERT_TRUE(IsOk(scanned.status()));
    EXPECT_EQ(scanned->documents, expected.documents);
    EXPECT_EQ(scanned->rejects, expected.rejects);
    EXPECT_TRUE(scanned->payload == expected.payload);
    EXPECT_EQ(scanned->firsts, expected.firsts);
    EXPECT_TRUE(scanned->digests == expected.digests);
  }
}

TEST(CorpusTest, ScansSmallInputs) {
  const Record a{.id = "a", .text = "one"};
  const Record b{.id = "b", .text = "two \u00e4 \"x\"\n", .outlet = "O"};
  Inputs inputs;
  inputs.Begin();  // Empty.
  inputs.Begin();
  inputs.AddRecord(a, "\n");
  inputs.AddRecord(b, "");
  inputs.Begin(kMark);
  inputs.AddRecord({.id = "c", .text = ""}, "\r\n");
  inputs.AddBlank("", "\r\n");
  inputs.AddBlank("  \t", "\n");
  inputs.AddReject("{\"id\":\"d\"}", "\r\n");
  inputs.AddRecord({.id = "e", .text = "x", .outlet = "O"}, "\n");
  inputs.AddReject("not json \xff", "\n");
  inputs.Begin(kMark);  // Nothing but the mark.
  inputs.Begin();
  inputs.AddBlank(" ", "\n");
  inputs.Begin();
  inputs.AddReject("]", "");
  ExpectScan(inputs);
}

TEST(CorpusTest, ScansNoInput) {
  const auto scanned = Scan({}, {});
  ASSERT_TRUE(IsOk(scanned.status()));
  EXPECT_TRUE(scanned->documents.empty());
  EXPECT_EQ(scanned->firsts, std::vector<size_t>{0});
}

// Lines of all kinds and lengths over several blocks.
TEST(CorpusTest, ScansManyBlocksAlikeOnAnyNumberOfThreads) {
  constexpr std::string_view kEndings[] = {"\n", "\r\n"};
  Random random(3);
  Inputs inputs;
  for (size_t input = 0; input < 3; ++input) {
    inputs.Begin(input == 1 ? kMark : "");
    int number = 0;
    while (inputs.bytes(input).size() < 3 * kScanBlockBytes + 1000) {
      const std::string_view ending = kEndings[random.Below(2)];
      const std::string id =
          std::to_string(input) + "-" + std::to_string(number++);
      switch (random.Below(40)) {
        case 0:
          inputs.AddBlank(std::string(random.Below(9), ' '), ending);
          break;
        case 1:
          inputs.AddReject("{" + id, ending);
          break;
        case 2:
          inputs.AddRecord(
              {.id = id,
               .text = std::string(
                   random.Below(random.OneIn(8) ? 5 << 20 : 70000), 'y')},
              ending);
          break;
        default:
          inputs.AddRecord({.id = id,
                            .text = std::string(random.Below(3000), 'x'),
                            .outlet = "o" + std::to_string(random.Below(5))},
                           ending);
      }
    }
    inputs.AddRecord({.id = std::to_string(input) + "-last", .text = "z"}, "");
  }
  ExpectScan(inputs);
}

// With the literals, records and rejects make up the input.
TEST(CorpusTest, EveryByteBelongsToOnePlace) {
  constexpr std::string_view kPieces[] = {
      "\n", "\r\n", "\r", " ", "{\"text\":\"\"}", "x", "\xEF\xBB\xBF", "\n"};
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Random random(seed);
    std::string bytes;
    for (size_t i = random.Below(30); i > 0; --i) {
      bytes += kPieces[random.Below(std::size(kPieces))];
    }
    ScratchFolder folder;
    const auto scanned = Scan({Spill(folder.File("f"), bytes)},
                              {.threads = 2, .collect_rejects = true});
    ASSERT_TRUE(IsOk(scanned.status()));
    std::vector<Row> rows = scanned->documents;
    rows.insert(rows.end(), scanned->rejects.begin(), scanned->rejects.end());
    std::ranges::sort(rows, {}, &Row::offset);
    std::string literal;
    uint64_t end = 0;
    for (const Row& row : rows) {
      ASSERT_LE(end, row.offset);
      literal += bytes.substr(end, row.offset - end);
      end = row.offset + row.length + (row.carriage_return ? 1 : 0);
      ASSERT_LE(end, bytes.size());
      if (row.carriage_return) {
        ASSERT_EQ(bytes[end - 1], '\r');
      }
      if (end < bytes.size()) {
        ASSERT_EQ(bytes[end++], '\n');
      }
    }
    literal += bytes.substr(end);
    if (literal.starts_with(kMark)) literal.erase(0, kMark.size());
    EXPECT_EQ(literal.find_first_not_of(" \t\r\n"), std::string::npos)
        << seed << " '" << bytes << "'";
  }
}

TEST(CorpusTest, NamesTheFirstMalformedLine) {
  const std::string good = ToJson({.id = "", .text = std::string(5000, 'x')});
  // Lines of ~5 kB: more than 400 a block.
  struct ErrorCase {
    std::vector<size_t> bad_lines;
    size_t first;
  };
  const ErrorCase cases[] = {
      {{1}, 1},       {{2, 3}, 2},          {{1999}, 1999},
      {{2000}, 2000}, {{450, 451}, 450},    {{1700, 900, 1300}, 900},
      {{1200, 5}, 5}, {{1999, 2000}, 1999},
  };
  for (const ErrorCase& c : cases) {
    std::string bytes;
    for (size_t line = 1; line <= 2000; ++line) {
      const bool bad = std::ranges::count(c.bad_lines, line) > 0;
      bytes += (bad ? "{\"text\":1}" : good) + "\n";
      ASSERT_TRUE(line < 2000 || bytes.size() > 3 * kScanBlockBytes);
    }
    ScratchFolder folder;
    const std::string first = Spill(folder.File("first"), good);
    const std::string path = Spill(folder.File("second"), bytes);
    for (const unsigned threads : {1U, 2U, 8U}) {
      const absl::Status status =
          Scan({first, path}, {.threads = threads}).status();
      EXPECT_TRUE(Says(
          status, absl::StatusCode::kDataLoss,
          path + ":" + std::to_string(c.first) + ": 'text' is not a string"));
    }
  }
}

TEST(CorpusTest, ErrorsOfEarlierInputsComeFirst) {
  ScratchFolder folder;
  const std::string a =
      Spill(folder.File("a"), std::string(3 << 20, '\n') + "x");
  const std::string b = Spill(folder.File("b"), "x");
  for (const unsigned threads : {1U, 2U, 8U}) {
    EXPECT_TRUE(Says(Scan({a, b}, {.threads = threads}).status(),
                     absl::StatusCode::kDataLoss,
                     a + ":" + std::to_string((3 << 20) + 1) + ": column 1"));
  }
}

TEST(CorpusTest, RejectsSayWhy) {
  ScratchFolder folder;
  auto corpus =
      Corpus::Open({Spill(folder.File("f"), "\n{\"id\":\"a\"}\r\n{}}\n")});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {.collect_rejects = true})));
  ASSERT_EQ(corpus->rejects().size(), 2U);
  const Rejected& missing = corpus->rejects()[0];
  EXPECT_EQ(missing.reason, "'text' is missing");
  EXPECT_EQ(missing.place.line, 2U);
  EXPECT_EQ(missing.place.offset, 1U);
  EXPECT_EQ(missing.length_bytes, 10U);
  EXPECT_TRUE(missing.ends_with_carriage_return);
  EXPECT_NE(corpus->rejects()[1].reason.find("column 3"), std::string::npos)
      << corpus->rejects()[1].reason;
  EXPECT_EQ(corpus->PlaceName(corpus->rejects()[1].place),
            folder.File("f") + ":3");
}

TEST(CorpusTest, HoldsRecordsToTheLimit) {
  const std::string record = ToJson({.id = "a", .text = "0123456789"});
  for (const std::string_view ending : {"", "\n", "\r\n"}) {
    ScratchFolder folder;
    const std::string path =
        Spill(folder.File("f"), "\n" + record + std::string(ending));
    EXPECT_TRUE(
        IsOk(Scan({path}, {.max_record_bytes = record.size()}).status()));
    EXPECT_TRUE(
        Says(Scan({path}, {.max_record_bytes = record.size() - 1}).status(),
             absl::StatusCode::kDataLoss,
             path + ":2: a record of " + std::to_string(record.size()) +
                 " bytes is over the limit of " +
                 std::to_string(record.size() - 1)));
  }
  EXPECT_TRUE(absl::IsInvalidArgument(
      Scan({}, {.max_record_bytes = (uint64_t{1} << 31) + 1}).status()));
}

TEST(CorpusTest, RejectsARecordOfManyMegabytes) {
  Inputs inputs;
  inputs.Begin();
  inputs.AddRecord({.id = "a", .text = "x"}, "\r\n");
  inputs.AddReject(ToJson({.id = "b", .text = std::string(40 << 20, 'x')}),
                   "\r\n");
  inputs.AddRecord({.id = "c", .text = "x"}, "\n");
  inputs.AddReject(ToJson({.id = "d", .text = std::string(17 << 20, 'x')}), "");
  ExpectScan(inputs);
}

TEST(CorpusTest, NoticesAFileThatChanged) {
  ScratchFolder folder;
  const std::string path = Spill(
      folder.File("f"), ToLines({{"a", "aaaa"}, {"b", "bbbb"}, {"c", "cccc"}}));
  auto corpus = Corpus::Open({path});
  ASSERT_TRUE(IsOk(corpus.status()));
  ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {})));
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    const RecordPlace place = corpus->documents()[1].place;
    file.seekp(static_cast<std::streamoff>(place.offset + place.length - 3));
    file << 'X';
  }
  DocumentReader reader(*corpus);
  const auto a = reader.Read(0);
  ASSERT_TRUE(IsOk(a.status()));
  EXPECT_EQ(a->text, "aaaa");
  EXPECT_EQ(reader.record(), ToJson({"a", "aaaa"}));
  EXPECT_TRUE(Says(reader.Read(1).status(), absl::StatusCode::kDataLoss,
                   path + ":2: changed while it was read"));
  std::filesystem::resize_file(path, 70);
  EXPECT_TRUE(Says(reader.Read(2).status(), absl::StatusCode::kDataLoss,
                   "changed while it was read"));
  EXPECT_TRUE(IsOk(reader.Read(0).status()));
}

TEST(CorpusTest, OpenNamesWhatIsMissing) {
  EXPECT_TRUE(Says(Corpus::Open({"/no/such/file"}).status(),
                   absl::StatusCode::kNotFound, "/no/such/file"));
}

}  // namespace
}  // namespace prov
