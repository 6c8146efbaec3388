#include "libprov/dedupe/drop_file.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "libprov/corpus/documents.h"
#include "tests/unit/dedupe/dedupe_testing.h"

namespace prov {
namespace {

using absl::StatusCode;

const InputShape kShape{.facts = {"news.jsonl", 1000, "ab"},
                        .byte_order_mark = true,
                        .line_ending = LineEnding::kMixed,
                        .final_newline = true};

LayoutLine SampleLayout() {
  LayoutLine layout{.inputs = std::vector<Layout>(1),
                    .kept_sha256 = {"00"},
                    .rejects_sha256 = "11"};
  layout.inputs[0].AddLiteral("\xEF\xBB\xBF");
  layout.inputs[0].AddLine(LayoutRun::Source::kKept);
  layout.inputs[0].AddLine(LayoutRun::Source::kRejected);
  return layout;
}

const std::string kRun =
    "{\"schema\":\"prov.run/1\",\"tool\":\"x\",\"parameters\":{},\"inputs\":[]}"
    "\n";

TEST(DropFileTest, TheFrameComesBackAsItWas) {
  for (const LineEnding ending : {LineEnding::kNone, LineEnding::kLf,
                                  LineEnding::kCrLf, LineEnding::kMixed}) {
    ScratchFolder folder;
    InputShape shape = kShape;
    shape.line_ending = ending;
    shape.final_newline = ending != LineEnding::kNone;
    const LayoutLine layout = SampleLayout();
    const auto frame = ReadDropFileFrame(
        Spill(folder.File("d"), kRun + InputLine(0, shape) +
                                    "\n{\"schema\":\"prov.drop/1\"}\n"
                                    "{\"schema\":\"prov.of-tomorrow/1\"}\n" +
                                    LayoutLineOf(layout) + "\n"));
    ASSERT_TRUE(IsOk(frame.status()));
    EXPECT_EQ(frame->run.tool, "x");
    EXPECT_EQ(frame->drops, 1U);
    ASSERT_EQ(frame->inputs.size(), 1U);
    EXPECT_EQ(frame->inputs[0].facts, shape.facts);
    EXPECT_TRUE(frame->inputs[0].byte_order_mark);
    EXPECT_EQ(frame->inputs[0].line_ending, ending);
    EXPECT_EQ(frame->inputs[0].final_newline, shape.final_newline);
    ASSERT_EQ(frame->layout.inputs.size(), 1U);
    EXPECT_EQ(frame->layout.inputs[0].runs(), layout.inputs[0].runs());
    EXPECT_EQ(frame->layout.kept_sha256, layout.kept_sha256);
    EXPECT_EQ(frame->layout.rejects_sha256, layout.rejects_sha256);
  }
}

TEST(DropFileTest, MalformedFramesAreLocated) {
  const std::string input = InputLine(0, kShape) + "\n";
  const std::string layout = LayoutLineOf(SampleLayout()) + "\n";
  const auto without = [](std::string line, std::string_view member) {
    const size_t at = line.find("\"" + std::string(member) + "\"");
    return at == std::string::npos ? line : line.replace(at + 1, 1, "_");
  };
  std::vector<std::pair<std::string, std::string>> cases = {
      {"", "d: does not end with a prov.layout/1 line"},
      {kRun, "d: does not end with a prov.layout/1 line"},
      {kRun + input, "d: does not end with a prov.layout/1 line"},
      {layout + kRun + input, "d: does not end with a prov.layout/1 line"},
      {kRun + layout, "d: has 0 inputs but layouts for 1"},
      {kRun + input + input + layout, "d: has 2 inputs but layouts for 1"},
      {kRun + input + "{\n" + layout, "d:3: column"},
      {"{\"schema\":\"prov.run/1\"}\n", "d:1: 'tool'"},
      {kRun + input + "{\"schema\":\"prov.layout/1\",\"inputs\":[1]}",
       "d:3: 'inputs' is not a list of lists"},
      {kRun + input + "{\"schema\":\"prov.layout/1\",\"inputs\":[[1]]}",
       "d:3: a run of a layout is no string"},
      {kRun + input + "{\"schema\":\"prov.layout/1\",\"inputs\":[[\"\"]]}",
       "d:3: '' is no run of a layout"},
      {kRun + input +
           "{\"schema\":\"prov.layout/1\",\"inputs\":[[]],\"kept_sha256\":[1]}",
       "d:3: 'kept_sha256' is no list of strings"},
      {kRun + input +
           "{\"schema\":\"prov.layout/1\",\"inputs\":[[]],\"kept_sha256\":[],"
           "\"rejects_sha256\":1}",
       "d:3: 'rejects_sha256'"},
  };
  for (const char* member :
       {"name", "size", "sha256", "bom", "line_ending", "final_newline"}) {
    cases.emplace_back(kRun + "\n" + without(input, member) + layout,
                       "d:3: '" + std::string(member) + "'");
  }
  for (const char* member : {"inputs", "kept_sha256"}) {
    cases.emplace_back(kRun + input + without(layout, member),
                       "d:3: '" + std::string(member) + "'");
  }
  for (const auto& [bytes, text] : cases) {
    ScratchFolder folder;
    const absl::Status status =
        ReadDropFileFrame(Spill(folder.File("d"), bytes)).status();
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, text)) << text;
  }
}

