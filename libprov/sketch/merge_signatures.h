// Several signature files as one: the shards of an archive, each sketched when
// it changes, are matched together.

#ifndef LIBPROV_SKETCH_MERGE_SIGNATURES_H_
#define LIBPROV_SKETCH_MERGE_SIGNATURES_H_

#include <string>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/sketch/signature_file.h"

namespace prov {

// What ReadSignatures() would give of one file made from all the documents of
// these, in this order; but `paths` are from here, not from a file's folder.
// One file alone is read as it is, names of inputs included.
//
// Errors: those of ReadSignatures(); FailedPrecondition where parameters
// differ, naming them, or where a file has no ids; InvalidArgument where two
// inputs have one name.  REQUIRES: there are paths.
absl::StatusOr<SignatureFile> ReadSignatureFiles(
    const std::vector<std::string>& paths, const MemoryBudget& memory = {});

}  // namespace prov

#endif  // LIBPROV_SKETCH_MERGE_SIGNATURES_H_
