// The formats of inputs, told by name.

#ifndef LIBPROV_CORPUS_FORMAT_H_
#define LIBPROV_CORPUS_FORMAT_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace prov {

enum class Format : uint8_t {
  kJsonLines,  // One object a line.
  kCsv,        // RFC 4180 with a header.
  kTsv,        // The same with tabs.
  kText,       // A whole file is one document.
};

// "jsonl", "csv", "tsv", "text"; the inverse knows no other names.
std::string_view ToString(Format format);
std::optional<Format> ParseFormat(std::string_view name);

// By the suffix, under .gz and .zst, in whatever case: .jsonl .ndjson .json,
// .csv, .tsv, .txt.  Nullopt for other names.
std::optional<Format> FormatNamed(std::string_view path);

// Whether records are lines of fields under a header.
inline bool HasHeader(Format format) {
  return format == Format::kCsv || format == Format::kTsv;
}

}  // namespace prov

#endif  // LIBPROV_CORPUS_FORMAT_H_
