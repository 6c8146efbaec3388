// Findings are JSON Lines: one object a line, `schema` first.  The first line
// of every file is prov.run/1, which says which tool of which version made it,
// with which parameters, from which bytes; no clock, host or path.

#ifndef LIBPROV_CORPUS_FINDINGS_H_
#define LIBPROV_CORPUS_FINDINGS_H_

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/functional/function_ref.h"
#include "libprov/base/hash.h"
#include "libprov/base/json_reader.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/store/container.h"

namespace prov {

// An input as findings name it.
struct InputFacts {
  std::string name;         // Path below the folder that all inputs share.
  uint64_t size_bytes = 0;  // Decoded, like the digest.
  std::string sha256;

  friend bool operator==(const InputFacts&, const InputFacts&) = default;
};

// The names of inputs, without the folders that all of them share; "-" is
// "stdin".  InvalidArgument if two names are equal.
absl::StatusOr<std::vector<std::string>> InputNames(
    const std::vector<std::string>& paths);

// Reads every input from end to end.  Inputs are digested side by side.
absl::StatusOr<std::vector<InputFacts>> DigestInputs(
    std::span<const InputBytes> inputs, unsigned threads);

struct RunFacts {
  std::string tool;
  Params params;
  std::vector<InputFacts> inputs;
};

// The prov.run/1 line, without "\n".
std::string RunLine(const RunFacts& run);
absl::StatusOr<RunFacts> ParseRunLine(const JsonObject& line);

// Calls `visit` with each line of a findings file: its schema and the object,
// valid for the call.  Errors of reading and parsing are DataLoss, those of
// `visit` keep their code (but InvalidArgument, which becomes DataLoss); all
// are prefixed with "path:line: ".
absl::Status ForEachFinding(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line)>
        visit);

// The same, with the number of the line, from 1.
absl::Status ForEachFinding(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line, uint64_t number)>
        visit);

}  // namespace prov

#endif  // LIBPROV_CORPUS_FINDINGS_H_
