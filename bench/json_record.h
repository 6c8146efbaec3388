// The members of a record that the bench programs read and change.

#ifndef BENCH_JSON_RECORD_H_
#define BENCH_JSON_RECORD_H_

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <string>
#include <string_view>

#include "lines.h"

namespace prov_bench {

// Exits with the line number if the record is not a JSON object.
inline rapidjson::Document ParseRecord(std::string_view program,
                                       const Line& line) {
  rapidjson::Document record;
  record.Parse(line.record.data(), line.record.size());
  if (record.HasParseError() || !record.IsObject()) {
    Fail(program, "line " + std::to_string(line.number) + ": no JSON object");
  }
  return record;
}

// Empty if the member is missing or no string.  Lives as long as `record`.
inline std::string_view StringMember(const rapidjson::Value& record,
                                     const char* name) {
  const auto member = record.FindMember(name);
  if (member == record.MemberEnd() || !member->value.IsString()) return {};
  return {member->value.GetString(), member->value.GetStringLength()};
}

// Sets a member where it stands, or adds it at the end.
inline void SetMember(rapidjson::Document& record, const char* name,
                      std::string_view text) {
  rapidjson::Value value(text.data(),
                         static_cast<rapidjson::SizeType>(text.size()),
                         record.GetAllocator());
  if (record.HasMember(name)) {
    record[name] = value;
  } else {
    record.AddMember(rapidjson::StringRef(name), value, record.GetAllocator());
  }
}

// One line, members in their order, with the line feed.
inline std::string ToLine(const rapidjson::Document& record) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  record.Accept(writer);
  return std::string(buffer.GetString(), buffer.GetSize()) + '\n';
}

}  // namespace prov_bench

#endif  // BENCH_JSON_RECORD_H_
