#include "libprov/passage/passage_class.h"

#include <algorithm>
#include <set>

#include "libprov/credit/credit.h"

namespace prov {
namespace {

constexpr uint32_t kLeadWords = 40;
constexpr uint32_t kEndWords = 60;
constexpr size_t kDocumentsPerOutlet = 3;
constexpr size_t kDocumentsOfMuch = 10;

size_t Count(std::span<const Setting> settings, auto holds) {
  return static_cast<size_t>(std::ranges::count_if(settings, holds));
}

bool IsBoilerplate(std::span<const Setting> settings, Company company) {
  std::set<uint32_t> outlets;
  std::set<size_t> rows;
  for (const Setting& setting : settings) {
    if (!setting.outlet_known) return false;
    outlets.insert(setting.outlet);
    rows.insert(setting.row);
  }
  if (rows.size() < kDocumentsPerOutlet * outlets.size()) return false;
  const size_t most = settings.size() - settings.size() / 10;
  const size_t at_begin = Count(settings, [](const Setting& setting) {
    return setting.tokens_before <= kEndWords;
  });
  const size_t at_end = Count(settings, [](const Setting& setting) {
    return setting.tokens_after <= kEndWords;
  });
  if (std::max(at_begin, at_end) < most) return false;
  const size_t small = Count(settings, [](const Setting& setting) {
    return setting.tokens < 4 * (setting.tokens_before + setting.tokens_after);
  });
  return (small >= most && company == Company::kAlone) ||
         rows.size() >= kDocumentsOfMuch * outlets.size();
}

bool Differs(std::span<const Setting> settings, auto member) {
  return std::ranges::any_of(settings, [&](const Setting& setting) {
    return setting.*member != settings.front().*member;
  });
}

}  // namespace

ClassNeeds NeedsOf(std::span<const Setting> settings, Company company) {
  if (!Differs(settings, &Setting::row) || IsBoilerplate(settings, company)) {
    return {};
  }
  return {.in_quotes = true, .credited = Differs(settings, &Setting::outlet)};
}

PassageClass Classify(std::span<const Setting> settings, Company company) {
  const Setting& first = settings.front();
  if (!Differs(settings, &Setting::row)) {
    return first.tokens_before <= kLeadWords ? PassageClass::kRepeatedLead
                                             : PassageClass::kInDocumentRepeat;
  }
  if (IsBoilerplate(settings, company)) return PassageClass::kBoilerplate;
  if (2 * Count(settings, [](const Setting& s) { return s.in_quotes; }) >=
      settings.size()) {
    return PassageClass::kQuote;
  }
  const bool credited =
      Count(settings, [](const Setting& s) { return s.credited; }) > 0;
  return credited && Differs(settings, &Setting::outlet)
             ? PassageClass::kSyndicated
             : PassageClass::kRecycled;
}

bool CreditsAgency(const Document& document, const OutletBook& book) {
  return std::ranges::any_of(
      FindCredits(document.text, book), [&](const Credit& credit) {
        if (credit.form == Credit::Form::kDateline) return true;
        return credit.outlet != kUnknownOutlet &&
               book[credit.outlet].is_agency &&
               book[credit.outlet].name != document.outlet;
      });
}

std::string_view NameOf(PassageClass passage_class) {
  switch (passage_class) {
    case PassageClass::kRepeatedLead:
      return "repeated-lead";
    case PassageClass::kInDocumentRepeat:
      return "in-document-repeat";
    case PassageClass::kBoilerplate:
      return "boilerplate";
    case PassageClass::kQuote:
      return "quote";
    case PassageClass::kSyndicated:
      return "syndicated";
    case PassageClass::kRecycled:
      break;
  }
  return "recycled";
}

}  // namespace prov
