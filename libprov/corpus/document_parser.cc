#include "libprov/corpus/document_parser.h"

#include <algorithm>

#include "absl/strings/str_format.h"
#include "libprov/base/utf8_check.h"
#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

absl::StatusOr<Document> ParseText(const TextFacts& facts, DateOrder order,
                                   std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return absl::InvalidArgumentError(
        "the file is UTF-16; convert it with iconv -f UTF-16 -t UTF-8");
  }
  if (const auto bad = FindInvalidUtf8(text)) {
    const auto lines = std::ranges::count(text.substr(0, *bad), '\n');
    return absl::InvalidArgumentError(absl::StrFormat(
        "byte %d, on line %d, is not valid UTF-8; convert the file, such as "
        "with iconv -f WINDOWS-1252 -t UTF-8",
        *bad + 1, lines + 1));
  }
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  return Document{.id = facts.id,
                  .outlet = facts.outlet,
                  .url = facts.url,
                  .title = facts.title,
                  .text = text,
                  .published = facts.PublishedBy(order),
                  .date_unreadable = facts.date_unreadable,
                  .order_told = facts.order_told};
}

}  // namespace

absl::StatusOr<Document> DocumentParser::Parse(const Source& source,
                                               std::string_view record) {
  if (source.format == Format::kJsonLines) return json_.Parse(record);
  if (source.format == Format::kText) {
    return ParseText(*source.facts, options_.dates.order, record);
  }
  return csv_.Parse(*source.header, record);
}

}  // namespace prov
