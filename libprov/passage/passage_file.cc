#include "libprov/passage/passage_file.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <mutex>
#include <utility>

#include "libprov/base/hash.h"
#include "libprov/base/parallel.h"
#include "libprov/passage/passage_class.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

constexpr size_t kPassagesPerPiece = 128;

constexpr size_t kNumberBytes = 10;    // The longest of 32 bits.
constexpr size_t kNumbersBytes = 256;  // A span and three more, with names.

// What a record says of the text that an occurrence is in.
struct Origin {
  std::string_view id;
  std::string_view outlet;
  DateInterval published;
};

// Numbers and names are put into a buffer of bytes that is known to suffice:
// of most lines they are the greater part.
char* Put(char* out, std::string_view text) {
  return std::copy(text.begin(), text.end(), out);
}
char* Put(char* out, uint32_t number) {
  return std::to_chars(out, out + kNumberBytes, number).ptr;
}
char* Put(char* out, TenThousandths ratio) {
  out = Put(out, ratio.value / 10000);
  *out = '.';
  uint32_t left = ratio.value % 10000;
  for (char* digit = out + 4; digit > out; --digit, left /= 10) {
    *digit = static_cast<char>('0' + left % 10);
  }
  return out + 5;
}

template <typename Value>
char* PutMember(char* out, std::string_view name, Value value) {
  *out++ = ',';
  *out++ = '"';
  out = Put(out, name);
  *out++ = '"';
  *out++ = ':';
  return Put(out, value);
}

std::string NameOfPassage(const std::vector<Origin>& origins,
                          const PlacedPassage& passage) {
  std::string places;
  for (size_t i = 0; i < origins.size(); ++i) {
    const TokenSpan& span = passage.occurrences[i].span;
    places.append(origins[i].id);
    char bytes[2 * kNumberBytes + 3] = {' '};
    char* end = Put(bytes + 1, span.begin_byte);
    *end++ = ' ';
    end = Put(end, span.end_byte);
    *end++ = '\n';
    places.append(bytes, end);
  }
  const Sha256Digest digest = Sha256(places);
  return "p" + Hex(std::span(digest).first(8));
}

char* PutSpan(char* out, const TokenSpan& span) {
  out = PutMember(out, "begin", span.begin);
  out = PutMember(out, "end", span.end);
  out = PutMember(out, "begin_byte", span.begin_byte);
  return PutMember(out, "end_byte", span.end_byte);
}

void AppendEdits(const std::vector<Edit>& edits, std::string& out) {
  out.append(R"(,"edits":[)");
  for (const Edit& edit : edits) {
    const bool takes_out = edit.reference.begin < edit.reference.end;
    const bool puts_in = edit.span.begin < edit.span.end;
    out.append(&edit == edits.data() ? "{" : ",{")
        .append(takes_out && puts_in ? R"("edit":"replace")"
                : takes_out          ? R"("edit":"delete")"
                                     : R"("edit":"insert")");
    char bytes[kNumbersBytes];
    char* end = PutMember(bytes, "from", edit.reference.begin);
    end = PutMember(end, "from_end", edit.reference.end);
    end = PutSpan(end, edit.span);
    out.append(bytes, end).push_back('}');
  }
  out.push_back(']');
}

void AppendOccurrence(const Origin& origin, const PlacedOccurrence& occurrence,
                      Edits edits, std::string& out) {
  out.append(R"({"id":)");
  AppendJsonString(out, origin.id);
  out.append(R"(,"outlet":)");
  AppendJsonString(out, origin.outlet);
  out.append(R"(,"published":)").append(ToJson(origin.published));
  char bytes[kNumbersBytes];
  char* end = PutSpan(bytes, occurrence.span);
  end = PutMember(end, "identity", occurrence.identity);
  end = PutMember(end, "coverage", occurrence.coverage);
  end = PutMember(end, "of_passage", occurrence.of_passage);
  out.append(bytes, end);
  if (edits == Edits::kYes) AppendEdits(occurrence.edits, out);
  out.push_back('}');
}

void AppendLine(const std::vector<Origin>& origins,
                const PlacedPassage& passage, Edits edits, std::string& out) {
  JsonWriter(out)
      .BeginObject()
      .Member("schema", "prov.passage/1")
      .Member("passage", NameOfPassage(origins, passage))
      .Member("class", NameOf(passage.passage_class))
      .Member("channel", passage.is_spun ? "spun" : "verbatim")
      .Member("tokens", passage.tokens)
      .Member("text", passage.text);
  out.append(R"(,"occurrences":[)");
  for (size_t i = 0; i < origins.size(); ++i) {
    if (i > 0) out.push_back(',');
    AppendOccurrence(origins[i], passage.occurrences[i], edits, out);
  }
  out.append("]}");
}

