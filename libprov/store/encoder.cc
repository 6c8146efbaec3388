// gzip: level 6, no name and no time in the header.  zstd: level 3, checksum,
// always with workers, because without any it gives other bytes; the job size
// and the overlap, which it would choose by itself, are fixed, and a stream is
// never ended by its first call, which would write its length into the header.
//
// Held by output_file_test.cc (same bytes for 1, 2 and 8 threads and for any
// cut into Write() calls).

#include "libprov/store/encoder.h"

#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libprov/base/parallel.h"

namespace prov {
namespace {

constexpr int kGzipLevel = 6;
constexpr int kZstdLevel = 3;
constexpr int kZstdJobBytes = 4 << 20;
constexpr int kZstdOverlapLog = 6;
constexpr unsigned kMaxWorkers = 64;

class PlainEncoder : public Encoder {
 public:
  explicit PlainEncoder(EncoderSink sink) : sink_(std::move(sink)) {}
  absl::Status Append(std::string_view bytes) override { return sink_(bytes); }
  absl::Status End() override { return absl::OkStatus(); }

 private:
  EncoderSink sink_;
};

class GzipEncoder : public Encoder {
 public:
  explicit GzipEncoder(EncoderSink sink)
      : sink_(std::move(sink)), out_(kEncoderUnit) {}
  ~GzipEncoder() override { deflateEnd(&stream_); }

  absl::Status Start() {
    const int result = deflateInit2(&stream_, kGzipLevel, Z_DEFLATED, 15 + 16,
                                    8, Z_DEFAULT_STRATEGY);
    if (result == Z_OK) return absl::OkStatus();
    return absl::ResourceExhaustedError("zlib has no memory");
  }
  absl::Status Append(std::string_view bytes) override {
    return Run(bytes, Z_NO_FLUSH);
  }
  absl::Status End() override { return Run({}, Z_FINISH); }

 private:
  absl::Status Run(std::string_view bytes, int flush) {
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream_.avail_in = static_cast<uInt>(bytes.size());
    do {
      stream_.next_out = reinterpret_cast<Bytef*>(out_.data());
      stream_.avail_out = static_cast<uInt>(out_.size());
      if (deflate(&stream_, flush) == Z_STREAM_ERROR)
        return absl::InternalError("zlib lost its state");
      PROV_RETURN_IF_ERROR(
          sink_({out_.data(), out_.size() - stream_.avail_out}));
    } while (stream_.avail_out == 0);
    return absl::OkStatus();
  }

  EncoderSink sink_;
  std::vector<char> out_;
  z_stream stream_{};
};

class ZstdEncoder : public Encoder {
 public:
  explicit ZstdEncoder(EncoderSink sink)
      : sink_(std::move(sink)), out_(ZSTD_CStreamOutSize()) {}
  ~ZstdEncoder() override { ZSTD_freeCCtx(context_); }

  absl::Status Start(unsigned threads) {
    if (context_ == nullptr)
      return absl::ResourceExhaustedError("zstd has no memory");
    // The caller, who now mostly waits, counts for the first worker.
    leave_.emplace(std::clamp(threads, 1U, kMaxWorkers) - 1);
    const int workers = static_cast<int>(leave_->count() + 1);
    const std::pair<ZSTD_cParameter, int> parameters[] = {
        {ZSTD_c_compressionLevel, kZstdLevel},
        {ZSTD_c_checksumFlag, 1},
        {ZSTD_c_nbWorkers, workers},
        {ZSTD_c_jobSize, kZstdJobBytes},
        {ZSTD_c_overlapLog, kZstdOverlapLog}};
    for (const auto& [parameter, value] : parameters)
      PROV_RETURN_IF_ERROR(
          Check(ZSTD_CCtx_setParameter(context_, parameter, value)));
    return absl::OkStatus();
  }
  absl::Status Append(std::string_view bytes) override {
    return Run(bytes, ZSTD_e_continue);
  }
  absl::Status End() override {
    PROV_RETURN_IF_ERROR(Run({}, ZSTD_e_continue));
    return Run({}, ZSTD_e_end);
  }

 private:
  static absl::Status Check(size_t result) {
    if (ZSTD_isError(result) == 0) return absl::OkStatus();
    return absl::InternalError(
        absl::StrCat("zstd: ", ZSTD_getErrorName(result)));
  }

  absl::Status Run(std::string_view bytes, ZSTD_EndDirective directive) {
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    size_t remaining = 0;
    do {
      ZSTD_outBuffer out{out_.data(), out_.size(), 0};
      remaining = ZSTD_compressStream2(context_, &out, &in, directive);
      PROV_RETURN_IF_ERROR(Check(remaining));
      PROV_RETURN_IF_ERROR(sink_({out_.data(), out.pos}));
    } while (in.pos < in.size || (directive == ZSTD_e_end && remaining > 0));
    return absl::OkStatus();
  }

  EncoderSink sink_;
  std::vector<char> out_;
  std::optional<ExtraThreads> leave_;
  ZSTD_CCtx* context_ = ZSTD_createCCtx();
};

}  // namespace

absl::StatusOr<std::unique_ptr<Encoder>> MakeEncoder(Encoding encoding,
                                                     unsigned threads,
                                                     EncoderSink sink) {
  if (encoding == Encoding::kGzip) {
    auto gzip = std::make_unique<GzipEncoder>(std::move(sink));
    PROV_RETURN_IF_ERROR(gzip->Start());
    return gzip;
  }
  if (encoding == Encoding::kZstd) {
    auto zstd = std::make_unique<ZstdEncoder>(std::move(sink));
    PROV_RETURN_IF_ERROR(zstd->Start(threads));
    return zstd;
  }
  return std::make_unique<PlainEncoder>(std::move(sink));
}

}  // namespace prov
