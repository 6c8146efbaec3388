// What a user says of how inputs are to be read, where their names and records
// do not tell.

#ifndef LIBPROV_CORPUS_READ_OPTIONS_H_
#define LIBPROV_CORPUS_READ_OPTIONS_H_

#include <optional>
#include <string>

#include "libprov/base/status.h"
#include "libprov/corpus/date.h"
#include "libprov/corpus/field_map.h"
#include "libprov/corpus/format.h"
#include "libprov/store/container.h"

namespace prov {

struct ReadOptions {
  std::optional<Format> format;  // Of all inputs, whatever their names say.
  FieldMap fields;               // Of JSON Lines, CSV and TSV.
  DateRules dates;
  std::string manifest_sha256;  // Of the table that text files are told by.
};

// As parameters of a run, as far as they differ from the defaults; the inverse
// leaves out what is of one input (DateRules::zone_seconds).
void AddParams(const ReadOptions& options, Params& params);
absl::StatusOr<ReadOptions> ReadOptionsFrom(const Params& params);

// FailedPrecondition, naming the options that differ, unless the parameters of
// `plan`, a file made earlier, say that its documents were read as `mine` do.
absl::Status CheckSameReading(const Params& mine, const Params& plan,
                              const std::string& plan_path);

}  // namespace prov

#endif  // LIBPROV_CORPUS_READ_OPTIONS_H_
