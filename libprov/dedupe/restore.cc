// The layout says from which file the next line comes; kept and rejects files
// are read from front to back.  Drops come in input order too, but the record
// a drop was kept for may stand anywhere: kept_records.h finds it.
//
// Tested by split_test.cc, restore_test.cc and bench/roundtrip.sh.

#include "libprov/dedupe/restore.h"

#include <algorithm>
#include <span>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/hash.h"
#include "libprov/dedupe/kept_records.h"

namespace prov {
namespace {

constexpr uint64_t kPieceBytes = uint64_t{1} << 20;

// Reads a file line by line, endings included.
class LineReader {
 public:
  explicit LineReader(const InputBytes& input) : input_(&input) {}

  const std::string& path() const { return input_->path(); }

  // Up to `most` bytes, valid until the next call; empty at the end.
  absl::StatusOr<std::string_view> NextBytes(uint64_t most) {
    if (begin_ == buffer_.size()) PROV_RETURN_IF_ERROR(ReadOn());
    const std::string_view bytes =
        std::string_view(buffer_).substr(begin_, most);
    begin_ += bytes.size();
    searched_ = std::max(searched_, begin_);
    return bytes;
  }

  // The next line, valid until the next call; empty at the end.
  absl::StatusOr<std::string_view> Next() {
    while (true) {
      const size_t newline = buffer_.find('\n', searched_);
      if (newline != std::string::npos || read_ == input_->size_bytes()) {
        const size_t end =
            newline == std::string::npos ? buffer_.size() : newline + 1;
        const std::string_view line =
            std::string_view(buffer_).substr(begin_, end - begin_);
        begin_ = searched_ = end;
        return line;
      }
      PROV_RETURN_IF_ERROR(ReadOn());
    }
  }

 private:
  absl::Status ReadOn() {
    buffer_.erase(0, begin_);
    begin_ = 0;
    searched_ = buffer_.size();
    const uint64_t size = std::min(kPieceBytes, input_->size_bytes() - read_);
    buffer_.resize(searched_ + size);
    PROV_RETURN_IF_ERROR(
        input_->Read(read_, std::span(buffer_).subspan(searched_)));
    read_ += size;
    return absl::OkStatus();
  }

  const InputBytes* input_;
  std::string buffer_;
  size_t begin_ = 0;     // Of the next line, in buffer_.
  size_t searched_ = 0;  // No "\n" before this.
  uint64_t read_ = 0;    // Bytes of the input in buffer_ or before it.
};

absl::Status CheckDigest(const InputBytes& file, const std::string& expected,
                         const std::string& dropped_path) {
  Sha256Stream sha256;
  std::string piece;
  for (uint64_t offset = 0; offset < file.size_bytes();
       offset += piece.size()) {
    piece.resize(std::min(kPieceBytes, file.size_bytes() - offset));
    PROV_RETURN_IF_ERROR(file.Read(offset, piece));
    sha256.Update(piece);
  }
  const std::string digest = Hex(sha256.Finish());
  if (digest == expected) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrFormat(
      "%s: has SHA-256 %s, but %s was written beside one with %s: it has been "
      "edited since, or belongs to another run",
      file.path(), digest, dropped_path, expected));
}

// How kept files are read: as the inputs that they are of were.
std::vector<InputSpec> KeptSpecs(const DropFileFrame& frame,
                                 const std::vector<std::string>& kept) {
  std::vector<InputSpec> specs;
  for (size_t input = 0; input < frame.layout.kept_sha256.size(); ++input) {
    if (frame.layout.kept_sha256[input].empty()) continue;
    InputSpec& spec = specs.emplace_back();
    spec.path = kept[specs.size() - 1];
    if (frame.inputs.empty()) continue;
    spec.format = frame.inputs[input].format;
    spec.facts.id = frame.inputs[input].id;
  }
  return specs;
}

}  // namespace

struct Restorer::State {
  std::string dropped_path;
  DropFileFrame frame;
  KeptRecords kept;
  std::vector<InputBytes> rejects;  // None or one.
  // The kept file of each input, or one for all; nullptr for those without.
  std::vector<const InputBytes*> kept_files;

  // Whether records were dropped for those of an archive that is not here.
  bool LacksArchive() const {
    return frame.run.params.contains("against_sha256") &&
           kept.files().size() == kept.kept_files().size();
  }
};

Restorer::Restorer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Restorer::~Restorer() = default;
Restorer::Restorer(Restorer&&) noexcept = default;

const std::vector<InputShape>& Restorer::inputs() const {
  return state_->frame.inputs;
}

std::vector<const InputBytes*> Restorer::files() const {
  std::vector<const InputBytes*> files;
  for (const InputBytes& file : state_->kept.files()) {
    files.push_back(&file);
  }
  for (const InputBytes& file : state_->rejects) files.push_back(&file);
  return files;
}

