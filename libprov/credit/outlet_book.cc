#include "libprov/credit/outlet_book.h"

#include <algorithm>
#include <array>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace prov {

extern const char kOutletsTsv[];  // outlets.tsv, by CMakeLists.txt.

namespace {

constexpr std::array<bool, 256> kIsWordByte = [] {
  std::array<bool, 256> is_word{};
  for (unsigned byte = 0; byte < is_word.size(); ++byte) {
    is_word[byte] = byte >= 0x80 || (byte | 0x20u) - 'a' < 26u ||
                    byte - unsigned{'0'} < 10u;
  }
  return is_word;
}();

bool IsWordByte(char c) { return kIsWordByte[static_cast<unsigned char>(c)]; }

std::string_view FirstWord(std::string_view text) {
  size_t end = 0;
  while (end < text.size() && IsWordByte(text[end])) ++end;
  return text.substr(0, end);
}

// Takes what is before the separator off `rest`.
std::string_view TakeUntil(std::string_view& rest, char separator) {
  const size_t end = std::min(rest.find(separator), rest.size());
  const std::string_view taken = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  return taken;
}

}  // namespace

std::string InitialsOf(std::string_view outlet) {
  std::string initials;
  bool word_begins = true;
  for (const char c : outlet) {
    if (word_begins && c >= 'A' && c <= 'Z') initials += c;
    word_begins = c == ' ' || c == '-';
  }
  return initials.size() > 1 ? initials : std::string();
}

OutletBook OutletBook::BuiltIn() {
  return Parse(kOutletsTsv).value_or(OutletBook());
}

absl::StatusOr<OutletBook> OutletBook::Parse(std::string_view tsv) {
  OutletBook book;
  for (int number = 1; !tsv.empty(); ++number) {
    std::string_view line = TakeUntil(tsv, '\n');
    if (line.empty() || line[0] == '#') continue;
    const std::string_view name = TakeUntil(line, '\t');
    const std::string_view kind = TakeUntil(line, '\t');
    const std::string_view zone = TakeUntil(line, '\t');
    if (line.empty() || (kind != "agency" && kind != "outlet")) {
      return absl::InvalidArgumentError(absl::StrFormat(
          "line %d: not a name, agency or outlet, a zone and aliases", number));
    }
    const auto outlet = static_cast<uint32_t>(book.outlets_.size());
    book.outlets_.push_back({.name = std::string(name),
                             .is_agency = kind == "agency",
                             .zone = std::string(zone)});
    while (!line.empty()) book.AddAlias(TakeUntil(line, '|'), outlet);
  }
  return book;
}

void OutletBook::Add(std::string_view name) {
  if (FirstWord(name).empty()) return;
  if (const uint32_t* const known = Find(name)) {
    outlets_[*known].in_archive = true;
    return;
  }
  constexpr std::array<std::string_view, 6> kAgencyNames = {
      "Agency", "Bureau", "Wire", "Press", "News Service", "Press Service"};
  const bool is_agency = std::ranges::any_of(
      kAgencyNames,
      [name](std::string_view ending) { return name.ends_with(ending); });
  const auto outlet = static_cast<uint32_t>(outlets_.size());
  AddAlias(name, outlet);
  outlets_.push_back({.name = std::string(name),
                      .is_agency = is_agency,
                      .in_archive = true,
                      .zone = ""});
  const std::string initials = InitialsOf(name);
  if (!initials.empty()) by_initials_[initials].push_back(outlet);
}

const uint32_t* OutletBook::FindShort(std::string_view printed) const {
  const uint32_t* const known = Find(printed);
  if (known != nullptr && outlets_[*known].in_archive) return known;
  const auto found = by_initials_.find(std::string(printed));
  if (found == by_initials_.end()) return known;
  const std::vector<uint32_t>& outlets = found->second;
  const auto is_agency = [this](uint32_t i) { return outlets_[i].is_agency; };
  const auto agencies = std::ranges::count_if(outlets, is_agency);
  if (agencies == 1) return &*std::ranges::find_if(outlets, is_agency);
  return agencies == 0 && outlets.size() == 1 ? outlets.data() : known;
}

const uint32_t* OutletBook::Find(std::string_view alias) const {
  const auto found =
      aliases_.find(absl::string_view(alias.data(), alias.size()));
  return found == aliases_.end() ? nullptr : &found->second;
}

std::optional<OutletMention> OutletBook::MentionAt(std::string_view text,
                                                   size_t at) const {
  if (at >= text.size() || !MayBegin(text.substr(at))) return std::nullopt;
  const auto aliases = beginning_with_.find(PairOf(text.substr(at)));
  if (aliases == beginning_with_.end()) return std::nullopt;
  for (const Alias& alias : aliases->second) {
    const size_t end = at + alias.text.size();
    if (!text.substr(at).starts_with(alias.text) ||
        (end < text.size() && IsWordByte(text[end]))) {
      continue;
    }
    return OutletMention{.outlet = alias.outlet,
                         .begin = static_cast<uint32_t>(at),
                         .end = static_cast<uint32_t>(end)};
  }
  return std::nullopt;
}

std::vector<OutletMention> OutletBook::FindMentions(
    std::string_view text) const {
  std::vector<OutletMention> mentions;
  bool inside_word = false;
  for (size_t at = 0; at < text.size(); ++at) {
    if (!inside_word && MayBegin(text.substr(at))) {
      const std::optional<OutletMention> mention = MentionAt(text, at);
      if (mention.has_value()) {
        mentions.push_back(*mention);
        at = mention->end - 1;
        continue;
      }
    }
    inside_word = IsWordByte(text[at]);
  }
  return mentions;
}

void OutletBook::AddAlias(std::string_view alias, uint32_t outlet) {
  if (FirstWord(alias).empty()) return;
  if (!aliases_.try_emplace(std::string(alias), outlet).second) return;
  const size_t first = PairOf(alias);
  const size_t last = alias.size() > 1 ? first : first | 0xFF;
  for (size_t pair = alias.size() > 1 ? first : first & ~size_t{0xFF};
       pair <= last; ++pair) {
    begins_[pair / 64] |= uint64_t{1} << pair % 64;
    std::vector<Alias>& aliases = beginning_with_[pair];
    const auto shorter = std::ranges::find_if(aliases, [&](const Alias& other) {
      return other.text.size() < alias.size();
    });
    aliases.insert(shorter, {.text = std::string(alias), .outlet = outlet});
  }
}

}  // namespace prov
