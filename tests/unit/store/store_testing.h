// Folders, files and compressed bytes for the tests of this room.

#ifndef TESTS_UNIT_STORE_STORE_TESTING_H_
#define TESTS_UNIT_STORE_STORE_TESTING_H_

#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/hash.h"
#include "libprov/store/input_bytes.h"
#include "libprov/store/output_file.h"

namespace prov {

// A folder that is removed with what is in it.
class ScratchFolder {
 public:
  ScratchFolder() : path_(::testing::TempDir() + "/prov-store-XXXXXX") {
    EXPECT_NE(mkdtemp(path_.data()), nullptr);
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }
  std::string File(std::string_view name) const {
    return path_ + "/" + std::string(name);
  }
  std::vector<std::string> Names() const {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(path_))
      names.push_back(entry.path().filename());
    return names;
  }

 private:
  std::string path_;
};

// While it lives, root is nobody, whom permissions bind.
class Unprivileged {
 public:
  explicit Unprivileged(const ScratchFolder& folder) : user_(geteuid()) {
    if (user_ != 0) return;
    EXPECT_EQ(chmod(folder.path().c_str(), 0777), 0);
    EXPECT_EQ(seteuid(65534), 0);
  }
  ~Unprivileged() { EXPECT_EQ(seteuid(user_), 0); }
  Unprivileged(const Unprivileged&) = delete;
  Unprivileged& operator=(const Unprivileged&) = delete;

 private:
  uid_t user_;
};

inline std::string Slurp(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline std::string Spill(const std::string& path, std::string_view bytes) {
  // ext4 syncs a file that is cut to nothing and written again.
  if (std::filesystem::is_regular_file(path)) std::filesystem::remove(path);
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

// Compressible, but not into nothing; the same on every machine.
inline std::string SampleBytes(size_t size_bytes, uint64_t seed = 1) {
  std::string bytes;
  bytes.reserve(size_bytes + 24);
  for (uint64_t i = 0; bytes.size() < size_bytes; ++i)
    bytes += std::to_string(Mix64(seed + i % 5000 * (i % 3))) + " said\n";
  bytes.resize(size_bytes);
  return bytes;
}

inline std::string Gzip(std::string_view bytes) {
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY),
            Z_OK);
  std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

inline std::string Zstd(std::string_view bytes, int window_log = 0) {
  ZSTD_CCtx* context = ZSTD_createCCtx();
  ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
  if (window_log > 0) {
    // Without the content size the frame header has to state the window.
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log);
  }
  std::string out(ZSTD_compressBound(bytes.size()) + 64, '\0');
  ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer target{out.data(), out.size(), 0};
  if (window_log > 0)
    ZSTD_compressStream2(context, &target, &in, ZSTD_e_continue);
  EXPECT_EQ(ZSTD_compressStream2(context, &target, &in, ZSTD_e_end), 0U);
  out.resize(target.pos);
  ZSTD_freeCCtx(context);
  return out;
}

// All decoded bytes of `path`.
inline absl::StatusOr<std::string> ReadAll(const std::string& path) {
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(path));
  std::string bytes(input.size_bytes(), '\0');
  PROV_RETURN_IF_ERROR(input.Read(0, bytes));
  PROV_RETURN_IF_ERROR(input.CheckUnchanged());
  return bytes;
}

// Writes `bytes` in pieces of `piece_bytes` and commits.
inline absl::Status WriteFile(const std::string& path, std::string_view bytes,
                              const OutputOptions& options = {},
                              size_t piece_bytes = std::string::npos) {
  PROV_ASSIGN_OR_RETURN(OutputFile out, OutputFile::Create(path, options));
  for (size_t begin = 0; begin < bytes.size(); begin += piece_bytes) {
    PROV_RETURN_IF_ERROR(out.Write(bytes.substr(begin, piece_bytes)));
    if (piece_bytes == std::string::npos) break;
  }
  PROV_RETURN_IF_ERROR(out.Finish().status());
  OutputFile* const files[] = {&out};
  return CommitAll(files);
}

// For EXPECT_THAT-like checks that show the message when they fail.
inline ::testing::AssertionResult Says(const absl::Status& status,
                                       absl::StatusCode code,
                                       std::string_view text) {
  if (status.code() == code &&
      std::string(status.message()).find(text) != std::string::npos)
    return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << status.ToString();
}

inline ::testing::AssertionResult IsOk(const absl::Status& status) {
  if (status.ok()) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << status.ToString();
}

}  // namespace prov

#endif  // TESTS_UNIT_STORE_STORE_TESTING_H_
