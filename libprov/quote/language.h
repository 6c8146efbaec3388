// Which language a text is in, as far as rules for quotes hang on it: told by
// its commonest words.

#ifndef LIBPROV_QUOTE_LANGUAGE_H_
#define LIBPROV_QUOTE_LANGUAGE_H_

#include <cstdint>
#include <string_view>

namespace prov {

enum class TextLanguage : uint8_t {
  kEnglish,
  kGerman,
  kDashed,  // One that prints dialogue after dashes: French, Spanish,
            // Portuguese, Italian, Polish, Russian, Ukrainian, Swedish, ...
  kOther,
};

// Looks at the first 4,000 bytes or so.
TextLanguage LanguageOf(std::string_view text);

// "en", "de", "dashed" or "other".
const char* NameOf(TextLanguage language);

}  // namespace prov

#endif  // LIBPROV_QUOTE_LANGUAGE_H_
