#include "tools/cli/options.h"

#include <malloc.h>

#include <algorithm>
#include <concepts>
#include <limits>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "libprov/base/parallel.h"
#include "libprov/store/input_bytes.h"

namespace prov::cli {
namespace {

constexpr uint64_t kLeastMemoryBytes = uint64_t{64} << 20;
constexpr int kMappedBytes = 128 << 10;

// Parses by hand because Boost reads "-1" as the largest T.
template <std::unsigned_integral T>
void AddNumber(po::options_description& group, const char* name, T& field,
               const char* help) {
  AddParsed(
      group, name, "N", std::to_string(field),
      [&field](const std::string& text) {
        const std::optional<T> number = ParseNumber<T>(text);
        if (!number.has_value()) {
          return absl::InvalidArgumentError(
              absl::StrFormat("'%s' is not a whole number in [0, %d]", text,
                              std::numeric_limits<T>::max()));
        }
        field = *number;
        return absl::OkStatus();
      },
      help);
}

// Reads a value with `parse` and assigns it to `field`.
template <typename T, typename Parse>
std::function<absl::Status(const std::string&)> Into(T& field, Parse parse) {
  return [&field, parse](const std::string& text) -> absl::Status {
    PROV_ASSIGN_OR_RETURN(field, parse(text));
    return absl::OkStatus();
  };
}

}  // namespace

void AddParsed(po::options_description& group, const char* name,
               const char* value_name, const std::string& shown,
               std::function<absl::Status(const std::string&)> parse,
               const char* help) {
  const std::string_view full(name);
  const std::string option(full.substr(0, full.find(',')));
  auto* value = po::value<std::string>()->value_name(value_name);
  value->notifier([option, parse = std::move(parse)](const std::string& text) {
    const absl::Status status = parse(text);
    if (!status.ok()) {
      throw po::error("--" + option + ": " + std::string(status.message()));
    }
  });
  if (!shown.empty()) value->default_value(shown);
  group.add_options()(name, value, help);
}

void AddParsedList(po::options_description& group, const char* name,
                   const char* value_name,
                   std::function<absl::Status(const std::string&)> parse,
                   const char* help) {
  auto* values = po::value<std::vector<std::string>>()
                     ->value_name(value_name)
                     ->composing();
  values->notifier([option = std::string(name), parse = std::move(parse)](
                       const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
      const absl::Status status = parse(text);
      if (!status.ok()) {
        throw po::error("--" + option + ": " + std::string(status.message()));
      }
    }
  });
  group.add_options()(name, values, help);
}

absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path,
                                                   char separator) {
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(path));
  std::string bytes(input.size_bytes(), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, bytes));
  std::vector<std::string> lines;
  for (size_t begin = 0; begin < bytes.size();) {
    const size_t end = std::min(bytes.find(separator, begin), bytes.size());
    std::string line = bytes.substr(begin, end - begin);
    if (separator == '\n' && line.ends_with('\r')) line.pop_back();
    if (!line.empty()) lines.push_back(std::move(line));
    begin = end + 1;
  }
  return lines;
}

Common::Common() : threads(AvailableCores()) {}

// By default the allocator learns to keep blocks as large as any that was
// freed, and as many heaps as there are threads.
Resources Common::Use() const {
  if (memory.limited()) {
    mallopt(M_MMAP_THRESHOLD, kMappedBytes);
    mallopt(M_TRIM_THRESHOLD, kMappedBytes);
    mallopt(M_ARENA_MAX, 2);
  }
  return {memory.ThreadsThatFit(threads), memory};
}

void AddPaths(po::options_description& group, std::vector<std::string>& paths,
              const char* help) {
  group.add_options()("input,i",
                      po::value(&paths)->value_name("FILE")->composing(), help);
}

