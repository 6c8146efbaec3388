// Where the members of a document stand in its record, where that is not under
// their own names: a JSON Pointer (RFC 6901) into an object, or the name of a
// column.

#ifndef LIBPROV_CORPUS_FIELD_MAP_H_
#define LIBPROV_CORPUS_FIELD_MAP_H_

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "libprov/base/status.h"
#include "libprov/store/container.h"

namespace prov {

// What we read of a record.
enum Member : size_t {
  kId,
  kOutlet,
  kPublished,
  kUrl,
  kTitle,
  kText,
  kUpdated,
  kCrawled,
  kLang,
  kMemberCount
};

inline constexpr std::array<std::string_view, kMemberCount> kMemberNames = {
    "id",   "outlet",  "published", "url", "title",
    "text", "updated", "crawled",   "lang"};

// The keys and array indices that lead to a value, from the outside in.
using JsonPointer = std::vector<std::string>;

// "/article/body" with ~0 for "~" and ~1 for "/".  InvalidArgument for a "~"
// before anything else, and for text that does not begin with "/".
absl::StatusOr<JsonPointer> ParseJsonPointer(std::string_view text);

class FieldMap {
 public:
  // Takes "MEMBER=WHERE", WHERE being a JSON Pointer or a name, which is that
  // of a column, and in JSON of a member of the record itself.
  // InvalidArgument for a member that we do not read, one given twice, an
  // empty name, and a malformed pointer.
  absl::Status Add(std::string_view spec);

  bool empty() const { return num_mapped_ == 0; }
  bool Has(Member member) const { return !where_[member].empty(); }

  // The name of its column: the member's own unless it is mapped.
  std::string_view Column(Member member) const;

  // REQUIRES: Has(member)
  const JsonPointer& Pointer(Member member) const { return pointers_[member]; }

  // As parameters of a run: field.text = /article/body.
  void AddParams(Params& params) const;
  static absl::StatusOr<FieldMap> FromParams(const Params& params);

 private:
  size_t num_mapped_ = 0;
  std::array<std::string, kMemberCount> where_;
  std::array<JsonPointer, kMemberCount> pointers_;
};

}  // namespace prov

#endif  // LIBPROV_CORPUS_FIELD_MAP_H_
