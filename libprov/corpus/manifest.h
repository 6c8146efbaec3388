// A table of what is known of text files, which say nothing of themselves:
// tab-separated, with a header that names the columns in any order.
//
//   path       of the file, as it is given or from the manifest's own folder
//   outlet, published, url, title      as the members of a record
//   zone       an offset such as +03:00, for a `published` that has none
//
// Other columns are passed over, and so are empty fields.

#ifndef LIBPROV_CORPUS_MANIFEST_H_
#define LIBPROV_CORPUS_MANIFEST_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"
#include "libprov/corpus/corpus.h"
#include "libprov/corpus/date.h"

namespace prov {

// What a manifest and the files it is for do not have of each other.
struct ManifestGaps {
  uint64_t files_without_row = 0;
  std::string file_example;
  uint64_t rows_without_file = 0;
  std::string row_example;  // "manifest.tsv:7"
};

class Manifest {
 public:
  // DataLoss "path:line: why" for a table without a column `path`, a row that
  // has other fields than the header, a zone that cannot be read, and a path
  // that has two rows.
  static absl::StatusOr<Manifest> Read(const std::string& path,
                                       const DateRules& dates);

  // Fills in what is known of the text files among `inputs`, and marks their
  // rows as used.
  void Describe(std::vector<InputSpec>& inputs);

  // Of all files that Describe() has seen so far.
  ManifestGaps gaps() const;

  // SHA-256 of the table, for the parameters of a run.
  const std::string& sha256() const { return sha256_; }

 private:
  struct Row {
    TextFacts facts;
    uint32_t line = 0;
    bool used = false;
  };

  absl::Status AddRow(const std::vector<size_t>& columns,
                      const std::vector<std::string>& fields,
                      const DateRules& dates, uint32_t line);
  Row* Find(std::string_view path);

  std::string path_;
  std::string sha256_;
  std::vector<Row> rows_;
  // By normal path: as given, and from the folder of the manifest.
  absl::flat_hash_map<std::string, size_t> as_given_;
  absl::flat_hash_map<std::string, size_t> from_folder_;
  uint64_t files_without_row_ = 0;
  std::string file_example_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_MANIFEST_H_