po::options_description RecordOptions(ScanOptions& scan, std::string& rejects) {
  po::options_description group("Records");
  AddPath(group, "rejects", rejects,
          "put malformed records there and go on; without it the first one "
          "stops the run");
  AddParsed(
      group, "max-record", "SIZE", "16M",
      [&scan](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(scan.max_record_bytes, ParseSize(text));
        if (scan.max_record_bytes > uint64_t{1} << 30) {
          return absl::InvalidArgumentError("at most 1G");
        }
        return absl::OkStatus();
      },
      "refuse records over this");
  AddFlag(group, "unique-ids", scan.unique_ids, true,
          "stop if several records carry one id");
  return group;
}

po::options_description SketchOptions(ShingleParams& shingle,
                                      SketchParams& sketch) {
  po::options_description group("Signatures");
  AddNumber(group, "shingle-width", shingle.width_tokens,
            "words in a shingle, from 1 to 64");
  AddNumber(group, "slots", sketch.num_slots,
            "slots in a signature, a power of two from 32 to 1024");
  AddNumber(group, "seed", sketch.seed, "selects the hash family");
  return group;
}

po::options_description MatchOptions(MatchParams& match) {
  po::options_description group("Similarity");
  AddParsed(group, "threshold", "S", "0.8", Into(match.threshold, ParseRatio),
            "least similarity of two texts' 5-word shingles for a match");
  AddChoice<SimilarityMeasure>(
      group, "similarity", "MEASURE", "jaccard", match.similarity,
      {{ToString(SimilarityMeasure::kJaccard), SimilarityMeasure::kJaccard},
       {ToString(SimilarityMeasure::kContainment),
        SimilarityMeasure::kContainment}},
      "jaccard: what both texts have, of all that either has; containment: of "
      "what the shorter has, which then goes for the longer; implies --exact");
  AddParsed(
      group, "recall", "R", "0.99",
      [&match](const std::string& text) {
        const std::optional<double> recall = ParseNumber<double>(text);
        if (!recall.has_value() || !(*recall > 0 && *recall < 1)) {
          return NotA("a number in (0, 1); for certainty use --exact", text);
        }
        match.recall = *recall;
        return absl::OkStatus();
      },
      "least chance of finding a pair that is just at the threshold");
  AddFlag(group, "exact", match.search, Search::kExact,
          "find every match, at several times the cost");
  return group;
}

po::options_description ClusterOptions(ClusterParams& cluster, Common& common) {
  po::options_description group("Clusters");
  AddParsed(
      group, "keep", "RULE", "earliest",
      [&cluster, &common](const std::string& text) -> absl::Status {
        constexpr std::string_view kOutlet = "outlet:";
        if (text == "earliest") {
          cluster.keep = KeepRule::kEarliest;
        } else if (text == "longest") {
          cluster.keep = KeepRule::kLongest;
        } else if (text == "first") {
          cluster.keep = KeepRule::kFirst;
        } else if (text.starts_with(kOutlet)) {
          cluster.keep = KeepRule::kOutlet;
          const std::string path = text.substr(kOutlet.size());
          if (path.empty()) return NotA("outlet:FILE with a file", text);
          PROV_ASSIGN_OR_RETURN(cluster.outlets, ReadLines(path, '\n'));
          common.option_files.push_back(path);
        } else {
          return NotA("earliest, longest, first or outlet:FILE", text);
        }
        return absl::OkStatus();
      },
      "which copy is kept: earliest, longest, first (depends on input order), "
      "or outlet:FILE, a list of outlets, the most preferred first");
  AddChoice<Linkage>(
      group, "linkage", "HOW", "star", cluster.linkage,
      {{"star", Linkage::kStar}, {"components", Linkage::kComponents}},
      "star: a dropped record matches its kept one; components: it matches "
      "any member, which may chain");
  AddChoice<Revisions>(
      group, "revisions", "WHAT", "keep", cluster.revisions,
      {{"keep", Revisions::kKeep}, {"collapse", Revisions::kCollapse}},
      "what to do with other texts at the same outlet and url");
  AddParsed(group, "window", "TIME", "",
            Into(cluster.window_seconds, ParseWindow),
            "join only what was published within this time, such as 72h");
  AddFlag(group, "across-outlets", cluster.scope, Scope::kAcrossOutlets,
          "join only records of different outlets");
  AddFlag(group, "within-outlet", cluster.scope, Scope::kWithinOutlet,
          "join only records of one outlet");
  return group;
}

