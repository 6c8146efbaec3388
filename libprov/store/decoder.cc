// One loop serves both formats: ask for input only when the last step neither
// filled the output buffer nor left input over, and at the end of the input
// insist on standing between two members.
//
// Held by input_bytes_test.cc: members, frames, every truncation, every flipped
// bit of a gzip file; hunted by tests/fuzz/input_bytes_fuzz.cc.

#include "libprov/store/decoder.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <string>
#include <vector>

#include "absl/strings/str_format.h"

namespace prov {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 20;

// One step of a decoder.
struct Step {
  bool member_ended = false;
  std::string error = {};  // Empty if all is well.
  bool window_too_large = false;
};

// A piece of input not yet decoded and room for output not yet filled.
struct Buffers {
  const char* in = nullptr;
  size_t in_size = 0;
  char* out = nullptr;
  size_t out_size = 0;
};

class GzipMember {
 public:
  GzipMember() { ready_ = inflateInit2(&stream_, 15 + 16) == Z_OK; }
  ~GzipMember() { inflateEnd(&stream_); }
  GzipMember(const GzipMember&) = delete;
  GzipMember& operator=(const GzipMember&) = delete;

  Step Advance(Buffers& buffers) {
    if (!ready_) return {.error = "zlib has no memory"};
    if (ended_) inflateReset(&stream_);
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(buffers.in));
    stream_.avail_in = static_cast<uInt>(buffers.in_size);
    stream_.next_out = reinterpret_cast<Bytef*>(buffers.out);
    stream_.avail_out = static_cast<uInt>(buffers.out_size);
    const int result = inflate(&stream_, Z_NO_FLUSH);
    buffers.in = reinterpret_cast<const char*>(stream_.next_in);
    buffers.in_size = stream_.avail_in;
    buffers.out_size = stream_.avail_out;
    ended_ = result == Z_STREAM_END;
    members_ += ended_ ? 1 : 0;
    if (ended_ || result == Z_OK || result == Z_BUF_ERROR)
      return {.member_ended = ended_};
    const std::string why = stream_.msg != nullptr ? stream_.msg : "bad stream";
    if (members_ > 0 && why == "incorrect header check")
      return {.error = "what follows the last gzip member is not gzip"};
    return {.error = why};
  }

 private:
  z_stream stream_{};
  bool ready_ = false;
  bool ended_ = false;
  uint64_t members_ = 0;
};

class ZstdFrame {
 public:
  ZstdFrame() : context_(ZSTD_createDCtx()) {}
  ~ZstdFrame() { ZSTD_freeDCtx(context_); }
  ZstdFrame(const ZstdFrame&) = delete;
  ZstdFrame& operator=(const ZstdFrame&) = delete;

  Step Advance(Buffers& buffers) {
    if (context_ == nullptr) return {.error = "zstd has no memory"};
    ZSTD_inBuffer in{buffers.in, buffers.in_size, 0};
    ZSTD_outBuffer out{buffers.out, buffers.out_size, 0};
    const size_t result = ZSTD_decompressStream(context_, &out, &in);
    buffers.in += in.pos;
    buffers.in_size -= in.pos;
    buffers.out_size -= out.pos;
    if (ZSTD_isError(result) == 0) {
      frames_ += result == 0 ? 1 : 0;
      return {.member_ended = result == 0};
    }
    const ZSTD_ErrorCode code = ZSTD_getErrorCode(result);
    if (code == ZSTD_error_frameParameter_windowTooLarge)
      return {.error = "window", .window_too_large = true};
    if (code == ZSTD_error_prefix_unknown && frames_ > 0)
      return {.error = "what follows the last zstd frame is not zstd"};
    return {.error = ZSTD_getErrorName(result)};
  }

 private:
  ZSTD_DCtx* context_;
  uint64_t frames_ = 0;
};

absl::Status StepError(const Step& step, std::string_view name,
                       uint64_t decoded_bytes) {
  if (step.window_too_large) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: needs a zstd window over 128 MiB; compress it again with a window "
        "of at most 27 bits (zstd --long=27)",
        name));
  }
  return absl::DataLossError(absl::StrFormat(
      "%s: damaged after %d decoded bytes: %s; fetch or make it again", name,
      decoded_bytes, step.error));
}

template <typename Member>
absl::Status DecodeMembers(std::string_view name, ByteSource source,
                           ByteSink sink) {
  Member member;
  std::vector<char> in(kBufferBytes);
  std::vector<char> out(kBufferBytes);
  Buffers buffers{.out = out.data(), .out_size = out.size()};
  uint64_t decoded_bytes = 0;
  bool between_members = false;
  bool output_pending = false;
  while (true) {
    if (buffers.in_size == 0 && !output_pending) {
      PROV_ASSIGN_OR_RETURN(buffers.in_size, source(in));
      if (buffers.in_size == 0) break;
      buffers.in = in.data();
    }
    buffers.out_size = out.size();
    const Step step = member.Advance(buffers);
    const size_t produced = out.size() - buffers.out_size;
    PROV_RETURN_IF_ERROR(sink({out.data(), produced}));
    decoded_bytes += produced;
    if (!step.error.empty()) return StepError(step, name, decoded_bytes);
    between_members = step.member_ended;
    output_pending = buffers.out_size == 0 && !between_members;
  }
  if (between_members) return absl::OkStatus();
  return absl::DataLossError(
      absl::StrFormat("%s: cut short after %d decoded bytes; fetch or make it "
                      "again",
                      name, decoded_bytes));
}

absl::Status Copy(ByteSource source, ByteSink sink) {
  std::vector<char> buffer(kBufferBytes);
  while (true) {
    PROV_ASSIGN_OR_RETURN(const size_t count, source(buffer));
    if (count == 0) return absl::OkStatus();
    PROV_RETURN_IF_ERROR(sink({buffer.data(), count}));
  }
}

bool IsGzip(std::string_view head) { return head.starts_with("\x1f\x8b"); }

bool IsZstd(std::string_view head) {
  constexpr std::string_view kFrame = "\x28\xb5\x2f\xfd";
  constexpr std::string_view kSkippableTail = "\x2a\x4d\x18";  // 0x184D2A50-5F
  if (head.size() >= 2 && head.size() < kFrame.size())
    return kFrame.starts_with(head);
  return head.starts_with(kFrame) ||
         (head.size() >= 4 && (head[0] & 0xf0) == 0x50 &&
          head.substr(1, 3) == kSkippableTail);
}

}  // namespace

Encoding EncodingNamed(std::string_view name) {
  if (name.ends_with(".gz")) return Encoding::kGzip;
  if (name.ends_with(".zst")) return Encoding::kZstd;
  return Encoding::kPlain;
}

Encoding EncodingOf(std::string_view head, std::string_view name) {
  if (IsGzip(head)) return Encoding::kGzip;
  if (IsZstd(head)) return Encoding::kZstd;
  return head.size() < kMagicBytes ? EncodingNamed(name) : Encoding::kPlain;
}

absl::Status Decode(Encoding encoding, std::string_view name, ByteSource source,
                    ByteSink sink) {
  switch (encoding) {
    case Encoding::kGzip:
      return DecodeMembers<GzipMember>(name, source, sink);
    case Encoding::kZstd:
      return DecodeMembers<ZstdFrame>(name, source, sink);
    case Encoding::kPlain:
      break;
  }
  return Copy(source, sink);
}

}  // namespace prov
