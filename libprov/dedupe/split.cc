// An input is cut into stretches of whole lines.  Threads turn a stretch into
// the bytes that go to each output; finished stretches wait for those before
// them and are written in order.
//
// Tested by split_test.cc (restore gives back what was split, for inputs of
// every shape) and by bench/roundtrip.sh over real data.

#include "libprov/dedupe/split.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <string>
#include <utility>

#include "libprov/base/parallel.h"
#include "libprov/dedupe/delta.h"
#include "libprov/dedupe/drop_file.h"
#include "libprov/dedupe/layout.h"

namespace prov {
namespace {

constexpr uint64_t kStretchBytes = uint64_t{2} << 20;

// Lines [first, last) of the lines that an input consists of, and the bytes
// from the end of the line before to the end of the last one.
struct Stretch {
  size_t input = 0;
  uint64_t begin = 0;
  uint64_t end = 0;
  DocumentId first = 0;
  DocumentId last = 0;
  size_t first_reject = 0;
  size_t last_reject = 0;
};

// What a stretch gives to each output.
struct Pieces {
  std::string kept;
  std::string dropped;
  std::string rejects;
  Layout layout;
};

// A record or a rejected line, with its ending.
struct LinePlace {
  uint64_t begin = 0;
  uint64_t record_end = 0;
  uint64_t end = 0;
};

LinePlace PlaceOf(uint64_t offset, uint64_t length, bool carriage_return,
                  uint64_t input_size) {
  LinePlace place{.begin = offset, .record_end = offset + length};
  place.end =
      std::min(place.record_end + (carriage_return ? 1 : 0) + 1, input_size);
  return place;
}

LinePlace PlaceOf(const Corpus& corpus, DocumentId document) {
  const DocumentRow& row = corpus.documents()[document];
  return PlaceOf(row.place.offset, row.place.length,
                 row.ends_with_carriage_return,
                 corpus.inputs()[row.place.input].size_bytes());
}

LinePlace PlaceOf(const Corpus& corpus, const Rejected& rejected) {
  return PlaceOf(rejected.place.offset, rejected.length_bytes,
                 rejected.ends_with_carriage_return,
                 corpus.inputs()[rejected.place.input].size_bytes());
}

// Cuts the inputs into stretches that cover every byte.
std::vector<Stretch> StretchesOf(const Corpus& corpus, size_t num_inputs) {
  std::vector<Stretch> stretches;
  const std::vector<Rejected>& rejects = corpus.rejects();
  size_t reject = 0;
  for (size_t input = 0; input < num_inputs; ++input) {
    DocumentId document = corpus.first_document(input);
    const DocumentId last = corpus.first_document(input + 1);
    const uint64_t size = corpus.inputs()[input].size_bytes();
    uint64_t begin = 0;
    while (begin < size) {
      Stretch stretch{.input = input,
                      .begin = begin,
                      .end = begin,
                      .first = document,
                      .last = document,
                      .first_reject = reject,
                      .last_reject = reject};
      while (stretch.end < begin + kStretchBytes) {
        const bool has_reject =
            reject < rejects.size() && rejects[reject].place.input == input;
        const bool has_document = document < last;
        if (!has_reject && !has_document) {
          stretch.end = size;
          break;
        }
        const bool take_reject =
            has_reject &&
            (!has_document || rejects[reject].place.offset <
                                  corpus.documents()[document].place.offset);
        stretch.end = take_reject ? PlaceOf(corpus, rejects[reject++]).end
                                  : PlaceOf(corpus, document++).end;
      }
      stretch.last = document;
      stretch.last_reject = reject;
      begin = stretch.end;
      stretches.push_back(stretch);
    }
  }
  return stretches;
}

// Turns stretches into pieces.  One thread at a time.
class Cutter {
 public:
  Cutter(const Corpus& corpus, std::span<const Removal> removals,
         std::span<const InputShape> shapes)
      : corpus_(&corpus), removals_(removals), shapes_(shapes) {}

  absl::StatusOr<Pieces> Cut(const Stretch& stretch) {
    pieces_ = {};
    stretch_ = &stretch;
    done_to_ = stretch.begin;
    bytes_.resize(stretch.end - stretch.begin);
    PROV_RETURN_IF_ERROR(
        corpus_->inputs()[stretch.input].Read(stretch.begin, bytes_));
    auto removal = std::ranges::lower_bound(removals_, stretch.first, {},
                                            &Removal::dropped);
    size_t reject = stretch.first_reject;
    for (DocumentId document = stretch.first; document < stretch.last;
         ++document) {
      const LinePlace place = PlaceOf(*corpus_, document);
      while (reject < stretch.last_reject &&
             corpus_->rejects()[reject].place.offset < place.begin) {
        AddReject(corpus_->rejects()[reject++]);
      }
      AddGap(place.begin);
      if (removal != removals_.end() && removal->dropped == document) {
        PROV_RETURN_IF_ERROR(AddDrop(*removal++, place));
      } else {
        PROV_RETURN_IF_ERROR(AddKept(document, place));
      }
    }
    while (reject < stretch.last_reject) {
      AddReject(corpus_->rejects()[reject++]);
    }
    AddGap(stretch.end);
    return std::move(pieces_);
  }