po::options_description GuardOptions(GuardParams& guard) {
  po::options_description group("Guard");
  AddParsed(group, "max-removal-per-outlet", "SHARE", "50%",
            Into(guard.max_removal, ParseShare),
            "stop, with nothing written, if an outlet would lose more");
  AddNumber(group, "guard-min", guard.min_records,
            "records an outlet must have to be judged so");
  return group;
}

void AddCommon(po::options_description& group, Common& common) {
  AddParsed(
      group, "jobs,j", "N", "",
      [&common](const std::string& text) {
        const std::optional<unsigned> threads = ParseNumber<unsigned>(text);
        if (!threads.has_value() || *threads == 0 || *threads > 1024) {
          return NotA("a number of threads in [1, 1024]", text);
        }
        common.threads = *threads;
        return absl::OkStatus();
      },
      "threads (all cores), fewer where make has none to spare; changes no "
      "byte of the output");
  AddFlag(group, "quiet", common.quiet, true, "say nothing but errors");
}

void AddMemory(po::options_description& group, Common& common) {
  AddParsed(
      group, "memory", "SIZE", "",
      [&common](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(const uint64_t bytes, ParseSize(text));
        if (bytes < kLeastMemoryBytes) {
          return absl::InvalidArgumentError("64M at least");
        }
        common.memory = MemoryBudget(bytes);
        return absl::OkStatus();
      },
      "memory to take at most, 64M or more; what is over goes to TMPDIR, about "
      "400 bytes a document besides the decoded text of inputs that are "
      "compressed or piped; changes no byte of the output");
}

void AddMemoryBound(po::options_description& group, uint64_t& bytes,
                    const char* help) {
  AddParsed(
      group, "memory", "SIZE", "4G",
      [&bytes](const std::string& text) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(bytes, ParseSize(text));
        return bytes >= kLeastMemoryBytes
                   ? absl::OkStatus()
                   : absl::InvalidArgumentError("at least 64M");
      },
      help);
}

po::options_description MakeOptions(Common& common) {
  po::options_description group("Make");
  AddPath(group, "depfile", common.depfile,
          "write there a rule that has the files read as prerequisites of the "
          "outputs, for include in a Makefile; of the stamp, if there is one");
  AddFlag(group, "if-changed", common.if_changed, true,
          "leave an output alone that has the right bytes already: its time "
          "stays, and nothing made from it is made again");
  AddPath(group, "stamp", common.stamp,
          "touch this file when all went well, changed or not, to tell Make "
          "that the rule was run; it is then the target of the rule");
  return group;
}

void AddErrorIf(po::options_description& group, ErrorIf& error_if,
                const std::vector<std::string>& choices, const char* help) {
  AddParsed(
      group, "error-if", absl::StrJoin(choices, "|").c_str(), "",
      [&error_if, choices](const std::string& text) {
        if (std::ranges::find(choices, text) == choices.end()) {
          return NotA(("one of: " + absl::StrJoin(choices, ", ")).c_str(),
                      text);
        }
        error_if.what = text;
        return absl::OkStatus();
      },
      help);
}

ExitCode ErrorIf::Answer(bool found, bool rejected) const {
  const bool is_error = (what == "found" && found) ||
                        (what == "none" && !found) ||
                        (what == "rejected" && rejected);
  return is_error ? kNo : kOk;
}

void AddOutput(po::options_description& group, std::string& path,
               const char* help) {
  group.add_options()("output,o", po::value(&path)->value_name("FILE"), help);
}

void AddPath(po::options_description& group, const char* name,
             std::string& path, const char* help) {
  group.add_options()(name, po::value(&path)->value_name("FILE"), help);
}

}  // namespace prov::cli
