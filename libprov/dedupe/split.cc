// An input is cut into stretches.  Threads turn a stretch into the bytes that
// go to each output; finished stretches wait for those before them and are
// written in order.
//
// Tested by split_test.cc (restore gives back what was split, for inputs of
// every shape) and by bench/roundtrip.sh over real data.

#include "libprov/dedupe/split.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/dedupe/delta.h"
#include "libprov/dedupe/drop_file.h"
#include "libprov/dedupe/kept_files.h"
#include "libprov/dedupe/kept_writer.h"
#include "libprov/dedupe/layout.h"
#include "libprov/dedupe/layout_text.h"
#include "libprov/dedupe/stretches.h"

namespace prov {
namespace {

constexpr uint64_t kStretchBytes = uint64_t{2} << 20;
constexpr uint64_t kLeastStretchBytes = uint64_t{128} << 10;
constexpr uint64_t kParts = 64;  // Of a budget, for each thread's stretch.

// What a stretch gives to each output.
struct Pieces {
  std::string kept;
  std::string dropped;
  std::string rejects;
  Layout layout;
};

// Turns stretches into pieces.  One thread at a time.
class Cutter {
 public:
  Cutter(const Corpus& corpus, const SpillVector<Removal>& removals,
         std::span<const InputShape> shapes)
      : corpus_(&corpus),
        rows_(corpus.documents()),
        removals_(removals),
        num_removals_(removals.size()),
        shapes_(shapes) {}

  absl::StatusOr<Pieces> Cut(const Stretch& stretch) {
    pieces_ = {};
    stretch_ = &stretch;
    done_to_ = stretch.begin;
    bytes_.resize(stretch.end - stretch.begin);
    PROV_RETURN_IF_ERROR(
        corpus_->inputs()[stretch.input].Read(stretch.begin, bytes_));
    if (stretch.of == Stretch::Of::kLines) {
      PROV_RETURN_IF_ERROR(AddLines(stretch));
    } else if (stretch.of == Stretch::Of::kGap) {
      AddGap(stretch.end);
    } else {
      AddPartOfReject(stretch);
    }
    return std::move(pieces_);
  }

 private:
  Format format() const { return corpus_->sources()[stretch_->input].format; }

  std::string_view View(uint64_t begin, uint64_t end) const {
    return std::string_view(bytes_).substr(begin - stretch_->begin,
                                           end - begin);
  }

  absl::Status AddLines(const Stretch& stretch) {
    size_t removal = stretch.first_removal;
    size_t reject = stretch.first_reject;
    for (DocumentId document = stretch.first; document < stretch.last;
         ++document) {
      const DocumentRow row = rows_[document];
      const LinePlace place = PlaceOf(*corpus_, row);
      while (reject < stretch.last_reject &&
             corpus_->rejects()[reject].place.offset < place.begin) {
        AddReject(corpus_->rejects()[reject++]);
      }
      AddGap(place.begin);
      PROV_RETURN_IF_ERROR(
          CheckRecord(row, View(place.begin, place.record_end)));
      if (removal < num_removals_ && removals_[removal].dropped == document) {
        PROV_RETURN_IF_ERROR(AddDrop(removals_[removal++], place));
      } else {
        AddKept(place);
      }
    }
    while (reject < stretch.last_reject) {
      AddReject(corpus_->rejects()[reject++]);
    }
    AddGap(stretch.end);
    return absl::OkStatus();
  }

  void AddPartOfReject(const Stretch& stretch) {
    pieces_.rejects.append(bytes_);
    if (stretch.ends_line && !bytes_.ends_with('\n')) {
      pieces_.rejects.push_back('\n');
    }
    if (format() != Format::kJsonLines) {
      pieces_.layout.AddBytes(LayoutRun::Source::kRejectedBytes,
                              pieces_.rejects.size());
    } else if (stretch.of == Stretch::Of::kReject) {
      pieces_.layout.AddLine(LayoutRun::Source::kRejected);
    }
  }

  // Bytes up to `end` that belong to no line.
  void AddGap(uint64_t end) {
    pieces_.layout.AddLiteral(View(done_to_, end));
    done_to_ = end;
  }

  void AddKept(const LinePlace& place) {
    const std::string_view line = View(place.begin, place.end);
    const size_t size = pieces_.kept.size();
    pieces_.kept.append(line);
    // Lines stay lines where another one follows that had none to follow it.
    if (format() != Format::kText && !line.ends_with('\n')) {
      pieces_.kept.push_back('\n');
    }
    if (format() == Format::kJsonLines) {
      pieces_.layout.AddLine(LayoutRun::Source::kKept);
    } else {
      pieces_.layout.AddBytes(LayoutRun::Source::kKeptBytes,
                              pieces_.kept.size() - size);
    }
    done_to_ = place.end;
  }

  void AddReject(const Rejected& rejected) {
    const LinePlace place = PlaceOf(*corpus_, rejected);
    AddGap(place.begin);
    const std::string_view line = View(place.begin, place.end);
    const size_t size = pieces_.rejects.size();
    pieces_.rejects.append(line);
    if (!line.ends_with('\n')) pieces_.rejects.push_back('\n');
    if (format() == Format::kJsonLines) {
      pieces_.layout.AddLine(LayoutRun::Source::kRejected);
    } else {
      pieces_.layout.AddBytes(LayoutRun::Source::kRejectedBytes,
                              pieces_.rejects.size() - size);
    }
    done_to_ = place.end;
  }

