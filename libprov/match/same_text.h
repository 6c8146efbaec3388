// A quick proof that two records have the same text, for the most usual copy:
// the same article again under another id.

#ifndef LIBPROV_MATCH_SAME_TEXT_H_
#define LIBPROV_MATCH_SAME_TEXT_H_

#include <string_view>

namespace prov {

// True only if the records differ in nothing but the inside of one string,
// whose key is not `text`: then their tokens are the same but for that string,
// and so are their texts.  False says nothing.
// REQUIRES: both are JSON objects as RecordParser accepts them.
bool DifferOutsideTextOnly(std::string_view a, std::string_view b);

}  // namespace prov

#endif  // LIBPROV_MATCH_SAME_TEXT_H_
