// Members of findings that may be missing or null: empty then, as whoever reads
// other people's findings takes what is there.

#ifndef LIBPROV_LEDGER_FINDING_MEMBERS_H_
#define LIBPROV_LEDGER_FINDING_MEMBERS_H_

#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/json_reader.h"
#include "libprov/corpus/date.h"

namespace prov {

std::string TextMember(const JsonObject& object, std::string_view name);
bool BoolMember(const JsonObject& object, std::string_view name);
// {"earliest":…,"latest":…,"grade":…}; grade kNone if there is none.
DateInterval DateMember(const JsonObject& object, std::string_view name);
// The objects of an array.
std::vector<JsonObject> ObjectsMember(const JsonObject& object,
                                      std::string_view name);
// Whether the array "flags" has that string.
bool HasFlag(const JsonObject& object, std::string_view flag);

// {"name":…,"count":…,"conflicts":[…]} of a quote.
struct QuotedSpeaker {
  std::string name;
  bool is_contradicted = false;
};
QuotedSpeaker SpeakerMember(const JsonObject& quote);

}  // namespace prov

#endif  // LIBPROV_LEDGER_FINDING_MEMBERS_H_
