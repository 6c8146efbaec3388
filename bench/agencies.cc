// What room credit sees of agencies in the records of a corpus.
//
//   agencies < docs.jsonl > seen.jsonl
//     {"id":"...","mentions":[{"agency":"Reuters","begin":0,"end":7},...],
//      "credited":["Reuters",...]}
//
// Mentions are the names of agencies, spans in code points; credited are the
// outlets of datelines, bylines and tails.  Scored by agency_score.py.

#include <cstdint>
#include <cstdio>
#include <set>
#include <string>
#include <string_view>

#include "json_record.h"
#include "libprov/base/json_writer.h"
#include "libprov/credit/credit.h"
#include "libprov/credit/outlet_book.h"
#include "lines.h"

namespace prov_bench {
namespace {

// Code points before a byte; asked for in rising order.
class CodePoints {
 public:
  explicit CodePoints(std::string_view text) : text_(text) {}

  uint64_t At(size_t byte) {
    for (; at_ < byte; ++at_) {
      count_ += (text_[at_] & 0xC0) != 0x80 ? 1 : 0;
    }
    return count_;
  }

 private:
  std::string_view text_;
  size_t at_ = 0;
  uint64_t count_ = 0;
};

std::string SeenLine(std::string_view id, std::string_view text,
                     const prov::OutletBook& book) {
  std::string line;
  prov::JsonWriter json(line);
  json.BeginObject().Member("id", id).Key("mentions").BeginArray();
  CodePoints code_points(text);
  for (const prov::OutletMention& mention : book.FindMentions(text)) {
    if (!book[mention.outlet].is_agency) continue;
    json.BeginObject().Member("agency", book[mention.outlet].name);
    json.Member("begin", code_points.At(mention.begin));
    json.Member("end", code_points.At(mention.end)).EndObject();
  }
  json.EndArray().Key("credited").BeginArray();
  std::set<std::string> credited;
  for (const prov::Credit& credit : prov::FindCredits(text, book)) {
    if (credit.outlet == prov::kUnknownOutlet) continue;
    credited.insert(book[credit.outlet].name);
  }
  for (const std::string& name : credited) json.Value(name);
  json.EndArray().EndObject();
  return line;
}

void Main() {
  const prov::OutletBook book = prov::OutletBook::BuiltIn();
  const std::string text = ReadStdin();
  for (const Line& line : SplitLines(text)) {
    const rapidjson::Document record = ParseRecord("agencies", line);
    std::puts(
        SeenLine(StringMember(record, "id"), StringMember(record, "text"), book)
            .c_str());
  }
}

}  // namespace
}  // namespace prov_bench

int main() { prov_bench::Main(); }
