// Text from records, fit for a terminal.

#ifndef TOOLS_CLI_VISIBLE_H_
#define TOOLS_CLI_VISIBLE_H_

#include <string>
#include <string_view>

namespace prov::cli {

enum class Colour : unsigned char { kNo, kYes };

// `text` with its control characters written as \xNN; line feeds stay.
std::string Visible(std::string_view text);

// The same for names, which have no lines: line feeds are written as \x0a.
std::string VisibleName(std::string_view name);

}  // namespace prov::cli

#endif  // TOOLS_CLI_VISIBLE_H_
