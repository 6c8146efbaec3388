// Option groups shared by several tools.  A group binds straight to a libprov
// parameter struct, whose member initialisers are the documented defaults: an
// option is spelled, defaulted and described in exactly one place.

#ifndef TOOLS_CLI_OPTIONS_H_
#define TOOLS_CLI_OPTIONS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/cluster/cluster_params.h"
#include "libprov/corpus/corpus.h"
#include "libprov/dedupe/removal_guard.h"
#include "libprov/match/find_matches.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/one_permutation.h"
#include "tools/cli/tool.h"
#include "tools/cli/values.h"

namespace prov::cli {

// Adds an option whose argument `parse` reads into some field; a failed status
// becomes a usage error "--name: message".  `shown` is the default as --help
// shows it; empty if there is none.
void AddParsed(po::options_description& group, const char* name,
               const char* value_name, const std::string& shown,
               std::function<absl::Status(const std::string&)> parse,
               const char* help);

// The same for an option that may be given several times.
void AddParsedList(po::options_description& group, const char* name,
                   const char* value_name,
                   std::function<absl::Status(const std::string&)> parse,
                   const char* help);

// A flag that sets `field` to `value`.  Of several flags for one field at most
// one may be given.
template <typename T>
void AddFlag(po::options_description& group, const char* name, T& field,
             T value, const char* help) {
  group.add_options()(name,
                      po::bool_switch()->notifier([name, &field, value,
                                                   unset = field](bool given) {
                        if (!given) return;
                        if (field != unset) {
                          throw po::error(std::string("--") + name +
                                          " contradicts another option given; "
                                          "choose one of them");
                        }
                        field = value;
                      }),
                      help);
}

template <typename T>
struct Choice {
  std::string_view name;
  T value;
};

// An option that is one of several words, each a value of `field`.
template <typename T, typename Field>
void AddChoice(po::options_description& group, const char* name,
               const char* value_name, const std::string& shown, Field& field,
               std::vector<Choice<T>> choices, const char* help) {
  AddParsed(
      group, name, value_name, shown,
      [&field, choices = std::move(choices)](const std::string& text) {
        std::vector<std::string_view> names;
        for (const Choice<T>& choice : choices) {
          names.push_back(choice.name);
          if (text != choice.name) continue;
          field = choice.value;
          return absl::OkStatus();
        }
        return NotOneOf(names, text);
      },
      help);
}

// What nearly every tool has.
struct Common {
  unsigned threads;  // All cores, unless -j says otherwise.
  MemoryBudget memory;
  bool quiet = false;

  // For Make; see MakeOptions().
  std::string depfile;
  std::string stamp;
  bool if_changed = false;

  // Files that options were read from: @FILE, lists of outlets.
  std::vector<std::string> option_files;

  Common();

  // The threads and the memory to use.  With a limit, memory that is no longer
  // needed goes back to the system at once.
  Resources Use() const;
};

// -i, which plain arguments are too.
void AddPaths(po::options_description& group, std::vector<std::string>& paths,
              const char* help);
// `scan.threads` and `.on_progress` are not options of their own.
po::options_description RecordOptions(ScanOptions& scan, std::string& rejects);
po::options_description SketchOptions(ShingleParams& shingle,
                                      SketchParams& sketch);
po::options_description MatchOptions(MatchParams& match);
// Notes in `common` the list of outlets it has read.
po::options_description ClusterOptions(ClusterParams& cluster, Common& common);
po::options_description GuardOptions(GuardParams& guard);
void AddCommon(po::options_description& group, Common& common);
// --memory: for tools whose work spills to TMPDIR.
void AddMemory(po::options_description& group, Common& common);
// --memory of tools that hold what they find, and refuse where it does not fit.
void AddMemoryBound(po::options_description& group, uint64_t& bytes,
                    const char* help);
// --depfile, --if-changed, --stamp.
po::options_description MakeOptions(Common& common);

// --error-if, for scripts that want to know by the exit status.
struct ErrorIf {
  std::string what;  // "found", "none", "rejected", or empty.

  // What a run that went well ends with.
  ExitCode Answer(bool found, bool rejected) const;
};
// `choices`: those of found, none and rejected that the tool can tell apart.
void AddErrorIf(po::options_description& group, ErrorIf& error_if,
                const std::vector<std::string>& choices, const char* help);
void AddOutput(po::options_description& group, std::string& path,
               const char* help);
void AddPath(po::options_description& group, const char* name,
             std::string& path, const char* help);

// The lines of a text file, for lists of keys, outlets and paths.
absl::StatusOr<std::vector<std::string>> ReadLines(const std::string& path,
                                                   char separator);

}  // namespace prov::cli

#endif  // TOOLS_CLI_OPTIONS_H_
