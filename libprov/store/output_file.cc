// Write() -> SHA-256 -> pieces of kEncoderUnit bytes -> Encoder -> target.  A
// piece is cut from the caller's bytes where they hold a whole one, else it is
// collected in a buffer, so that large writes are not copied and the encoder
// always sees the same pieces.  The first error sticks.
//
// Held by output_file_test.cc and output_commit_test.cc.

#include "libprov/store/output_file.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "libprov/store/encoder.h"
#include "libprov/store/output_target.h"

namespace prov {

struct OutputFile::State {
  State(std::string path_in, OutputTarget target_in, bool keep_if_same_in)
      : path(std::move(path_in)),
        target(std::move(target_in)),
        keep_if_same(keep_if_same_in) {
    buffer.reserve(kEncoderUnit);
  }

  absl::Status Append(std::string_view bytes);

  std::string path;
  OutputTarget target;
  bool keep_if_same;
  std::unique_ptr<Encoder> encoder;
  std::string buffer;
  Sha256Stream sha256;
  uint64_t bytes_written = 0;
  absl::Status status;
  bool finished = false;
};

absl::Status OutputFile::State::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    std::string_view piece = bytes.substr(0, kEncoderUnit - buffer.size());
    bytes.remove_prefix(piece.size());
    if (piece.size() < kEncoderUnit) {
      buffer.append(piece);
      piece = buffer;
    }
    if (piece.size() < kEncoderUnit) break;
    PROV_RETURN_IF_ERROR(encoder->Append(piece));
    buffer.clear();
  }
  return absl::OkStatus();
}

OutputFile::OutputFile(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile& OutputFile::operator=(OutputFile&&) noexcept = default;
OutputFile::~OutputFile() = default;

absl::StatusOr<OutputFile> OutputFile::Create(const std::string& path,
                                              const OutputOptions& options) {
  PROV_ASSIGN_OR_RETURN(OutputTarget target, OutputTarget::Create(path));
  auto state =
      std::make_unique<State>(path, std::move(target), options.keep_if_same);
  const auto sink = [raw = state.get()](std::string_view bytes) {
    const int error = WriteAll(raw->target.fd(), bytes);
    return error == 0 ? absl::OkStatus()
                      : ErrnoStatus(raw->target.name(), "write failed", error);
  };
  PROV_ASSIGN_OR_RETURN(
      state->encoder, MakeEncoder(EncodingNamed(path), options.threads, sink));
  return OutputFile(std::move(state));
}

absl::Status OutputFile::Write(std::string_view bytes) {
  if (!state_->status.ok()) return state_->status;
  state_->sha256.Update(bytes);
  state_->bytes_written += bytes.size();
  return state_->status = state_->Append(bytes);
}

absl::StatusOr<Sha256Digest> OutputFile::Finish() {
  State& state = *state_;
  PROV_RETURN_IF_ERROR(state.status);
  if (!state.buffer.empty())
    PROV_RETURN_IF_ERROR(state.status = state.encoder->Append(state.buffer));
  PROV_RETURN_IF_ERROR(state.status = state.encoder->End());
  PROV_RETURN_IF_ERROR(state.status = state.target.CloseInPlace());
  state.buffer = {};
  state.encoder = nullptr;
  state.finished = true;
  return state.sha256.Finish();
}

bool OutputFile::finished() const { return state_->finished; }

const std::string& OutputFile::path() const { return state_->path; }

uint64_t OutputFile::bytes_written() const { return state_->bytes_written; }

absl::Status CommitAll(std::span<OutputFile* const> files) {
  for (const OutputFile* file : files) {
    if (file->state_->finished) continue;
    return absl::FailedPreconditionError(
        absl::StrFormat("%s: is not written to its end; nothing is committed",
                        file->state_->target.name()));
  }
  std::vector<OutputTarget*> changed;
  for (const OutputFile* file : files) {
    OutputTarget& target = file->state_->target;
    if (!file->state_->keep_if_same || !target.HasSameBytesAlready())
      changed.push_back(&target);
  }
  for (const OutputTarget* target : changed)
    PROV_RETURN_IF_ERROR(target->MakeDurable());
  for (OutputTarget* target : changed) PROV_RETURN_IF_ERROR(target->Rename());
  return absl::OkStatus();
}

}  // namespace prov
