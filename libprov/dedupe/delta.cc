#include "libprov/dedupe/delta.h"

#include <zstd.h>

#include <algorithm>
#include <bit>
#include <memory>

#include "absl/strings/str_format.h"
#include "libprov/base/shared_ends.h"

namespace prov {
namespace {

// A longer middle is left to zstd, which will find it elsewhere in the record.
constexpr size_t kMaxMiddleBytes = 96;
constexpr int kLevel = 3;

// No record is longer, and no zstd block gives more or takes less.
constexpr uint64_t kMaxRecordBytes = uint64_t{1} << 31;
constexpr uint64_t kMaxBlockBytes = uint64_t{128} << 10;
constexpr uint64_t kMinBlockSourceBytes = 3;

bool IsContinuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
}

// The first bytes that two texts share, whole code points only.
size_t SharedCharactersAtHead(std::string_view a, std::string_view b) {
  size_t head = SharedHead(a, b);
  while (head > 0 && ((head < a.size() && IsContinuation(a[head])) ||
                      (head < b.size() && IsContinuation(b[head])))) {
    --head;
  }
  return head;
}

size_t SharedCharactersAtTail(std::string_view a, std::string_view b) {
  size_t tail = SharedTail(a, b);
  while (tail > 0 && IsContinuation(a[a.size() - tail])) --tail;
  return tail;
}

absl::Status ZstdError(const char* what, size_t code) {
  return absl::InternalError(
      absl::StrFormat("zstd: %s: %s", what, ZSTD_getErrorName(code)));
}

absl::Status NoRoom() {
  return absl::ResourceExhaustedError("zstd: no memory for its own");
}

absl::StatusOr<std::string> Compress(std::string_view kept,
                                     std::string_view dropped) {
  thread_local const std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)>
      context(ZSTD_createCCtx(), &ZSTD_freeCCtx);
  ZSTD_CCtx* zstd = context.get();
  if (zstd == nullptr) return NoRoom();
  ZSTD_CCtx_reset(zstd, ZSTD_reset_session_and_parameters);
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_compressionLevel, kLevel);
  // The whole of both records has to lie in the window.
  const int window_log = std::clamp(
      static_cast<int>(std::bit_width(kept.size() + dropped.size())), 10, 31);
  ZSTD_CCtx_setParameter(zstd, ZSTD_c_windowLog, window_log);
  if (const size_t code = ZSTD_CCtx_refPrefix(zstd, kept.data(), kept.size());
      ZSTD_isError(code) != 0) {
    return ZstdError("refer to the kept record", code);
  }
  std::string frame(ZSTD_compressBound(dropped.size()), '\0');
  const size_t size = ZSTD_compress2(zstd, frame.data(), frame.size(),
                                     dropped.data(), dropped.size());
  if (ZSTD_isError(size) != 0) return ZstdError("compress", size);
  frame.resize(size);
  return frame;
}

absl::Status DoesNotFit() {
  return absl::DataLossError("the delta does not fit its kept record");
}

// Whether a frame can hold so much: asked before room is made for it.
bool CanHold(std::string_view frame, uint64_t size_bytes) {
  return size_bytes <= kMaxRecordBytes &&
         size_bytes <= frame.size() / kMinBlockSourceBytes * kMaxBlockBytes;
}

absl::StatusOr<std::string> Decompress(std::string_view kept,
                                       std::string_view frame,
                                       uint64_t size_bytes) {
  if (!CanHold(frame, size_bytes)) return DoesNotFit();
  thread_local const std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)>
      context(ZSTD_createDCtx(), &ZSTD_freeDCtx);
  ZSTD_DCtx* zstd = context.get();
  if (zstd == nullptr) return NoRoom();
  ZSTD_DCtx_reset(zstd, ZSTD_reset_session_and_parameters);
  ZSTD_DCtx_setParameter(zstd, ZSTD_d_windowLogMax, 31);
  if (const size_t code = ZSTD_DCtx_refPrefix(zstd, kept.data(), kept.size());
      ZSTD_isError(code) != 0) {
    return ZstdError("refer to the kept record", code);
  }
  std::string record(size_bytes, '\0');
  const size_t size = ZSTD_decompressDCtx(zstd, record.data(), record.size(),
                                          frame.data(), frame.size());
  if (ZSTD_isError(size) != 0 || size != size_bytes) return DoesNotFit();
  return record;
}

absl::StatusOr<std::string> Splice(std::string_view kept, const Delta& delta,
                                   uint64_t size_bytes) {
  if (delta.head > kept.size() || delta.tail > kept.size() - delta.head ||
      delta.head + delta.payload.size() + delta.tail != size_bytes) {
    return DoesNotFit();
  }
  std::string record;
  record.reserve(size_bytes);
  record.append(kept.substr(0, delta.head))
      .append(delta.payload)
      .append(kept.substr(kept.size() - delta.tail));
  return record;
}

}  // namespace

std::optional<SharedEnds> FindSplice(std::string_view kept,
                                     std::string_view dropped) {
  const size_t head = SharedCharactersAtHead(kept, dropped);
  const size_t tail =
      SharedCharactersAtTail(kept.substr(head), dropped.substr(head));
  if (dropped.size() - head - tail > kMaxMiddleBytes) return std::nullopt;
  return SharedEnds{.head = static_cast<uint32_t>(head),
                    .tail = static_cast<uint32_t>(tail)};
}

Delta MakeSplice(const SharedEnds& ends, std::string_view dropped) {
  return Delta{.form = Delta::Form::kSplice,
               .head = ends.head,
               .tail = ends.tail,
               .payload = std::string(dropped.substr(
                   ends.head, dropped.size() - ends.head - ends.tail))};
}

absl::StatusOr<Delta> MakeDelta(std::string_view kept,
                                std::string_view dropped) {
  if (kept == dropped) return Delta{};
  if (const std::optional<SharedEnds> ends = FindSplice(kept, dropped)) {
    return MakeSplice(*ends, dropped);
  }
  Delta delta{.form = Delta::Form::kZstd};
  PROV_ASSIGN_OR_RETURN(delta.payload, Compress(kept, dropped));
  return delta;
}

absl::StatusOr<std::string> ApplyDelta(std::string_view kept,
                                       const Delta& delta,
                                       uint64_t size_bytes) {
  switch (delta.form) {
    case Delta::Form::kNothing:
      if (kept.size() != size_bytes) break;
      return std::string(kept);
    case Delta::Form::kSplice:
      return Splice(kept, delta, size_bytes);
    case Delta::Form::kZstd:
      return Decompress(kept, delta.payload, size_bytes);
  }
  return DoesNotFit();
}

}  // namespace prov
