#include "libprov/dedupe/layout_text.h"

#include <algorithm>

#include "libprov/base/json_writer.h"

namespace prov {
namespace {

constexpr uint64_t kPieceBytes = uint64_t{1} << 16;

// A string as JSON has it, less the quotes.
std::string Escaped(std::string_view text) {
  std::string quoted;
  JsonWriter(quoted).Value(text);
  return quoted.substr(1, quoted.size() - 2);
}

}  // namespace

LayoutText::LayoutText(const MemoryBudget& memory)
    : max_bytes_(memory.limited() ? kPieceBytes : MemoryBudget::kUnlimited) {}

void LayoutText::BeginInputs(size_t count) {
  for (; inputs_ < count; ++inputs_) {
    EndRun();
    AddText(inputs_ == 0 ? "[" : "],[");
    any_ = false;
  }
}

void LayoutText::Append(size_t input, const Layout& layout) {
  BeginInputs(input + 1);
  for (const LayoutRun& run : layout.runs()) Add(run);
}

void LayoutText::Add(const LayoutRun& run) {
  const bool is_literal = run.source == LayoutRun::Source::kLiteral;
  if (source_ != run.source) {
    EndRun();
    source_ = run.source;
    if (is_literal) {
      AddText(any_ ? ",\"l" : "\"l");
      any_ = true;
    }
  }
  lines_ += run.lines;
  if (is_literal) AddText(Escaped(run.literal));
}

void LayoutText::EndRun() {
  if (!source_.has_value()) return;
  if (source_ == LayoutRun::Source::kLiteral) {
    AddText("\"");
  } else {
    AddText(any_ ? ",\"" : "\"");
    AddText(ToString(LayoutRun{.source = *source_, .lines = lines_}));
    AddText("\"");
    any_ = true;
  }
  source_.reset();
  lines_ = 0;
}

void LayoutText::AddText(std::string_view text) {
  text_ += text;
  if (text_.size() <= max_bytes_) return;
  file_.Append(text_);
  text_.clear();
}

absl::Status LayoutText::Write(
    size_t num_inputs,
    absl::FunctionRef<absl::Status(std::string_view)> write) {
  BeginInputs(num_inputs);
  EndRun();
  std::string piece;
  for (uint64_t done = 0; done < file_.size_bytes(); done += piece.size()) {
    piece.resize(std::min(kPieceBytes, file_.size_bytes() - done));
    file_.Read(done, piece);
    PROV_RETURN_IF_ERROR(file_.status());
    PROV_RETURN_IF_ERROR(write(piece));
  }
  PROV_RETURN_IF_ERROR(file_.status());
  PROV_RETURN_IF_ERROR(write(text_));
  return write(num_inputs == 0 ? "]" : "]]");
}

}  // namespace prov
