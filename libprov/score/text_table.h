// Rows of cells as aligned text for people: the first column to the left, all
// others to the right.

#ifndef LIBPROV_SCORE_TEXT_TABLE_H_
#define LIBPROV_SCORE_TEXT_TABLE_H_

#include <string>
#include <vector>

namespace prov {

// Each row a line, two spaces between columns, none at the ends of lines.
// Widths are counted in bytes: for figures and ASCII names.
std::string TextTable(const std::vector<std::vector<std::string>>& rows);

}  // namespace prov

#endif  // LIBPROV_SCORE_TEXT_TABLE_H_
