#include "libprov/corpus/findings.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "libprov/corpus/block_scan.h"
#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

TEST(InputNamesTest, LeavesOutTheFoldersThatAllShare) {
  struct NamesCase {
    std::vector<std::string> paths;
    std::vector<std::string> names;
  };
  const NamesCase cases[] = {
      {{}, {}},
      {{"a.jsonl"}, {"a.jsonl"}},
      {{"/x/y/a.jsonl"}, {"a.jsonl"}},
      {{"-"}, {"stdin"}},
      {{"-", "a"}, {"stdin", "a"}},
      {{"x/a", "x/b"}, {"a", "b"}},
      {{"x/a", "x/y/a"}, {"a", "y/a"}},
      {{"x/p/a", "x/q/a"}, {"p/a", "q/a"}},
      {{"xa/p", "xb/p"}, {"xa/p", "xb/p"}},
      {{"/x/a", "/y/b"}, {"x/a", "y/b"}},
      {{"/x/a", "b"}, {"x/a", "b"}},
      {{"./x/../a", "b"}, {"a", "b"}},
      {{"../x/a", "../y/b"}, {"x/a", "y/b"}},
      {{"x/a/b/c", "x/a/d", "x/e"}, {"a/b/c", "a/d", "e"}},
  };
  for (const NamesCase& c : cases) {
    const auto names = InputNames(c.paths);
    ASSERT_TRUE(IsOk(names.status()));
    EXPECT_EQ(*names, c.names);
  }
}

TEST(InputNamesTest, RefusesEqualNames) {
  const std::vector<std::string> cases[] = {{"a", "a"},
                                            {"a", "./a"},
                                            {"x/../a", "b", "a"},
                                            {"-", "stdin"},
                                            {"../a", "a"}};
  for (const std::vector<std::string>& paths : cases) {
    EXPECT_TRUE(Says(InputNames(paths).status(),
                     absl::StatusCode::kInvalidArgument,
                     paths.back() == "stdin" ? "'stdin'" : "'a'"))
        << paths.front();
  }
}

TEST(DigestInputsTest, NamesSizesAndDigestsOfDecodedBytes) {
  ScratchFolder folder;
  const std::string large = SampleBytes(3 << 20);
  std::vector<InputBytes> inputs;
  for (const std::string& path :
       {Spill(folder.File("empty"), ""), Spill(folder.File("large"), large),
        Spill(folder.File("x.gz"), Gzip("abc"))}) {
    auto input = InputBytes::Open(path);
    ASSERT_TRUE(IsOk(input.status()));
    inputs.push_back(*std::move(input));
  }
  const std::vector<InputFacts> expected = {
      {"empty", 0, Hex(Sha256(""))},
      {"large", large.size(), Hex(Sha256(large))},
      {"x.gz", 3, Hex(Sha256("abc"))}};
  for (const unsigned threads : {1U, 2U, 8U}) {
    const auto facts = DigestInputs(inputs, threads);
    ASSERT_TRUE(IsOk(facts.status()));
    EXPECT_EQ(*facts, expected);
  }
}

// A findings file of one line, as read back.
absl::StatusOr<RunFacts> ReadRunLine(const std::string& line) {
  ScratchFolder folder;
  RunFacts run;
  PROV_RETURN_IF_ERROR(
      ForEachFinding(Spill(folder.File("findings"), line + "\n"),
                     [&run](std::string_view schema, const JsonObject& object) {
                       EXPECT_EQ(schema, "prov.run/1");
                       absl::StatusOr<RunFacts> parsed = ParseRunLine(object);
                       if (parsed.ok()) run = *parsed;
                       return parsed.status();
                     }));
  return run;
}

TEST(RunLineTest, ComesBackAsItWas) {
  const RunFacts run{
      .tool = "prov-x",
      .params = {{"keep", "outlet"}, {"outlets", "A\nB \"C\""}, {"empty", ""}},
      .inputs = {{"a/b.jsonl", 0, "00ff"}, {"stdin", uint64_t{1} << 60, "aa"}}};
  const auto read = ReadRunLine(RunLine(run));
  ASSERT_TRUE(IsOk(read.status()));
  EXPECT_EQ(read->tool, run.tool);
  EXPECT_EQ(read->params, run.params);
  EXPECT_EQ(read->inputs, run.inputs);
}

