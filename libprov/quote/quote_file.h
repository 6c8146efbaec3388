// Quotes as findings: prov.quote/1.

#ifndef LIBPROV_QUOTE_QUOTE_FILE_H_
#define LIBPROV_QUOTE_QUOTE_FILE_H_

#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/status.h"
#include "libprov/corpus/document_table.h"
#include "libprov/quote/find_quotes.h"
#include "libprov/store/container.h"
#include "libprov/text/normalized_text.h"

namespace prov {

// The line, without "\n".  The name of a group is "q" and 16 hex digits of
// SHA-256 over the keys and spans of its occurrences.  A speaker or an outlet
// that is not known is null; flags: unclosed, unopened, continues, continued,
// nested, single-marks, dash, bracket, ellipsis, unmarked, short (under the
// gate of automatic tracing), inherited (the speaker of the quote before),
// resolved (a pronoun's name), extraction-only (no rules for the language).
std::string QuoteLine(const DocumentTable& documents, const FoundGroup& group);

// As the next members: begin, end, begin_byte, end_byte; and a text, null if it
// is empty.
void AddSpan(JsonWriter& json, const TokenSpan& span);
void AddText(JsonWriter& json, std::string_view name, const std::string& text);

// What AddSpan() wrote; InvalidArgument naming the member that is missing.
absl::StatusOr<TokenSpan> SpanOf(const JsonObject& object);

// What the parameters of a run say of quotes.
void AddQuoteParams(Params& params);

}  // namespace prov

#endif  // LIBPROV_QUOTE_QUOTE_FILE_H_
