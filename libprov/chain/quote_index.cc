// Pairs of word and line are sorted in memory.  Held by find_in_quotes_test.cc.

#include "libprov/chain/quote_index.h"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/json_reader.h"
#include "libprov/corpus/findings.h"
#include "libprov/text/unicode_tables.h"

namespace prov {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr ContainerKind kKind = {
    .name = "quote-index", .major = 1, .made_by = "prov-trace index"};
constexpr size_t kChunkBytes = size_t{1} << 20;
// Of the quotes file, to know it by without reading all of it.
constexpr uint64_t kSamples = 64;
constexpr uint64_t kSampleBytes = 1024;

struct Posting {
  uint64_t word = 0;
  uint32_t line = 0;

  friend auto operator<=>(const Posting&, const Posting&) = default;
};

template <typename T>
std::string_view BytesOf(const std::vector<T>& values) {
  return {reinterpret_cast<const char*>(values.data()),
          values.size() * sizeof(T)};
}

absl::Status WriteSection(ContainerWriter& writer, const char* name,
                          std::string_view bytes) {
  PROV_RETURN_IF_ERROR(writer.BeginSection(name));
  return writer.Append(bytes);
}

// Where each line of a file begins, and where the last one ends.
absl::StatusOr<std::vector<uint64_t>> LineBegins(const InputBytes& input) {
  std::vector<uint64_t> begins = {0};
  std::string chunk;
  for (uint64_t at = 0; at < input.size_bytes(); at += chunk.size()) {
    chunk.resize(std::min<uint64_t>(kChunkBytes, input.size_bytes() - at));
    PROV_RETURN_IF_ERROR(input.Read(at, chunk));
    for (size_t i = chunk.find('\n'); i != std::string::npos;
         i = chunk.find('\n', i + 1)) {
      begins.push_back(at + i + 1);
    }
  }
  if (begins.back() != input.size_bytes()) begins.push_back(input.size_bytes());
  return begins;
}

absl::Status AddWords(const JsonObject& line, uint32_t number,
                      std::vector<Posting>& postings) {
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> occurrences,
                        line.Array("occurrences"));
  std::vector<uint64_t> words;
  for (const JsonValue& occurrence : occurrences) {
    if (occurrence.type() != JsonType::kObject) {
      return absl::InvalidArgumentError("an occurrence is not an object");
    }
    PROV_ASSIGN_OR_RETURN(const std::string_view exact,
                          occurrence.object().String("exact"));
    const QuoteWords own = WordsOfQuote(exact);
    words.insert(words.end(), own.hashes.begin(), own.hashes.end());
  }
  std::ranges::sort(words);
  words.erase(std::unique(words.begin(), words.end()), words.end());
  for (const uint64_t word : words) postings.push_back({word, number});
  return absl::OkStatus();
}

// A digest of pieces of a file, evenly spread; of all of it, if it is small.
absl::StatusOr<std::string> SampleOf(const InputBytes& input) {
  const uint64_t size = input.size_bytes();
  const uint64_t step = std::max(size / kSamples, kSampleBytes);
  Sha256Stream stream;
  std::string piece;
  for (uint64_t at = 0; at < size; at += step) {
    piece.resize(std::min(kSampleBytes, size - at));
    PROV_RETURN_IF_ERROR(input.Read(at, piece));
    stream.Update(piece);
  }
  return Hex(stream.Finish());
}

}  // namespace

absl::Status WriteQuoteIndex(const std::string& quotes_path, OutputFile& out) {
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(quotes_path));
  PROV_ASSIGN_OR_RETURN(const std::vector<uint64_t> begins, LineBegins(input));
  std::vector<uint64_t> lines;
  std::vector<Posting> postings;
  std::string tool;
  uint64_t end = 0;
  PROV_RETURN_IF_ERROR(
      ForEachFinding(quotes_path,
                     [&](std::string_view schema, const JsonObject& line,
                         uint64_t number) -> absl::Status {
                       if (schema == "prov.run/1")
                         tool = line.String("tool").value_or("");
                       if (schema != "prov.quote/1") return absl::OkStatus();
                       // It has grown, as is said below.
                       if (number >= begins.size()) return absl::OkStatus();
                       const auto own = static_cast<uint32_t>(lines.size());
                       lines.push_back(begins[number - 1]);
                       end = begins[number];
                       return AddWords(line, own, postings);
                     }));
  PROV_RETURN_IF_ERROR(input.CheckUnchanged());
  if (lines.empty() && tool != "prov-quotes") {
    return absl::DataLossError(quotes_path +
                               ": has no quotes; name what prov-quotes wrote");
  }
  lines.push_back(end);
  std::ranges::sort(postings);
  std::vector<uint64_t> words;
  std::vector<uint64_t> ends;
  std::vector<uint32_t> places;
  for (const Posting& posting : postings) {
    if (words.empty() || words.back() != posting.word) {
      words.push_back(posting.word);
      ends.push_back(0);
    }
    places.push_back(posting.line);
    ends.back() = places.size();
  }
  PROV_ASSIGN_OR_RETURN(const std::string sample, SampleOf(input));
  PROV_ASSIGN_OR_RETURN(const std::vector<InputFacts> facts,
                        DigestInputs(std::span(&input, 1), 1));
  ContainerWriter writer(
      out, kKind,
      {{"quotes.size", absl::StrFormat("%d", input.size_bytes())},
       {"quotes.sha256", facts[0].sha256},
       {"quotes.sample", sample},
       {"unicode", std::string(kUnicodeVersion)}});
  PROV_RETURN_IF_ERROR(WriteSection(writer, "lines", BytesOf(lines)));
  PROV_RETURN_IF_ERROR(WriteSection(writer, "words", BytesOf(words)));
  PROV_RETURN_IF_ERROR(WriteSection(writer, "ends", BytesOf(ends)));
  PROV_RETURN_IF_ERROR(WriteSection(writer, "places", BytesOf(places)));
  return writer.Finish();
}