absl::StatusOr<std::vector<DropLine>> ReadDrops(const std::string& bytes,
                                                const InputShape& shape) {
  ScratchFolder folder;
  std::vector<DropLine> drops;
  PROV_RETURN_IF_ERROR(ForEachDrop(Spill(folder.File("d"), bytes), {shape},
                                   [&drops](const DropLine& drop) {
                                     drops.push_back(drop);
                                     return absl::OkStatus();
                                   }));
  return drops;
}

TEST(DropFileTest, DropsComeBackAsTheyWere) {
  DocumentTable documents;
  documents.Append({}, "kept \"1\"", "");
  documents.Append({.place = {.offset = 40, .length = 9, .line = 2},
                    .ends_with_carriage_return = true},
                   "caf\xC3\xA9\n", "");
  const std::string record = "{ record}";
  const Delta kDeltas[] = {
      {},
      {Delta::Form::kSplice, 3, 4, "caf\xC3\xA9 \"\\\n"},
      {Delta::Form::kSplice, 0, 0, ""},
      {Delta::Form::kZstd, 0, 0, std::string("\0\xFF\n\"", 4)},
  };
  for (const Delta& delta : kDeltas) {
    for (const LineEnding ending : {LineEnding::kCrLf, LineEnding::kMixed}) {
      InputShape shape = kShape;
      shape.line_ending = ending;
      const std::string line = DropLineOf(documents, {.dropped = 1, .kept = 0},
                                          record, delta, ending);
      EXPECT_EQ(line.find('\n'), std::string::npos);
      // The ending is told where the input does not tell it.
      EXPECT_EQ(line.find("\"ending\"") != std::string::npos,
                ending == LineEnding::kMixed);
      const auto drops = ReadDrops(kRun + line + "\n", shape);
      ASSERT_TRUE(IsOk(drops.status()));
      ASSERT_EQ(drops->size(), 1U);
      EXPECT_EQ(drops->front().key, "caf\xC3\xA9\n");
      EXPECT_EQ(drops->front().kept, "kept \"1\"");
      EXPECT_EQ(drops->front().length, 9U);
      EXPECT_EQ(drops->front().sha256, Hex(Sha256(record)));
      EXPECT_EQ(drops->front().delta, delta);
      EXPECT_EQ(drops->front().ending, "\r\n");
      // At the end of its input it has no ending.
      shape.facts.size_bytes = 49;
      EXPECT_EQ(ReadDrops(line, shape)->front().ending, "\n");
    }
  }
}

