// Any bytes as a JSON object: what is accepted RapidJSON accepts too, and what
// it holds can be written and comes back the same.

#include <rapidjson/error/error.h>
#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "libprov/base/json_reader.h"
#include "tests/fuzz/memory_file.h"

namespace {

// Valid until the next Parse() of `reader`.
absl::StatusOr<prov::JsonObject> Parse(prov::JsonReader& reader,
                                       std::string& json) {
  const size_t size = json.size();
  json.append(prov::kJsonPadding, '"');
  return reader.Parse(std::string_view(json).substr(0, size));
}

void Write(const prov::JsonObject& object, prov::JsonWriter& json);

void Write(const prov::JsonValue& value, prov::JsonWriter& json) {
  switch (value.type()) {
    case prov::JsonType::kNull:
      json.Value(nullptr);
      break;
    case prov::JsonType::kBool:
      json.Value(value.boolean());
      break;
    case prov::JsonType::kNumber:
      // Which numbers there are is enough to tell two objects apart.
      if (value.unsigned_integer().has_value()) {
        json.Value(*value.unsigned_integer());
      } else if (value.integer().has_value()) {
        json.Value(*value.integer());
      } else {
        Require(value.number().has_value());
        json.Raw("0.5");
      }
      break;
    case prov::JsonType::kString:
      json.Value(value.string());
      break;
    case prov::JsonType::kArray:
      json.BeginArray();
      for (const prov::JsonValue& element : value.elements()) {
        Write(element, json);
      }
      json.EndArray();
      break;
    case prov::JsonType::kObject:
      Write(value.object(), json);
      break;
  }
}

void Write(const prov::JsonObject& object, prov::JsonWriter& json) {
  json.BeginObject();
  for (const prov::JsonField& field : object.Fields()) {
    Require(object.Has(field.name));
    json.Key(field.name);
    Write(field.value, json);
  }
  json.EndObject();
}

bool RapidJsonAccepts(std::string_view text) {
  rapidjson::MemoryStream stream(text.data(), text.size());
  rapidjson::Reader reader;
  rapidjson::BaseReaderHandler<> accept;
  const rapidjson::ParseResult result =
      reader.Parse<rapidjson::kParseIterativeFlag |
                   rapidjson::kParseValidateEncodingFlag |
                   rapidjson::kParseNumbersAsStringsFlag>(stream, accept);
  return !result.IsError() ||
         result.Code() == rapidjson::kParseErrorNumberTooBig;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  static prov::JsonReader reader;  // Its memory is used again, as by the tools.
  const auto object = Parse(reader, bytes);
  if (!object.ok()) {
    Require(absl::IsInvalidArgument(object.status()) &&
            object.status().message().substr(0, 7) == "column ");
    return 0;
  }
  Require(RapidJsonAccepts(std::string_view(bytes).substr(0, size)));
  std::string written;
  prov::JsonWriter writer(written);
  Write(*object, writer);
  const std::string wanted = written;
  const auto again = Parse(reader, written);
  Require(again.ok());
  std::string rewritten;
  prov::JsonWriter rewriter(rewritten);
  Write(*again, rewriter);
  Require(rewritten == wanted);
  return 0;
}