absl::StatusOr<QuoteIndex> QuoteIndex::Open(const std::string& path,
                                            const InputBytes& quotes) {
  PROV_ASSIGN_OR_RETURN(Container container, Container::Open(path, kKind));
  QuoteIndex index(path, std::move(container));
  const Params& params = index.container_.params();
  const auto param = [&params](const char* name) {
    const auto found = params.find(name);
    return found == params.end() ? std::string() : found->second;
  };
  PROV_ASSIGN_OR_RETURN(const std::string sample, SampleOf(quotes));
  if (param("quotes.size") != absl::StrFormat("%d", quotes.size_bytes()) ||
      param("quotes.sample") != sample ||
      param("unicode") != std::string(kUnicodeVersion)) {
    return absl::FailedPreconditionError(absl::StrFormat(
        "%s: is not the index of %s as it is now; make it again with "
        "prov-trace index %s",
        path, quotes.path(), quotes.path()));
  }
  index.sha256_ = param("quotes.sha256");
  PROV_ASSIGN_OR_RETURN(const uint64_t lines,
                        index.container_.SectionBytes("lines"));
  PROV_ASSIGN_OR_RETURN(const uint64_t words,
                        index.container_.SectionBytes("words"));
  PROV_ASSIGN_OR_RETURN(const uint64_t ends,
                        index.container_.SectionBytes("ends"));
  if (lines < 8 || lines % 8 != 0 || words % 8 != 0 || words != ends) {
    return index.Broken("its sections do not fit together");
  }
  index.quotes_bytes_ = quotes.size_bytes();
  index.num_lines_ = lines / 8 - 1;
  index.num_words_ = words / 8;
  return index;
}

absl::Status QuoteIndex::Broken(const char* why) const {
  return absl::DataLossError(absl::StrFormat(
      "%s: %s; make it again with prov-trace index", path_, why));
}

absl::StatusOr<uint64_t> QuoteIndex::ReadNumber(const char* section,
                                                uint64_t number) const {
  std::array<char, 8> bytes{};
  PROV_RETURN_IF_ERROR(container_.ReadSection(section, number * 8, bytes));
  return std::bit_cast<uint64_t>(bytes);
}

absl::StatusOr<QuoteIndex::Range> QuoteIndex::PlacesOf(uint64_t word) const {
  uint64_t low = 0;
  uint64_t high = num_words_;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    PROV_ASSIGN_OR_RETURN(const uint64_t found, ReadNumber("words", middle));
    if (found < word) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == num_words_) return Range();
  PROV_ASSIGN_OR_RETURN(const uint64_t found, ReadNumber("words", low));
  if (found != word) return Range();
  Range range;
  if (low > 0) {
    PROV_ASSIGN_OR_RETURN(range.begin, ReadNumber("ends", low - 1));
  }
  PROV_ASSIGN_OR_RETURN(range.end, ReadNumber("ends", low));
  PROV_ASSIGN_OR_RETURN(const uint64_t bytes,
                        container_.SectionBytes("places"));
  if (range.begin > range.end || range.end > bytes / 4) {
    return Broken("names places that it does not have");
  }
  return range;
}

absl::StatusOr<std::vector<uint32_t>> QuoteIndex::ReadPlaces(
    const Range& range) const {
  std::vector<uint32_t> places(range.end - range.begin);
  PROV_RETURN_IF_ERROR(container_.ReadSection(
      "places", range.begin * 4,
      {reinterpret_cast<char*>(places.data()), places.size() * 4}));
  return places;
}

absl::StatusOr<uint64_t> QuoteIndex::CountOf(uint64_t word) const {
  PROV_ASSIGN_OR_RETURN(const Range range, PlacesOf(word));
  return range.end - range.begin;
}

absl::StatusOr<std::vector<QuoteIndex::Line>> QuoteIndex::LinesWith(
    const QuoteWords& words) const {
  std::vector<Range> ranges;
  for (const uint64_t word : words.hashes) {
    PROV_ASSIGN_OR_RETURN(ranges.emplace_back(), PlacesOf(word));
  }
  std::ranges::sort(ranges, {},
                    [](const Range& range) { return range.end - range.begin; });
  std::vector<uint32_t> left;
  for (size_t i = 0; i < ranges.size(); ++i) {
    if (i > 0 && left.empty()) break;
    PROV_ASSIGN_OR_RETURN(std::vector<uint32_t> places, ReadPlaces(ranges[i]));
    if (i == 0) {
      left = std::move(places);
      continue;
    }
    std::vector<uint32_t> both;
    std::ranges::set_intersection(left, places, std::back_inserter(both));
    left = std::move(both);
  }
  std::vector<Line> lines;
  for (const uint32_t number : left) {
    if (number >= num_lines_) {
      return Broken("names a line that is not there");
    }
    Line line;
    PROV_ASSIGN_OR_RETURN(line.begin, ReadNumber("lines", number));
    PROV_ASSIGN_OR_RETURN(line.end, ReadNumber("lines", number + 1));
    if (line.begin > line.end || line.end > quotes_bytes_) {
      return Broken("has a line where the quotes have none");
    }
    lines.push_back(line);
  }
  return lines;
}

}  // namespace prov
