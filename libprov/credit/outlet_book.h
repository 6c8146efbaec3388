// Outlets and agencies that texts name, with the ways their names are printed.
//
// What is known lies in outlets.tsv (name, kind, time zone, aliases), which is
// built into the library; names of an archive's own outlets can be added.

#ifndef LIBPROV_CREDIT_OUTLET_BOOK_H_
#define LIBPROV_CREDIT_OUTLET_BOOK_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "libprov/base/status.h"

namespace prov {

struct KnownOutlet {
  std::string name;
  bool is_agency = false;   // Others print what it writes.
  bool in_archive = false;  // Add() was told of it.
  std::string zone;         // "Europe/Paris"; empty if not known.
};

// A name in a text, in bytes.
struct OutletMention {
  uint32_t outlet = 0;
  uint32_t begin = 0;
  uint32_t end = 0;

  friend bool operator==(const OutletMention&, const OutletMention&) = default;
};

// "CNA" of "Coast News Agency"; empty for a name of one word.
std::string InitialsOf(std::string_view outlet);

class OutletBook {
 public:
  // The outlets of outlets.tsv.
  static OutletBook BuiltIn();

  // Reads lines as in outlets.tsv.  InvalidArgument "line N: why".
  static absl::StatusOr<OutletBook> Parse(std::string_view tsv);

  // Adds an outlet of the archive by its name alone, if that is new.  It is an
  // agency if the name says so: it ends in Agency, Bureau, Wire, Press, News
  // Service, Press Service.
  void Add(std::string_view name);

  size_t size() const { return outlets_.size(); }
  const KnownOutlet& operator[](uint32_t outlet) const {
    return outlets_[outlet];
  }

  // The outlet that is printed so, case and all; nullptr if there is none.
  const uint32_t* Find(std::string_view alias) const;

  // The same as datelines print it, where initials may stand for an outlet of
  // the archive: CNA is the Coast News Agency, unless an outlet that is in the
  // archive is called so, or two have these initials, agencies before others.
  const uint32_t* FindShort(std::string_view printed) const;

  // The longest name that begins there, and ends with a word.
  // REQUIRES: no word goes on at that place.
  std::optional<OutletMention> MentionAt(std::string_view text,
                                         size_t at) const;

  // All names in the text, as whole words; of names that begin at the same
  // place the longest.  Linear in the text.
  std::vector<OutletMention> FindMentions(std::string_view text) const;

 private:
  struct Alias {
    std::string text;
    uint32_t outlet = 0;
  };

  void AddAlias(std::string_view alias, uint32_t outlet);

  std::vector<KnownOutlet> outlets_;
  // Whether an alias begins with these two bytes, which is true of few words.
  bool MayBegin(std::string_view text) const {
    const size_t pair = PairOf(text);
    return (begins_[pair / 64] >> pair % 64 & 1) != 0;
  }
  // REQUIRES: text is not empty.
  static size_t PairOf(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    const auto second =
        static_cast<unsigned char>(text.size() > 1 ? text[1] : 0);
    return size_t{first} << 8 | second;
  }

  std::array<uint64_t, 1024> begins_{};  // A bit for each two bytes.
  absl::flat_hash_map<std::string, uint32_t> aliases_;
  absl::flat_hash_map<std::string, std::vector<uint32_t>> by_initials_;
  // The aliases that begin with two bytes (as PairOf() has them), longest
  // first; those of one byte under all pairs.
  absl::flat_hash_map<size_t, std::vector<Alias>> beginning_with_;
};

}  // namespace prov

#endif  // LIBPROV_CREDIT_OUTLET_BOOK_H_
