// Outlets by whatever name a text gives them: that of the outlet book, or, of
// an agency of the archive, the initials of its name, as datelines have it: the
// Coast News Agency is CNA where no outlet of the book is.

#ifndef LIBPROV_CHAIN_SOURCE_NAMES_H_
#define LIBPROV_CHAIN_SOURCE_NAMES_H_

#include <string>
#include <string_view>

#include "absl/container/flat_hash_map.h"
#include "libprov/credit/outlet_book.h"

namespace prov {

// Immutable.
class SourceNames {
 public:
  // `book` must outlive this.
  explicit SourceNames(const OutletBook& book);

  const OutletBook& book() const { return book_; }

  // The name that the book has for what is printed; else what is printed.
  std::string NameOf(std::string_view printed) const;

  // Others print what it writes; true also of initials that nobody knows.
  bool IsAgency(std::string_view name) const;

  // It sends out what others have it send out: PR Newswire, Business Wire.
  static bool IsPressService(std::string_view name);

 private:
  const OutletBook& book_;
  absl::flat_hash_map<std::string, std::string> by_initials_;
};

}  // namespace prov

#endif  // LIBPROV_CHAIN_SOURCE_NAMES_H_
