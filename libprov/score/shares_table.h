// Precision and recall as rows of a table (text_table.h).

#ifndef LIBPROV_SCORE_SHARES_TABLE_H_
#define LIBPROV_SCORE_SHARES_TABLE_H_

#include <string>
#include <vector>

#include "libprov/score/wilson.h"

namespace prov {

// The heads of the columns; `what` is that of the first.
std::vector<std::string> SharesHeader(const std::string& what);

// What precision is of, precision with its interval, what recall is of, recall
// with its, and F1.
std::vector<std::string> SharesRow(const std::string& name,
                                   const Proportion& precision,
                                   const Proportion& recall);

}  // namespace prov

#endif  // LIBPROV_SCORE_SHARES_TABLE_H_
