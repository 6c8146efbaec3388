// Held by source_names_test.cc.

#include "libprov/chain/source_names.h"

#include <algorithm>
#include <array>

namespace prov {

SourceNames::SourceNames(const OutletBook& book) : book_(book) {
  for (uint32_t i = 0; i < book.size(); ++i) {
    const KnownOutlet& outlet = book[i];
    const std::string initials = InitialsOf(outlet.name);
    if (!outlet.is_agency || initials.empty() ||
        book.Find(initials) != nullptr) {
      continue;
    }
    const auto [found, is_new] =
        by_initials_.try_emplace(initials, outlet.name);
    if (!is_new) found->second.clear();  // Of two agencies: of neither.
  }
}

std::string SourceNames::NameOf(std::string_view printed) const {
  const uint32_t* const known = book_.Find(printed);
  if (known != nullptr) return book_[*known].name;
  const auto found = by_initials_.find(std::string(printed));
  return found == by_initials_.end() || found->second.empty()
             ? std::string(printed)
             : found->second;
}

bool SourceNames::IsAgency(std::string_view name) const {
  const uint32_t* const known = book_.Find(name);
  if (known != nullptr) return book_[*known].is_agency;
  return name.size() <= 5 &&
         std::ranges::all_of(name, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool SourceNames::IsPressService(std::string_view name) {
  constexpr std::array<std::string_view, 8> kNames = {
      "PR Newswire", "PRNewswire",    "Business Wire", "GlobeNewswire",
      "Newsfile",    "Press Release", "News Release",  "Release Service"};
  return std::ranges::any_of(kNames, [name](std::string_view part) {
    return name.find(part) != std::string_view::npos;
  });
}

}  // namespace prov
