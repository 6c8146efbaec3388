// Output files that appear whole or not at all.
//
// Bytes go to a hidden neighbour (".NAME.prov-partial", locked, so that two
// runs do not write one output; a stale one left by a killed run is taken
// over) and are renamed over the target on commit.  A target that is no
// regular file (pipe, terminal, /dev/full, "-" for stdout) is written in place.
// The suffix of the name decides the compression: .gz, .zst, else none.  The
// zstd stream is made by worker threads with a fixed job size, so its bytes do
// not depend on how many there are.

#ifndef LIBPROV_STORE_OUTPUT_FILE_H_
#define LIBPROV_STORE_OUTPUT_FILE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "libprov/base/hash.h"
#include "libprov/base/status.h"
#include "libprov/store/input_bytes.h"

namespace prov {

struct OutputOptions {
  unsigned threads = 1;  // For compression; never changes a byte.
  // A file that has these very bytes already is left as it is, its time of
  // change too, so that whoever goes by that sees no change.
  bool keep_if_same = false;
  bool digest = true;  // Else Finish() returns the digest of nothing.
  // With kReopen the file is begun with the first Write(), and descriptors and
  // lock are given up with Finish(): for outputs by the thousand.  Should
  // another run begin to write it then, CommitAll() fails.
  Hold hold = Hold::kOpen;
};

class OutputFile {
 public:
  // Errors name the path.  Without Finish() and CommitAll() nothing is left.
  static absl::StatusOr<OutputFile> Create(const std::string& path,
                                           const OutputOptions& options = {});

  OutputFile(OutputFile&&) noexcept;
  OutputFile& operator=(OutputFile&&) noexcept;
  ~OutputFile();

  absl::Status Write(std::string_view bytes);

  // Writes what is buffered; no Write() may follow.  Returns the SHA-256 of
  // the bytes given to Write(), before compression.
  absl::StatusOr<Sha256Digest> Finish();

  bool finished() const;

  const std::string& path() const;
  uint64_t bytes_written() const;  // Before compression.

 private:
  friend absl::Status CommitAll(std::span<OutputFile* const> files);
  struct State;
  explicit OutputFile(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Makes every file durable, then renames them in the order given, the main
// output last, syncing the folder after each (with Hold::kReopen, after the
// last in a row of one folder): a kill at any moment leaves a later file only
// where the earlier ones stand too.  Of those that keep what is the same
// (OutputOptions) nothing is left but the old file.
// REQUIRES: Finish() succeeded on each.
absl::Status CommitAll(std::span<OutputFile* const> files);

// InvalidArgument naming both paths if `output` exists and is `input` (device
// and inode), or if two outputs are one file.
absl::Status CheckDistinct(std::span<const std::string> outputs,
                           std::span<const InputBytes* const> inputs);

}  // namespace prov

#endif  // LIBPROV_STORE_OUTPUT_FILE_H_
