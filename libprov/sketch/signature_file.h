// Signature files (.sig): everything the later steps need of a corpus but its
// texts.  A container of kind "signatures", one section a column; see
// store/FORMAT.md.

#ifndef LIBPROV_SKETCH_SIGNATURE_FILE_H_
#define LIBPROV_SKETCH_SIGNATURE_FILE_H_

#include <string>
#include <vector>

#include "libprov/base/resources.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/findings.h"
#include "libprov/shingle/shingler.h"
#include "libprov/sketch/one_permutation.h"
#include "libprov/sketch/signature_params.h"  // IWYU pragma: export
#include "libprov/sketch/signature_table.h"
#include "libprov/store/container.h"
#include "libprov/store/output_file.h"
#include "libprov/store/spill_vector.h"

namespace prov {

inline constexpr ContainerKind kSignatureFileKind = {
    .name = "signatures", .major = 1, .made_by = "prov-sketch", .minor = 1};

// REQUIRES: the corpus was scanned with ScanOptions::digest_records.
absl::Status WriteSignatures(OutputFile& out, const Corpus& corpus,
                             const SignatureTable& signatures,
                             const Params& params,
                             const std::vector<InputFacts>& inputs);

struct SignatureFile {
  Params params;
  std::vector<InputFacts> inputs;
  std::vector<std::string> paths;  // Of the inputs, from the file's folder.
  // Whether documents.id() is the record's own; in files of version 1.0 it is
  // the key.
  bool has_ids = true;
  DocumentTable documents;
  SignatureTable signatures{0};
  SpillVector<Sha256Digest> record_digests;
};

// DataLoss naming the file if it is damaged, or if what it says does not hold
// together, though every checksum is right.  ResourceExhausted if its documents
// do not fit into `memory`.
absl::StatusOr<SignatureFile> ReadSignatures(const std::string& path,
                                             const MemoryBudget& memory = {});

// Opens the documents that `file` was made from, without scanning them again:
// `paths` if there are any, else those that the file names.  Takes
// file.documents.
// FailedPrecondition if they are not the same number of inputs of the same
// sizes; what differs otherwise is seen when a record is read.
absl::StatusOr<Corpus> OpenDocuments(SignatureFile& file,
                                     const std::string& file_path,
                                     const std::vector<std::string>& paths);

}  // namespace prov

#endif  // LIBPROV_SKETCH_SIGNATURE_FILE_H_
