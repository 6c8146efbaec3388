// Where a text says that it, or part of it, comes from somebody else: its
// dateline, its byline, a line at its end.  Not what its sentences quote.
//
//   form      rule              as in
//   dateline  dateline-agency   PORT SELLA, March 2 (CNA) — The council ...
//             dateline-name     Reuters - The council ...
//             dateline-piece    the same as dateline-agency, farther down
//   byline    byline            By Ana Ruiz, Associated Press
//             byline-agency     Associated Press        (a line of its own)
//   tail      sign-off          (Reporting by Ana Ruiz; Editing by B. Noor)
//             contributed       The Press contributed to this report.
//             copyright         © 2031 Agence France-Presse
//             source            Source: Xinhua
//             signature         — AFP, (AFP), /TASS/   (a line of its own)
//             last-brackets     The gates held. (AP)   (the end of a line)
//             closing-line      This report comes from the Coast News Agency.
//
// Datelines need their dash, so that "the Reuters (RTR) share" is none; an
// agency that is not in the book is taken if the place before it is in capital
// letters; initials are those of an agency of the archive.  (Reporting by ...;
// Editing by ...) is how Reuters signs, and is given as Reuters.  A closing
// line names an agency, but not as one that was told something or reported it.

#ifndef LIBPROV_CREDIT_CREDIT_H_
#define LIBPROV_CREDIT_CREDIT_H_

#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "libprov/credit/outlet_book.h"

namespace prov {

inline constexpr uint32_t kUnknownOutlet = std::numeric_limits<uint32_t>::max();

struct Credit {
  enum class Form : uint8_t { kDateline, kByline, kTail };
  Form form = Form::kDateline;
  const char* rule = "";
  uint32_t outlet = kUnknownOutlet;  // In the book.
  // Bytes: the credit as a whole, and the name in it, empty if there is none.
  uint32_t begin = 0, end = 0;
  uint32_t name_begin = 0, name_end = 0;
};

// In order of place.  Linear in the text.  REQUIRES: text is valid UTF-8.
std::vector<Credit> FindCredits(std::string_view text, const OutletBook& book);

}  // namespace prov

#endif  // LIBPROV_CREDIT_CREDIT_H_
