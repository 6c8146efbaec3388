// A mapping ("text=/a/b", the first line) and a record (the rest) give a
// document or a reason; a mapping that is taken comes back from the parameters
// of a run.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "libprov/base/utf8_check.h"
#include "libprov/corpus/record_parser.h"

namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return 0;
  prov::FieldMap fields;
  if (!fields.Add(bytes.substr(0, end)).ok()) return 0;
  prov::Params params;
  fields.AddParams(params);
  const auto again = prov::FieldMap::FromParams(params);
  Require(again.ok());
  prov::Params same;
  again->AddParams(same);
  Require(params == same);
  std::string record(bytes.substr(end + 1));
  const size_t length = record.size();
  record.append(prov::kJsonPadding, '"');
  prov::RecordParser parser(fields, {});
  const auto document =
      parser.Parse(std::string_view(record).substr(0, length));
  if (document.ok()) {
    Require(!prov::FindInvalidUtf8(document->text).has_value());
  } else {
    Require(!document.status().message().empty());
  }
  return 0;
}
