#include "libprov/corpus/findings.h"

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/base/parallel.h"
#include "libprov/corpus/block_scan.h"

namespace prov {
namespace {

constexpr uint64_t kDigestPieceBytes = uint64_t{1} << 20;

absl::StatusOr<std::string> DigestOf(const InputBytes& input) {
  Sha256Stream sha256;
  std::string piece;
  for (uint64_t offset = 0; offset < input.size_bytes();
       offset += piece.size()) {
    piece.resize(std::min(kDigestPieceBytes, input.size_bytes() - offset));
    PROV_RETURN_IF_ERROR(input.Read(offset, piece));
    sha256.Update(piece);
  }
  return Hex(sha256.Finish());
}

struct Finding {
  std::string_view schema;
  JsonObject line;
};

absl::StatusOr<Finding> ParseFinding(JsonReader& reader,
                                     std::string_view line) {
  absl::StatusOr<JsonObject> object = reader.Parse(line);
  if (absl::IsInvalidArgument(object.status())) {
    return absl::DataLossError(object.status().message());
  }
  PROV_RETURN_IF_ERROR(object.status());
  const absl::StatusOr<std::string_view> schema = object->String("schema");
  if (!schema.ok()) {
    return absl::DataLossError(
        absl::StrCat(schema.status().message(),
                     ": this is not a file of findings, as prov tools write"));
  }
  return Finding{*schema, *object};
}

}  // namespace

absl::StatusOr<std::vector<std::string>> InputNames(
    const std::vector<std::string>& paths) {
  using std::filesystem::path;
  std::vector<path> normal;
  path shared;
  for (const std::string& name : paths) {
    normal.push_back(path(name == "-" ? "stdin" : name).lexically_normal());
    const path folder = normal.back().parent_path();
    if (normal.size() == 1) {
      shared = folder;
      continue;
    }
    path common;
    for (auto a = shared.begin(), b = folder.begin();
         a != shared.end() && b != folder.end() && *a == *b; ++a, ++b) {
      common /= *a;
    }
    shared = common;
  }
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const path& name : normal) {
    path below;
    auto part = name.begin();
    std::advance(part, std::distance(shared.begin(), shared.end()));
    for (; part != name.end(); ++part) {
      if (*part != "/" && *part != "..") below /= *part;
    }
    names.push_back(below.string());
    if (!seen.insert(names.back()).second) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s: two inputs would be called '%s'; name each once",
                          name.string(), names.back()));
    }
  }
  return names;
}

absl::StatusOr<std::vector<InputFacts>> DigestInputs(
    std::span<const InputBytes> inputs, unsigned threads) {
  std::vector<std::string> paths;
  for (const InputBytes& input : inputs) paths.push_back(input.path());
  PROV_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                        InputNames(paths));
  std::vector<InputFacts> facts(inputs.size());
  PROV_RETURN_IF_ERROR(
      ParallelFor(inputs.size(), threads, [&](size_t i, unsigned) {
        PROV_ASSIGN_OR_RETURN(std::string sha256, DigestOf(inputs[i]));
        facts[i] = {.name = names[i],
                    .size_bytes = inputs[i].size_bytes(),
                    .sha256 = std::move(sha256)};
        return absl::OkStatus();
      }));
  return facts;
}

std::string RunLine(const RunFacts& run) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.run/1")
      .Member("tool", run.tool)
      .Member("version", PROV_VERSION);
  json.Key("parameters").BeginObject();
  for (const auto& [name, value] : run.params) json.Member(name, value);
  json.EndObject().Key("inputs").BeginArray();
  for (const InputFacts& input : run.inputs) {
    json.BeginObject()
        .Member("name", input.name)
        .Member("size", input.size_bytes)
        .Member("sha256", input.sha256)
        .EndObject();
  }
  json.EndArray().EndObject();
  return line;
}

absl::StatusOr<RunFacts> ParseRunLine(const JsonObject& line) {
  RunFacts run;
  PROV_ASSIGN_OR_RETURN(run.tool, line.String("tool"));
  PROV_ASSIGN_OR_RETURN(const JsonObject params, line.Object("parameters"));
  for (const JsonField& field : params.Fields()) {
    if (field.value.type() != JsonType::kString) {
      return absl::InvalidArgumentError(
          absl::StrFormat("parameter '%s' is not a string", field.name));
    }
    run.params[std::string(field.name)] = field.value.string();
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> inputs,
                        line.Array("inputs"));
  for (const JsonValue& value : inputs) {
    if (value.type() != JsonType::kObject) {
      return absl::InvalidArgumentError("'inputs' is not a list of objects");
    }
    InputFacts& input = run.inputs.emplace_back();
    PROV_ASSIGN_OR_RETURN(input.name, value.object().String("name"));
    PROV_ASSIGN_OR_RETURN(input.size_bytes, value.object().Unsigned("size"));
    PROV_ASSIGN_OR_RETURN(input.sha256, value.object().String("sha256"));
  }
  return run;
}

absl::Status ForEachFinding(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line)>
        visit) {
  return ForEachFinding(
      path, [visit](std::string_view schema, const JsonObject& line, uint64_t) {
        return visit(schema, line);
      });
}

absl::Status ForEachFinding(
    const std::string& path,
    absl::FunctionRef<absl::Status(std::string_view schema,
                                   const JsonObject& line, uint64_t number)>
        visit) {
  PROV_ASSIGN_OR_RETURN(const InputBytes input, InputBytes::Open(path));
  JsonReader reader;
  std::string buffer;
  uint64_t lines = 0;
  auto visit_line = [&](const Line& line) {
    const absl::StatusOr<Finding> finding = ParseFinding(reader, line.record);
    const absl::Status status =
        finding.ok() ? visit(finding->schema, finding->line, lines + line.line)
                     : finding.status();
    if (status.ok()) return status;
    // What `visit` cannot use is the file's fault, nobody's argument.
    return absl::Status(absl::IsInvalidArgument(status)
                            ? absl::StatusCode::kDataLoss
                            : status.code(),
                        absl::StrFormat("%s:%d: %s", path, lines + line.line,
                                        std::string(status.message())));
  };
  for (uint64_t begin = 0; begin < input.size_bytes();
       begin += kScanBlockBytes) {
    const ScanBlock block{
        .begin = begin,
        .end = std::min(begin + kScanBlockBytes, input.size_bytes())};
    PROV_ASSIGN_OR_RETURN(
        const uint32_t count,
        ForEachLine(input, block, std::numeric_limits<uint32_t>::max(), buffer,
                    visit_line));
    lines += count;
  }
  return absl::OkStatus();
}

}  // namespace prov