TEST(DropFileTest, MalformedDropsAreLocated) {
  const std::string good =
      R"({"schema":"prov.drop/1","key":"b","kept":"a","input":0,"line":1,)"
      R"("offset":0,"length":10,"sha256":"00","splice":[1,2,"x"]})";
  ASSERT_TRUE(IsOk(ReadDrops(good, kShape).status()));
  const struct {
    std::string_view from;
    std::string_view to;
    std::string_view text;
  } kCases[] = {
      {"\"key\"", "\"_\"", "'key'"},
      {"\"kept\"", "\"_\"", "'kept'"},
      {"\"input\"", "\"_\"", "'input'"},
      {"\"length\"", "\"_\"", "'length'"},
      {"\"offset\"", "\"_\"", "'offset'"},
      {"\"sha256\"", "\"_\"", "'sha256'"},
      {"\"b\"", "1", "'key'"},
      {":0,\"line\"", ":1,\"line\"", "'input' is none of the inputs"},
      {":0,\"line\"", ":-1,\"line\"", "'input'"},
      {":0,\"line\"", ":4294967296,\"line\"", "'input' is none of the inputs"},
      {":10", ":1001", "the record lies outside its input"},
      {":10", ":1152921504606846976", "the record lies outside its input"},
      {":10", ":18446744073709551616", "'length'"},
      {"\"offset\":0", "\"offset\":991", "the record lies outside its input"},
      {"\"offset\":0", "\"offset\":18446744073709551615",
       "the record lies outside its input"},
      {"[1,2,", "[1,", "'splice' is not"},
      {"[1,2,", "[1,2,3,", "'splice' is not"},
      {"[1,2,", "[-1,2,", "'splice' is not"},
      {"[1,2,", "[1,2.5,", "'splice' is not"},
      {"\"x\"]", "0]", "'splice' is not"},
      {"[1,2,\"x\"]", "{}", "'splice'"},
      {"\"splice\":[1,2,\"x\"]", "\"delta\":1", "'delta'"},
      {"\"splice\":[1,2,\"x\"]", "\"delta\":\"A\"", "'delta' is not base64"},
  };
  for (const auto& c : kCases) {
    std::string line = good;
    const size_t at = line.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    line.replace(at, c.from.size(), c.to);
    const absl::Status status = ReadDrops(kRun + "\n" + line, kShape).status();
    EXPECT_TRUE(Says(status, StatusCode::kDataLoss, c.text)) << line;
    EXPECT_NE(std::string(status.message()).find("/d:3: "), std::string::npos)
        << status;
  }
}

TEST(DropFileTest, ShapesAreThoseOfTheInputs) {
  const std::string record = "{\"text\":\"\"}";
  const struct {
    std::string bytes;
    bool mark;
    LineEnding ending;
    bool final_newline;
  } kCases[] = {
      {"", false, LineEnding::kNone, false},
      {"\xEF\xBB", false, LineEnding::kNone, false},
      {"\xEF\xBB\xBF", true, LineEnding::kNone, false},
      {"\n", false, LineEnding::kNone, true},
      {"\r\n \r\n", false, LineEnding::kNone, true},
      {record, false, LineEnding::kNone, false},
      {record + "\n", false, LineEnding::kLf, true},
      {record + "\r\n", false, LineEnding::kCrLf, true},
      {record + "\r", false, LineEnding::kCrLf, false},
      {record + "\r\n" + record, false, LineEnding::kCrLf, false},
      {record + "\n" + record + "\r\n", false, LineEnding::kMixed, true},
      {"\xEF\xBB\xBF" + record + "\n" + record, true, LineEnding::kLf, false},
  };
  for (const auto& c : kCases) {
    ScratchFolder folder;
    const bool is_rejected = c.bytes == "\xEF\xBB";
    auto corpus = Corpus::Open({Spill(folder.File("f"), c.bytes)});
    ASSERT_TRUE(IsOk(corpus.status()));
    ASSERT_TRUE(IsOk(ScanDocuments(*corpus, {.collect_rejects = is_rejected})));
    const auto shape = ShapeOf(*corpus, 0, kShape.facts);
    ASSERT_TRUE(IsOk(shape.status()));
    EXPECT_EQ(shape->facts, kShape.facts);
    EXPECT_EQ(shape->byte_order_mark, c.mark) << c.bytes;
    EXPECT_EQ(shape->line_ending, c.ending) << c.bytes;
    EXPECT_EQ(shape->final_newline, c.final_newline) << c.bytes;
  }
}

}  // namespace
}  // namespace prov