 private:
  std::string_view View(uint64_t begin, uint64_t end) const {
    return std::string_view(bytes_).substr(begin - stretch_->begin,
                                           end - begin);
  }

  // Bytes up to `end` that belong to no line.
  void AddGap(uint64_t end) {
    pieces_.layout.AddLiteral(View(done_to_, end));
    done_to_ = end;
  }

  absl::Status AddKept(DocumentId document, const LinePlace& place) {
    PROV_RETURN_IF_ERROR(
        CheckRecord(document, View(place.begin, place.record_end)));
    const std::string_view line = View(place.begin, place.end);
    pieces_.kept.append(line);
    // Lines stay lines where another one follows that had none to follow it.
    if (!line.ends_with('\n')) pieces_.kept.push_back('\n');
    pieces_.layout.AddLine(LayoutRun::Source::kKept);
    done_to_ = place.end;
    return absl::OkStatus();
  }

  void AddReject(const Rejected& rejected) {
    const LinePlace place = PlaceOf(*corpus_, rejected);
    AddGap(place.begin);
    const std::string_view line = View(place.begin, place.end);
    pieces_.rejects.append(line);
    if (!line.ends_with('\n')) pieces_.rejects.push_back('\n');
    pieces_.layout.AddLine(LayoutRun::Source::kRejected);
    done_to_ = place.end;
  }

  absl::Status AddDrop(const Removal& removal, const LinePlace& place) {
    const std::string_view record = View(place.begin, place.record_end);
    PROV_RETURN_IF_ERROR(CheckRecord(removal.dropped, record));
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

  absl::Status CheckRecord(DocumentId document, std::string_view record) const {
    const DocumentRow& row = corpus_->documents()[document];
    if (Hash64(record) == row.record_hash) return absl::OkStatus();
    return absl::DataLossError(corpus_->PlaceName(row.place) +
                               ": changed while it was read");
  }

  const Corpus* corpus_;
  std::span<const Removal> removals_;
  std::span<const InputShape> shapes_;
  std::string bytes_;
  std::string kept_;
  const Stretch* stretch_ = nullptr;
  uint64_t done_to_ = 0;
  Pieces pieces_;
};

}  // namespace

absl::Status Split(const Corpus& corpus, size_t num_inputs,
                   std::span<const Removal> removals, const RunFacts& run,
                   const SplitOutputs& outputs, unsigned threads) {
  PROV_RETURN_IF_ERROR(outputs.dropped->Write(RunLine(run) + "\n"));
  std::vector<InputShape> shapes;
  for (size_t input = 0; input < num_inputs; ++input) {
    PROV_ASSIGN_OR_RETURN(InputShape shape,
                          ShapeOf(corpus, input, run.inputs[input]));
    PROV_RETURN_IF_ERROR(
        outputs.dropped->Write(InputLine(input, shape) + "\n"));
    shapes.push_back(std::move(shape));
  }
  const std::vector<Stretch> stretches = StretchesOf(corpus, num_inputs);
  LayoutLine layout{.inputs = std::vector<Layout>(num_inputs)};
  auto write = [&](const Stretch& stretch,
                   const Pieces& pieces) -> absl::Status {
    OutputFile& kept =
        *outputs.kept[outputs.kept.size() == 1 ? 0 : stretch.input];
    PROV_RETURN_IF_ERROR(kept.Write(pieces.kept));
    PROV_RETURN_IF_ERROR(outputs.dropped->Write(pieces.dropped));
    if (outputs.rejects != nullptr) {
      PROV_RETURN_IF_ERROR(outputs.rejects->Write(pieces.rejects));
    }
    layout.inputs[stretch.input].Append(pieces.layout);
    return absl::OkStatus();
  };

  std::vector<Cutter> cutters(std::max(threads, 1U),
                              Cutter(corpus, removals, shapes));
  std::mutex mutex;  // Guards what follows, and the outputs.
  std::map<size_t, Pieces> waiting;
  size_t next = 0;
  PROV_RETURN_IF_ERROR(ParallelFor(
      stretches.size(), threads,
      [&](size_t index, unsigned worker) -> absl::Status {
        PROV_ASSIGN_OR_RETURN(Pieces pieces,
                              cutters[worker].Cut(stretches[index]));
        const std::lock_guard lock(mutex);
        waiting.emplace(index, std::move(pieces));
        while (!waiting.empty() && waiting.begin()->first == next) {
          PROV_RETURN_IF_ERROR(write(stretches[next], waiting.begin()->second));
          waiting.erase(waiting.begin());
          ++next;
        }
        return absl::OkStatus();
      }));
  for (OutputFile* kept : outputs.kept) {
    PROV_ASSIGN_OR_RETURN(const Sha256Digest digest, kept->Finish());
    layout.kept_sha256.push_back(Hex(digest));
  }
  if (outputs.rejects != nullptr) {
    PROV_ASSIGN_OR_RETURN(const Sha256Digest digest, outputs.rejects->Finish());
    layout.rejects_sha256 = Hex(digest);
  }
  PROV_RETURN_IF_ERROR(outputs.dropped->Write(LayoutLineOf(layout) + "\n"));
  return outputs.dropped->Finish().status();
}

}  // namespace prov