TEST(RunLineTest, IsFrozen) {
  EXPECT_EQ(RunLine({.tool = "prov-x",
                     .params = {{"b", "2"}, {"a", "1"}},
                     .inputs = {{"n", 7, "ab"}}}),
            "{\"schema\":\"prov.run/1\",\"tool\":\"prov-x\",\"version\":"
            "\"" PROV_VERSION
            "\",\"parameters\":{\"a\":\"1\",\"b\":\"2\"},"
            "\"inputs\":[{\"name\":\"n\",\"size\":7,\"sha256\":\"ab\"}]}");
}

TEST(RunLineTest, RefusesWhatItCannotRead) {
  const std::string_view cases[] = {
      R"({"schema":"prov.run/1","parameters":{},"inputs":[]})",
      R"({"schema":"prov.run/1","tool":"x","inputs":[]})",
      R"({"schema":"prov.run/1","tool":"x","parameters":{"a":1},"inputs":[]})",
      R"({"schema":"prov.run/1","tool":"x","parameters":{},"inputs":[1]})",
      R"({"schema":"prov.run/1","tool":"x","parameters":{},"inputs":[{}]})",
      R"({"schema":"prov.run/1","tool":"x","parameters":{}})",
  };
  for (const std::string_view line : cases) {
    EXPECT_TRUE(Says(ReadRunLine(std::string(line)).status(),
                     absl::StatusCode::kDataLoss, "findings:1: "))
        << line;
  }
}

// Visits until the schema "stop".
absl::Status Visit(const std::string& path, std::vector<std::string>& schemas) {
  return ForEachFinding(
      path,
      [&schemas](std::string_view schema, const JsonObject&) -> absl::Status {
        schemas.emplace_back(schema);
        if (schema == "stop") return absl::FailedPreconditionError("no more");
        return absl::OkStatus();
      });
}

TEST(ForEachFindingTest, VisitsLinesAndPlacesErrors) {
  struct FindingsCase {
    std::string bytes;
    std::vector<std::string> schemas;
    absl::StatusCode code;
    std::string_view message;  // After the path.
  };
  // Far enough for errors to lie in a later block.
  std::string many;
  for (int i = 0; i < 100000; ++i) many += "{\"schema\":\"many lines\"}\n";
  ASSERT_GT(many.size(), kScanBlockBytes);
  const FindingsCase cases[] = {
      {"", {}, absl::StatusCode::kOk, ""},
      {"{\"schema\":\"a\"}\n\n{\"schema\":\"b\"}",
       {"a", "b"},
       absl::StatusCode::kOk,
       ""},
      {"{\"schema\":\"a\"}\n{\"schema\":}\n",
       {"a"},
       absl::StatusCode::kDataLoss,
       ":2: column "},
      {"{\"schema\":\"a\"}\n\n{}\n",
       {"a"},
       absl::StatusCode::kDataLoss,
       ":3: "},
      {"{\"schema\":1}\n", {}, absl::StatusCode::kDataLoss, ":1: "},
      {"[]\n", {}, absl::StatusCode::kDataLoss, ":1: "},
      {"{\"schema\":\"stop\"}\n{\"schema\":\"a\"}\n",
       {"stop"},
       absl::StatusCode::kFailedPrecondition,
       ":1: no more"},
      {many + "x", std::vector<std::string>(100000, "many lines"),
       absl::StatusCode::kDataLoss, ":100001: column "},
  };
  for (const FindingsCase& c : cases) {
    ScratchFolder folder;
    const std::string path = Spill(folder.File("f"), c.bytes);
    std::vector<std::string> schemas;
    const absl::Status status = Visit(path, schemas);
    EXPECT_TRUE(Says(status, c.code, c.message)) << c.bytes.substr(0, 80);
    if (!status.ok()) {
      EXPECT_TRUE(status.message().find(path + std::string(c.message)) == 0)
          << status;
    }
    EXPECT_EQ(schemas, c.schemas);
  }
  std::vector<std::string> schemas;
  EXPECT_TRUE(absl::IsNotFound(Visit("/no/such/file", schemas)));
}

}  // namespace
}  // namespace prov