// Appends the lines of some passages.
class LineWriter {
 public:
  LineWriter(const DocumentTable& documents, Edits edits)
      : documents_(documents), reader_(documents), edits_(edits) {}

  void Append(const PlacedPassage& passage, std::string& out) {
    keys_.clear();
    origins_.clear();
    key_ends_.clear();
    for (const PlacedOccurrence& occurrence : passage.occurrences) {
      keys_.append(reader_.key(occurrence.document));
      key_ends_.push_back(keys_.size());
      const DocumentRow& row = reader_[occurrence.document];
      origins_.push_back({.id = {},
                          .outlet = documents_.outlet_name(row.outlet),
                          .published = row.published});
    }
    size_t begin = 0;
    for (size_t i = 0; i < origins_.size(); ++i) {
      origins_[i].id =
          std::string_view(keys_).substr(begin, key_ends_[i] - begin);
      begin = key_ends_[i];
    }
    AppendLine(origins_, passage, edits_, out);
  }

 private:
  const DocumentTable& documents_;
  DocumentTable::Reader reader_;
  Edits edits_;
  std::string keys_;  // One after the other.
  std::vector<size_t> key_ends_;
  std::vector<Origin> origins_;
};

// About what the lines of some passages take.
size_t LinesBytes(std::span<const PlacedPassage> passages) {
  constexpr size_t kBytesPerLine = 160;
  constexpr size_t kBytesPerOccurrence = 340;
  size_t bytes = 0;
  for (const PlacedPassage& passage : passages) {
    bytes += kBytesPerLine + passage.text.size() + passage.text.size() / 32 +
             passage.occurrences.size() * kBytesPerOccurrence;
  }
  return bytes;
}

}  // namespace

std::string PassageLine(const DocumentTable& documents,
                        const PlacedPassage& passage, Edits edits) {
  std::string line;
  LineWriter(documents, edits).Append(passage, line);
  return line;
}

absl::Status WritePassages(const DocumentTable& documents,
                           std::span<const PlacedPassage> passages, Edits edits,
                           unsigned threads, OutputFile& out) {
  const size_t pieces =
      (passages.size() + kPassagesPerPiece - 1) / kPassagesPerPiece;
  Lookahead lookahead(4 * size_t{std::max(threads, 1U)});
  std::mutex mutex;  // Guards what follows.
  std::map<size_t, std::string> waiting;
  size_t next = 0;
  const auto write_piece = [&](size_t piece) -> absl::Status {
    if (!lookahead.Wait(piece)) return absl::OkStatus();
    const auto own =
        passages.subspan(piece * kPassagesPerPiece,
                         std::min(kPassagesPerPiece,
                                  passages.size() - piece * kPassagesPerPiece));
    std::string lines;
    lines.reserve(LinesBytes(own));
    LineWriter writer(documents, edits);
    for (const PlacedPassage& passage : own) {
      writer.Append(passage, lines);
      lines.push_back('\n');
    }
    const std::lock_guard lock(mutex);
    waiting.emplace(piece, std::move(lines));
    while (!waiting.empty() && waiting.begin()->first == next) {
      PROV_RETURN_IF_ERROR(out.Write(waiting.begin()->second));
      waiting.erase(waiting.begin());
      lookahead.TakenTo(++next);
    }
    return absl::OkStatus();
  };
  return ParallelFor(pieces, threads, [&](size_t piece, unsigned) {
    absl::Status written = write_piece(piece);
    if (!written.ok()) lookahead.Stop();
    return written;
  });
}

std::string PairLine(std::string_view path_a, std::string_view path_b,
                     const PlacedPassage& passage, Edits edits) {
  std::string line;
  AppendLine({{.id = path_a, .outlet = "", .published = {}},
              {.id = path_b, .outlet = "", .published = {}}},
             passage, edits, line);
  return line;
}

std::string LimitLine(std::string_view what, uint64_t left_out) {
  std::string line;
  JsonWriter(line)
      .BeginObject()
      .Member("schema", "prov.limit/1")
      .Member("what", what)
      .Member("left_out", left_out)
      .EndObject();
  return line;
}

std::string PairLimitLine(std::string_view path_a, std::string_view path_b,
                          std::string_view what, uint64_t left_out) {
  std::string line;
  JsonWriter(line)
      .BeginObject()
      .Member("schema", "prov.limit/1")
      .Member("what", what)
      .Member("left_out", left_out)
      .Member("a", path_a)
      .Member("b", path_b)
      .EndObject();
  return line;
}

void AddParams(const RunParams& run, Params& params) {
  params["min_words"] = std::to_string(run.min_words);
  params["unicode"] = kUnicodeVersion;
}

void AddParams(const PairParams& pair, Params& params) {
  params["min_words"] = std::to_string(pair.min_words);
  params["spun"] = pair.spun_channel == SpunChannel::kOn ? "yes" : "no";
  params["unicode"] = kUnicodeVersion;
}

}  // namespace prov