  absl::Status AddDrop(const Removal& removal, const LinePlace& place) {
    const std::string_view record = View(place.begin, place.record_end);
    PROV_ASSIGN_OR_RETURN(const Delta delta, DeltaOf(removal, record));
    pieces_.dropped += DropLineOf(corpus_->documents(), removal, record, delta,
                                  shapes_[stretch_->input].line_ending) +
                       "\n";
    pieces_.layout.AddLine(LayoutRun::Source::kDropped);
    done_to_ = place.end;
    return absl::OkStatus();
  }

  absl::StatusOr<Delta> DeltaOf(const Removal& removal,
                                std::string_view record) {
    const size_t kept_size = corpus_->documents()[removal.kept].place.length;
    if (removal.ends.has_value()) {
      const bool same =
          removal.ends->head == record.size() && record.size() == kept_size;
      return same ? Delta{} : MakeSplice(*removal.ends, record);
    }
    PROV_RETURN_IF_ERROR(corpus_->ReadRecord(removal.kept, kept_));
    return MakeDelta(std::string_view(kept_).substr(0, kept_size), record);
  }

  absl::Status CheckRecord(const DocumentRow& row,
                           std::string_view record) const {
    if (Hash64(record) == row.record_hash) return absl::OkStatus();
    return absl::DataLossError(corpus_->PlaceName(row.place) +
                               ": changed while it was read");
  }

  const Corpus* corpus_;
  DocumentTable::Reader rows_;
  SpillVector<Removal>::Reader removals_;
  size_t num_removals_;
  std::span<const InputShape> shapes_;
  std::string bytes_;
  std::string kept_;
  const Stretch* stretch_ = nullptr;
  uint64_t done_to_ = 0;
  Pieces pieces_;
};

}  // namespace

absl::Status Split(const Corpus& corpus, size_t num_inputs,
                   const SpillVector<Removal>& removals, const RunFacts& run,
                   const SplitOutputs& outputs, const Resources& resources) {
  PROV_RETURN_IF_ERROR(outputs.dropped->Write(RunLine(run) + "\n"));
  std::vector<InputShape> shapes;
  for (size_t input = 0; input < num_inputs; ++input) {
    PROV_ASSIGN_OR_RETURN(InputShape shape,
                          ShapeOf(corpus, input, run.inputs[input]));
    PROV_RETURN_IF_ERROR(
        outputs.dropped->Write(InputLine(input, shape) + "\n"));
    shapes.push_back(std::move(shape));
  }
  KeptWriter kept(corpus, num_inputs, outputs.kept);
  const unsigned threads = std::max(resources.threads, 1U);
  const uint64_t stretch_bytes =
      std::clamp(resources.memory.Share(kParts * threads), kLeastStretchBytes,
                 kStretchBytes);
  const std::vector<Stretch> stretches =
      StretchesOf(corpus, num_inputs, removals, stretch_bytes);
  LayoutText layout(resources.memory);
  auto write = [&](const Stretch& stretch,
                   const Pieces& pieces) -> absl::Status {
    PROV_RETURN_IF_ERROR(kept.Write(stretch.input, pieces.kept));
    PROV_RETURN_IF_ERROR(outputs.dropped->Write(pieces.dropped));
    if (outputs.rejects != nullptr) {
      PROV_RETURN_IF_ERROR(outputs.rejects->Write(pieces.rejects));
    }
    layout.Append(stretch.input, pieces.layout);
    return absl::OkStatus();
  };

  std::vector<Cutter> cutters(threads, Cutter(corpus, removals, shapes));
  Lookahead lookahead(threads + 2);
  std::mutex mutex;  // Guards what follows, and the outputs.
  std::map<size_t, Pieces> waiting;
  size_t next = 0;
  auto cut = [&](size_t index, unsigned worker) -> absl::Status {
    if (!lookahead.Wait(index)) return absl::OkStatus();
    PROV_ASSIGN_OR_RETURN(Pieces pieces, cutters[worker].Cut(stretches[index]));
    const std::lock_guard lock(mutex);
    waiting.emplace(index, std::move(pieces));
    while (!waiting.empty() && waiting.begin()->first == next) {
      PROV_RETURN_IF_ERROR(write(stretches[next], waiting.begin()->second));
      waiting.erase(waiting.begin());
      lookahead.TakenTo(++next);
    }
    return absl::OkStatus();
  };
  PROV_RETURN_IF_ERROR(ParallelFor(stretches.size(), threads,
                                   [&](size_t index, unsigned worker) {
                                     absl::Status status = cut(index, worker);
                                     if (!status.ok()) lookahead.Stop();
                                     return status;
                                   }));
  PROV_RETURN_IF_ERROR(corpus.status());
  PROV_RETURN_IF_ERROR(removals.status());
  LayoutLine digests;
  PROV_ASSIGN_OR_RETURN(digests.kept_sha256, kept.Finish());
  // A text file that is kept stands where it stood, as it was.
  const std::vector<bool> kept_texts = KeptTexts(corpus, num_inputs, removals);
  for (size_t i = 0; i < outputs.kept.size(); ++i) {
    if (outputs.kept[i] != nullptr || !kept_texts[i]) continue;
    digests.kept_sha256[i] = shapes[i].facts.sha256;
  }
  if (outputs.rejects != nullptr) {
    PROV_ASSIGN_OR_RETURN(const Sha256Digest digest, outputs.rejects->Finish());
    digests.rejects_sha256 = Hex(digest);
  }
  PROV_RETURN_IF_ERROR(WriteLayoutLine(layout, num_inputs, digests,
                                       [&outputs](std::string_view piece) {
                                         return outputs.dropped->Write(piece);
                                       }));
  PROV_RETURN_IF_ERROR(outputs.dropped->Write("\n"));
  return outputs.dropped->Finish().status();
}

}  // namespace prov
