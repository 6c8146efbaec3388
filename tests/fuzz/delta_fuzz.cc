// Deltas of arbitrary bytes give an error or just as many bytes as stated, and
// a delta that was made gives back the record it was made of.
//
// The first byte is the form, two bytes each are head, tail and length; what
// follows is cut in two at the first 0x00: the kept record, and the payload or
// the dropped record.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "libprov/dedupe/delta.h"
#include "tests/fuzz/memory_file.h"

namespace {

bool IsUtf8(std::string_view text) {
  std::string json = "{\"\":";
  prov::AppendJsonString(json, text);
  json += "}";
  const size_t size = json.size();
  json.append(prov::kJsonPadding, ' ');
  prov::JsonReader reader;
  return reader.Parse(std::string_view(json).substr(0, size)).ok();
}

uint64_t Number(const uint8_t* data) {
  const uint64_t number = data[0] | uint64_t{data[1]} << 8;
  // The upper half stands for lengths that nothing has.
  return number < 0x8000 ? number : number << (number % 48);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 7) return 0;
  const std::string_view rest(reinterpret_cast<const char*>(data) + 7,
                              size - 7);
  const std::string_view kept = rest.substr(0, rest.find('\0'));
  const std::string_view other =
      rest.substr(kept.size() + (kept.size() < rest.size() ? 1 : 0));

  const prov::Delta arbitrary{
      .form = static_cast<prov::Delta::Form>(data[0] % 3),
      .head = Number(data + 1),
      .tail = Number(data + 3),
      .payload = std::string(other)};
  const uint64_t stated = Number(data + 5);
  const auto record = prov::ApplyDelta(kept, arbitrary, stated);
  Require(!record.ok() || record->size() == stated);

  if (!IsUtf8(kept) || !IsUtf8(other)) return 0;
  const auto delta = prov::MakeDelta(kept, other);
  Require(delta.ok());
  Require(delta->form == prov::Delta::Form::kZstd || IsUtf8(delta->payload));
  const auto back = prov::ApplyDelta(kept, *delta, other.size());
  Require(back.ok() && *back == other);
  return 0;
}