absl::StatusOr<Restorer> Restorer::Open(
    const std::string& dropped_path, std::vector<std::string> kept,
    const std::optional<std::string>& rejects,
    const std::vector<std::string>& archive) {
  auto state = std::make_unique<State>();
  state->dropped_path = dropped_path;
  PROV_ASSIGN_OR_RETURN(state->frame, ReadDropFileFrame(dropped_path));
  const LayoutLine& layout = state->frame.layout;
  if (kept.size() != layout.num_kept_files()) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: belongs to %d kept files, not %d; name all of them, or their "
        "folder",
        dropped_path, layout.num_kept_files(), kept.size()));
  }
  PROV_ASSIGN_OR_RETURN(const ReadOptions options,
                        ReadOptionsFrom(state->frame.run.params));
  PROV_ASSIGN_OR_RETURN(
      state->kept,
      KeptRecords::Open(KeptSpecs(state->frame, kept), archive, options));
  size_t next = 0;
  for (const std::string& digest : layout.kept_sha256) {
    if (digest.empty()) {
      state->kept_files.push_back(nullptr);
      continue;
    }
    const InputBytes& file = state->kept.files()[next++];
    PROV_RETURN_IF_ERROR(CheckDigest(file, digest, dropped_path));
    state->kept_files.push_back(&file);
  }
  if (layout.needs_rejects() && !rejects.has_value()) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: some lines were rejected; name their file with --rejects",
        dropped_path));
  }
  if (layout.rejects_sha256.has_value() && rejects.has_value()) {
    PROV_ASSIGN_OR_RETURN(InputBytes file, InputBytes::Open(*rejects));
    PROV_RETURN_IF_ERROR(
        CheckDigest(file, *layout.rejects_sha256, dropped_path));
    state->rejects.push_back(std::move(file));
  }
  PROV_RETURN_IF_ERROR(state->kept.Index(dropped_path, state->frame.inputs));
  return Restorer(std::move(state));
}

namespace {

// Puts one input after the other together.
class Assembler {
 public:
  // `kept` has one file for each input, perhaps nullptr, or one for all.
  Assembler(const std::vector<InputShape>& shapes, const LayoutLine& layout,
            const std::vector<const InputBytes*>& kept,
            std::vector<LineReader> rejects,
            const std::vector<OutputFile*>& outputs)
      : shapes_(shapes),
        layout_(layout),
        kept_(kept),
        rejects_(std::move(rejects)),
        outputs_(outputs) {}

  // Writes everything before the next dropped record of the layouts, then
  // `record`, which is that one.
  absl::Status AddDropped(uint32_t input, std::string_view record,
                          std::string_view ending) {
    PROV_RETURN_IF_ERROR(Advance());
    if (input_ >= shapes_.size() || input_ != input) {
      return absl::DataLossError("more drops than the layout has room for");
    }
    ++line_;
    PROV_RETURN_IF_ERROR(Write(record));
    return Write(ending);
  }

  absl::Status Finish() {
    PROV_RETURN_IF_ERROR(Advance());
    if (input_ == shapes_.size()) return absl::OkStatus();
    return absl::DataLossError("fewer drops than the layout has room for");
  }

 private:
  // Up to the next dropped record, or the end of the last input.
  absl::Status Advance() {
    while (input_ < shapes_.size()) {
      const std::vector<LayoutRun>& runs = layout_.inputs[input_].runs();
      if (run_ == runs.size()) {
        PROV_RETURN_IF_ERROR(FinishInput(runs));
        ++input_;
        run_ = line_ = 0;
        continue;
      }
      const LayoutRun& run = runs[run_];
      if (run.source == LayoutRun::Source::kDropped && line_ < run.lines) {
        return absl::OkStatus();
      }
      PROV_RETURN_IF_ERROR(CopyRun(run));
      ++run_;
      line_ = 0;
    }
    return absl::OkStatus();
  }

  absl::Status CopyRun(const LayoutRun& run) {
    if (run.source == LayoutRun::Source::kLiteral) return Write(run.literal);
    if (run.source == LayoutRun::Source::kDropped) return absl::OkStatus();
    const bool is_kept = run.source == LayoutRun::Source::kKept ||
                         run.source == LayoutRun::Source::kKeptBytes;
    LineReader* reader = is_kept || rejects_.empty() ? nullptr : &rejects_[0];
    if (is_kept) {
      PROV_ASSIGN_OR_RETURN(reader, KeptReader());
    }
    if (reader == nullptr) return absl::DataLossError("a file is missing");
    const bool in_bytes = run.source == LayoutRun::Source::kKeptBytes ||
                          run.source == LayoutRun::Source::kRejectedBytes;
    for (uint64_t done = 0; done < run.lines;) {
      PROV_ASSIGN_OR_RETURN(
          const std::string_view bytes,
          in_bytes ? reader->NextBytes(run.lines - done) : reader->Next());
      if (bytes.empty()) {
        return absl::DataLossError(
            absl::StrFormat("%s: has fewer %s than the layout wants",
                            reader->path(), in_bytes ? "bytes" : "lines"));
      }
      PROV_RETURN_IF_ERROR(Write(bytes));
      done += in_bytes ? bytes.size() : 1;
    }
    return absl::OkStatus();
  }

