// A chain for people: who was first as far as these documents tell, then each
// of them by date, with the words as printed and why it is linked with another.

#ifndef TOOLS_CLI_CHAIN_TEXT_H_
#define TOOLS_CLI_CHAIN_TEXT_H_

#include <string>

#include "libprov/chain/audit.h"
#include "libprov/chain/chain.h"
#include "tools/cli/visible.h"

namespace prov::cli {

// Times are UTC.  Ends with a line feed.
std::string ChainText(const Chain& chain, const Coverage& coverage,
                      Colour colour);

// What it is about, on one line; passages and texts by their beginning.
std::string HeadingOf(const Chain& chain);

// What was looked at, where the words are in none of it; or, without words,
// where nothing can be traced.
std::string NoChainText(Subject subject, const std::string& words,
                        const Coverage& coverage);

// "c0123456789abcdef holds", or what does not, a line each.
std::string AuditText(const AuditedChain& audited);

// "2031-03-02", "2031-03-02 08:00:00", "2031-04-06 or 2031-06-04", "no date".
std::string WhenText(const DateInterval& date);

}  // namespace prov::cli

#endif  // TOOLS_CLI_CHAIN_TEXT_H_
