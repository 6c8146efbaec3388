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
  State(std::string path_in, const OutputOptions& options_in)
      : path(std::move(path_in)), options(options_in) {}

  // Makes the file, unless that is done.
  absl::Status Begin();
  absl::Status Append(std::string_view bytes);
  absl::StatusOr<Sha256Digest> Finish();
  // Whether what stands there already has these bytes, and may stay.
  absl::StatusOr<bool> IsKept();

  std::string path;
  OutputOptions options;
  std::optional<OutputTarget> target;
  std::unique_ptr<Encoder> encoder;
  std::string buffer;
  Sha256Stream sha256;
  uint64_t bytes_written = 0;
  absl::Status status;
  bool finished = false;
};

absl::Status OutputFile::State::Begin() {
  if (target.has_value()) return absl::OkStatus();
  PROV_ASSIGN_OR_RETURN(OutputTarget made, OutputTarget::Create(path));
  target.emplace(std::move(made));
  buffer.reserve(kEncoderUnit);
  const auto sink = [this](std::string_view bytes) {
    const int error = WriteAll(target->fd(), bytes);
    if (error != 0) return ErrnoStatus(target->name(), "write failed", error);
    target->StartWriteback(bytes.size());
    return absl::OkStatus();
  };
  PROV_ASSIGN_OR_RETURN(
      encoder, MakeEncoder(EncodingNamed(path), options.threads, sink));
  return absl::OkStatus();
}

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

absl::StatusOr<Sha256Digest> OutputFile::State::Finish() {
  PROV_RETURN_IF_ERROR(Begin());
  if (!buffer.empty()) PROV_RETURN_IF_ERROR(encoder->Append(buffer));
  PROV_RETURN_IF_ERROR(encoder->End());
  PROV_RETURN_IF_ERROR(target->CloseInPlace());
  if (options.hold == Hold::kReopen) PROV_RETURN_IF_ERROR(target->Park());
  buffer = {};
  encoder = nullptr;
  finished = true;
  return sha256.Finish();
}

absl::StatusOr<bool> OutputFile::State::IsKept() {
  if (!options.keep_if_same) return false;
  PROV_RETURN_IF_ERROR(target->Unpark());
  const bool same = target->HasSameBytesAlready();
  if (options.hold == Hold::kReopen) PROV_RETURN_IF_ERROR(target->Park());
  return same;
}

OutputFile::OutputFile(std::unique_ptr<State> state)
    : state_(std::move(state)) {}
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile& OutputFile::operator=(OutputFile&&) noexcept = default;
OutputFile::~OutputFile() = default;

absl::StatusOr<OutputFile> OutputFile::Create(const std::string& path,
                                              const OutputOptions& options) {
  auto state = std::make_unique<State>(path, options);
  if (options.hold == Hold::kOpen) PROV_RETURN_IF_ERROR(state->Begin());
  return OutputFile(std::move(state));
}

absl::Status OutputFile::Write(std::string_view bytes) {
  State& state = *state_;
  if (!state.status.ok()) return state.status;
  PROV_RETURN_IF_ERROR(state.status = state.Begin());
  if (state.options.digest) state.sha256.Update(bytes);
  state.bytes_written += bytes.size();
  return state.status = state.Append(bytes);
}

absl::StatusOr<Sha256Digest> OutputFile::Finish() {
  PROV_RETURN_IF_ERROR(state_->status);
  absl::StatusOr<Sha256Digest> digest = state_->Finish();
  state_->status = digest.status();
  return digest;
}

bool OutputFile::finished() const { return state_->finished; }

const std::string& OutputFile::path() const { return state_->path; }

uint64_t OutputFile::bytes_written() const { return state_->bytes_written; }

absl::Status CommitAll(std::span<OutputFile* const> files) {
  for (const OutputFile* file : files) {
    if (file->state_->finished) continue;
    return absl::FailedPreconditionError(
        absl::StrFormat("%s: is not written to its end; nothing is committed",
                        file->path() == "-" ? "stdout" : file->path()));
  }
  std::vector<OutputFile::State*> changed;
  for (const OutputFile* file : files) {
    PROV_ASSIGN_OR_RETURN(const bool kept, file->state_->IsKept());
    if (!kept) changed.push_back(file->state_.get());
  }
  for (const OutputFile::State* state : changed)
    PROV_RETURN_IF_ERROR(state->target->MakeDurable());
  for (size_t i = 0; i < changed.size(); ++i) {
    OutputTarget& target = *changed[i]->target;
    PROV_RETURN_IF_ERROR(target.Rename());
    const bool in_a_row =
        changed[i]->options.hold == Hold::kReopen && i + 1 < changed.size() &&
        changed[i + 1]->target->folder_name() == target.folder_name();
    if (!in_a_row) PROV_RETURN_IF_ERROR(target.SyncFolder());
    target.CloseFolder();
  }
  return absl::OkStatus();
}

}  // namespace prov