  // The kept file of the input, read to where it goes on.
  absl::StatusOr<LineReader*> KeptReader() {
    const size_t file = kept_.size() == 1 ? 0 : input_;
    if (kept_reader_.has_value() && kept_reader_of_ == file) {
      return &*kept_reader_;
    }
    if (kept_[file] == nullptr) {
      return absl::DataLossError(absl::StrFormat(
          "input '%s' has no kept file, but its layout wants one",
          shapes_[input_].facts.name));
    }
    kept_reader_.emplace(*kept_[file]);
    kept_reader_of_ = file;
    PROV_RETURN_IF_ERROR(SkipHeader(*kept_reader_));
    return &*kept_reader_;
  }

  // A kept file begins with the header of its input, or of the first that has
  // one; the layout has headers as literals.
  absl::Status SkipHeader(LineReader& reader) const {
    std::string_view header = shapes_[input_].header;
    for (const InputShape& shape : shapes_) {
      if (kept_.size() == 1 && header.empty()) header = shape.header;
    }
    while (!header.empty()) {
      PROV_ASSIGN_OR_RETURN(const std::string_view bytes,
                            reader.NextBytes(header.size()));
      if (bytes.empty() || !header.starts_with(bytes)) {
        return absl::DataLossError(
            absl::StrFormat("%s: does not begin with the header of input '%s'",
                            reader.path(), shapes_[input_].facts.name));
      }
      header.remove_prefix(bytes.size());
    }
    return absl::OkStatus();
  }

  // Holds one byte back: whether a last "\n" belongs to the input is known
  // only when it ends.
  absl::Status Write(std::string_view bytes) {
    if (bytes.empty()) return absl::OkStatus();
    if (held_newline_) PROV_RETURN_IF_ERROR(Emit("\n"));
    held_newline_ = bytes.ends_with('\n');
    if (held_newline_) bytes.remove_suffix(1);
    return Emit(bytes);
  }

  absl::Status Emit(std::string_view bytes) {
    return outputs_[input_]->Write(bytes);
  }

  absl::Status FinishInput(const std::vector<LayoutRun>& runs) {
    const InputShape& shape = shapes_[input_];
    const bool ends_with_literal =
        !runs.empty() && runs.back().source == LayoutRun::Source::kLiteral;
    if (held_newline_ && (shape.final_newline || ends_with_literal)) {
      PROV_RETURN_IF_ERROR(Emit("\n"));
    }
    held_newline_ = false;
    PROV_ASSIGN_OR_RETURN(const Sha256Digest digest,
                          outputs_[input_]->Finish());
    if (Hex(digest) == shape.facts.sha256) return absl::OkStatus();
    return absl::DataLossError(
        absl::StrFormat("input '%s' came out with SHA-256 %s, not %s",
                        shape.facts.name, Hex(digest), shape.facts.sha256));
  }

  const std::vector<InputShape>& shapes_;
  const LayoutLine& layout_;
  const std::vector<const InputBytes*>& kept_;
  std::optional<LineReader> kept_reader_;
  size_t kept_reader_of_ = 0;
  std::vector<LineReader> rejects_;
  const std::vector<OutputFile*>& outputs_;
  size_t input_ = 0;
  size_t run_ = 0;
  uint64_t line_ = 0;  // Done of the run, if it is of drops.
  bool held_newline_ = false;
};

}  // namespace

absl::Status Restorer::Restore(const std::vector<OutputFile*>& outputs) {
  std::vector<LineReader> rejects;
  for (const InputBytes& file : state_->rejects) rejects.emplace_back(file);
  Assembler assembler(state_->frame.inputs, state_->frame.layout,
                      state_->kept_files, std::move(rejects), outputs);
  PROV_RETURN_IF_ERROR(ForEachDrop(
      state_->dropped_path, state_->frame.inputs,
      [&](const DropLine& drop) -> absl::Status {
        const absl::StatusOr<std::string> restored = state_->kept.Restore(drop);
        if (!restored.ok() && state_->LacksArchive()) {
          return absl::Status(
              restored.status().code(),
              absl::StrCat(restored.status().message(),
                           "; name the archive with --against"));
        }
        PROV_ASSIGN_OR_RETURN(const std::string record, restored);
        return assembler.AddDropped(drop.input, record, drop.ending);
      }));
  return assembler.Finish();
}

}  // namespace prov
