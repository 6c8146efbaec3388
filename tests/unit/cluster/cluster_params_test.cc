#include "libprov/cluster/cluster_params.h"

#include <gtest/gtest.h>

#include <optional>
#include <string_view>

#include "tests/unit/corpus/corpus_testing.h"

namespace prov {
namespace {

TEST(ClusterParamsTest, ReadsSpansOfTime) {
  struct WindowCase {
    std::string_view text;
    std::optional<int64_t> seconds;
  };
  const WindowCase cases[] = {
      {"72h", 259200},
      {"90m", 5400},
      {"3d", 259200},
      {"3600s", 3600},
      {"0s", 0},
      {"106751991167300d", int64_t{106751991167300} * 86400},
      {"", std::nullopt},
      {"h", std::nullopt},
      {"3", std::nullopt},
      {"-1h", std::nullopt},
      {"+1h", std::nullopt},
      {" 1h", std::nullopt},
      {"1 h", std::nullopt},
      {"1.5h", std::nullopt},
      {"1hh", std::nullopt},
      {"1w", std::nullopt},
      {"9223372036854775807m", std::nullopt},
      {"99999999999999999999s", std::nullopt},
  };
  for (const WindowCase& c : cases) {
    const auto seconds = ParseWindow(c.text);
    if (c.seconds.has_value()) {
      ASSERT_TRUE(IsOk(seconds.status()));
      EXPECT_EQ(*seconds, *c.seconds) << c.text;
    } else {
      EXPECT_TRUE(Says(seconds.status(), absl::StatusCode::kInvalidArgument,
                       "'" + std::string(c.text) + "'"));
    }
  }
}

void ExpectSame(const ClusterParams& a, const ClusterParams& b) {
  EXPECT_EQ(a.keep, b.keep);
  EXPECT_EQ(a.outlets, b.outlets);
  EXPECT_EQ(a.linkage, b.linkage);
  EXPECT_EQ(a.scope, b.scope);
  EXPECT_EQ(a.revisions, b.revisions);
  EXPECT_EQ(a.window_seconds, b.window_seconds);
}

TEST(ClusterParamsTest, ComeBackAsTheyWere) {
  const ClusterParams cases[] = {
      {},
      {.keep = KeepRule::kOutlet, .outlets = {"A", "B, C", "D=\"\u00e4\""}},
      {.keep = KeepRule::kOutlet, .outlets = {""}},
      {.keep = KeepRule::kLongest, .linkage = Linkage::kComponents},
      {.keep = KeepRule::kFirst,
       .scope = Scope::kAcrossOutlets,
       .revisions = Revisions::kCollapse,
       .window_seconds = 0},
      {.scope = Scope::kWithinOutlet,
       .window_seconds = *ParseWindow("106751991167300d")},
  };
  for (const ClusterParams& params : cases) {
    Params written;
    AddParams(params, written);
    const auto read = ClusterParamsFrom(written);
    ASSERT_TRUE(IsOk(read.status()));
    ExpectSame(*read, params);
  }
}

TEST(ClusterParamsTest, RefuseWhatIsNone) {
  const Params cases[] = {{{"keep", "best"}},
                          {{"linkage", ""}},
                          {{"scope", "outlets"}},
                          {{"revisions", "Keep"}},
                          {{"window", "soon"}}};
  for (const Params& params : cases) {
    EXPECT_TRUE(Says(ClusterParamsFrom(params).status(),
                     absl::StatusCode::kInvalidArgument,
                     "'" + params.begin()->second + "'"))
        << params.begin()->first;
  }
}

}  // namespace
}  // namespace prov
