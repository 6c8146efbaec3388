#include "libprov/dedupe/drop_file.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/strings/str_format.h"
#include "libprov/base/base64.h"
#include "libprov/base/hash.h"
#include "libprov/base/json_writer.h"
#include "libprov/corpus/input_window.h"

namespace prov {
namespace {

constexpr auto kEndings =
    std::to_array<std::string_view>({"none", "lf", "crlf", "mixed"});

absl::StatusOr<bool> Bool(const JsonObject& line, const char* name) {
  for (const JsonField& field : line.Fields()) {
    if (field.name == name && field.value.type() == JsonType::kBool) {
      return field.value.boolean();
    }
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("'%s' is missing or neither true nor false", name));
}

absl::StatusOr<InputShape> ParseInput(const JsonObject& line) {
  InputShape shape;
  PROV_ASSIGN_OR_RETURN(shape.facts.name, line.String("name"));
  PROV_ASSIGN_OR_RETURN(shape.facts.size_bytes, line.Unsigned("size"));
  PROV_ASSIGN_OR_RETURN(shape.facts.sha256, line.String("sha256"));
  PROV_ASSIGN_OR_RETURN(shape.byte_order_mark, Bool(line, "bom"));
  PROV_ASSIGN_OR_RETURN(shape.final_newline, Bool(line, "final_newline"));
  PROV_ASSIGN_OR_RETURN(const std::string_view ending,
                        line.String("line_ending"));
  const auto* const found = std::ranges::find(kEndings, ending);
  if (found == kEndings.end()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'line_ending' = '%s' is not known", ending));
  }
  shape.line_ending = static_cast<LineEnding>(found - kEndings.begin());
  PROV_ASSIGN_OR_RETURN(const std::string_view format, line.String("format"));
  const std::optional<Format> known = ParseFormat(format);
  if (!known.has_value()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'format' = '%s' is not known", format));
  }
  shape.format = *known;
  if (HasHeader(shape.format)) {
    PROV_ASSIGN_OR_RETURN(shape.header, line.String("header"));
  } else if (shape.format == Format::kText) {
    PROV_ASSIGN_OR_RETURN(shape.id, line.String("id"));
  }
  return shape;
}

absl::StatusOr<Delta> ParseDelta(const JsonObject& line) {
  Delta delta;
  if (line.Has("delta")) {
    PROV_ASSIGN_OR_RETURN(const std::string_view text, line.String("delta"));
    std::optional<std::string> frame = FromBase64(text);
    if (!frame.has_value()) {
      return absl::InvalidArgumentError("'delta' is not base64");
    }
    delta = {.form = Delta::Form::kZstd, .payload = *std::move(frame)};
  } else if (line.Has("splice")) {
    PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> parts,
                          line.Array("splice"));
    if (parts.size() != 3 || !parts[0].unsigned_integer().has_value() ||
        !parts[1].unsigned_integer().has_value() ||
        parts[2].type() != JsonType::kString) {
      return absl::InvalidArgumentError(
          "'splice' is not [head, tail, \"middle\"]");
    }
    delta = {.form = Delta::Form::kSplice,
             .head = *parts[0].unsigned_integer(),
             .tail = *parts[1].unsigned_integer(),
             .payload = std::string(parts[2].string())};
  }
  return delta;
}

absl::StatusOr<DropLine> ParseDrop(const JsonObject& line,
                                   const std::vector<InputShape>& inputs) {
  DropLine drop;
  PROV_ASSIGN_OR_RETURN(drop.key, line.String("key"));
  PROV_ASSIGN_OR_RETURN(drop.kept, line.String("kept"));
  PROV_ASSIGN_OR_RETURN(const uint64_t input, line.Unsigned("input"));
  PROV_ASSIGN_OR_RETURN(drop.length, line.Unsigned("length"));
  PROV_ASSIGN_OR_RETURN(drop.sha256, line.String("sha256"));
  PROV_ASSIGN_OR_RETURN(drop.delta, ParseDelta(line));
  if (input >= inputs.size()) {
    return absl::InvalidArgumentError("'input' is none of the inputs");
  }
  drop.input = static_cast<uint32_t>(input);
  PROV_ASSIGN_OR_RETURN(const uint64_t offset, line.Unsigned("offset"));
  const InputShape& shape = inputs[input];
  if (offset > shape.facts.size_bytes ||
      drop.length > shape.facts.size_bytes - offset) {
    return absl::InvalidArgumentError("the record lies outside its input");
  }
  // A record at the very end has no ending, whatever the others have.
  const bool has_ending = offset + drop.length < shape.facts.size_bytes;
  const bool carriage_return =
      has_ending &&
      (shape.line_ending == LineEnding::kCrLf || line.Has("ending"));
  if (shape.format != Format::kText) {
    drop.ending = carriage_return ? "\r\n" : "\n";
  }
  return drop;
}

absl::StatusOr<LayoutLine> ParseLayout(const JsonObject& line) {
  LayoutLine layout;
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> inputs,
                        line.Array("inputs"));
  for (const JsonValue& runs : inputs) {
    if (runs.type() != JsonType::kArray) {
      return absl::InvalidArgumentError("'inputs' is not a list of lists");
    }
    Layout& input = layout.inputs.emplace_back();
    for (const JsonValue& text : runs.elements()) {
      if (text.type() != JsonType::kString) {
        return absl::InvalidArgumentError("a run of a layout is no string");
      }
      PROV_ASSIGN_OR_RETURN(LayoutRun run, ParseLayoutRun(text.string()));
      input.Add(std::move(run));
    }
  }
  PROV_ASSIGN_OR_RETURN(const std::vector<JsonValue> kept,
                        line.Array("kept_sha256"));
  for (const JsonValue& digest : kept) {
    if (digest.type() == JsonType::kNull) {
      layout.kept_sha256.emplace_back();
      continue;
    }
    if (digest.type() != JsonType::kString) {
      return absl::InvalidArgumentError("'kept_sha256' is no list of strings");
    }
    layout.kept_sha256.emplace_back(digest.string());
  }
  if (line.Has("rejects_sha256")) {
    PROV_ASSIGN_OR_RETURN(layout.rejects_sha256, line.String("rejects_sha256"));
  }
  return layout;
}

}  // namespace

bool LayoutLine::needs_rejects() const {
  return std::ranges::any_of(inputs, [](const Layout& input) {
    return std::ranges::any_of(input.runs(), [](const LayoutRun& run) {
      return run.source == LayoutRun::Source::kRejected ||
             run.source == LayoutRun::Source::kRejectedBytes;
    });
  });
}

size_t LayoutLine::num_kept_files() const {
  return kept_sha256.size() -
         static_cast<size_t>(std::ranges::count(kept_sha256, ""));
}

absl::StatusOr<InputShape> ShapeOf(const Corpus& corpus, size_t input,
                                   const InputFacts& facts) {
  const Source& source = corpus.sources()[input];
  InputShape shape{.facts = facts,
                   .format = source.format,
                   .header = std::string(source.header_bytes())};
  if (source.facts != nullptr) shape.id = source.facts->id;
  const InputBytes& bytes = corpus.inputs()[input];
  const uint64_t size = bytes.size_bytes();
  if (size >= kByteOrderMark.size()) {
    std::string first(kByteOrderMark.size(), '\0');
    PROV_RETURN_IF_ERROR(bytes.Read(0, first));
    shape.byte_order_mark = first == kByteOrderMark;
  }
  if (size > 0) {
    std::string last(1, '\0');
    PROV_RETURN_IF_ERROR(bytes.Read(size - 1, last));
    shape.final_newline = last == "\n";
  }
  bool with = false;
  bool without = false;
  DocumentTable::Reader rows(corpus.documents());
  for (DocumentId document = corpus.first_document(input);
       document < corpus.first_document(input + 1); ++document) {
    const DocumentRow& row = rows[document];
    // A last line without any ending says nothing of the others.
    if (row.place.offset + row.place.length == size) continue;
    (row.ends_with_carriage_return ? with : without) = true;
  }
  shape.line_ending = with && without ? LineEnding::kMixed
                      : with          ? LineEnding::kCrLf
                      : without       ? LineEnding::kLf
                                      : LineEnding::kNone;
  return shape;
}

std::string InputLine(size_t input, const InputShape& shape) {
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.input/1")
      .Member("input", input)
      .Member("name", shape.facts.name)
      .Member("format", ToString(shape.format))
      .Member("size", shape.facts.size_bytes)
      .Member("sha256", shape.facts.sha256)
      .Member("bom", shape.byte_order_mark)
      .Member("line_ending", kEndings[static_cast<size_t>(shape.line_ending)])
      .Member("final_newline", shape.final_newline);
  if (HasHeader(shape.format)) json.Member("header", shape.header);
  if (shape.format == Format::kText) json.Member("id", shape.id);
  json.EndObject();
  return line;
}

std::string DropLineOf(const DocumentTable& documents, const Removal& removal,
                       std::string_view record, const Delta& delta,
                       LineEnding ending_of_input) {
  const DocumentRow& row = documents[removal.dropped];
  std::string line;
  JsonWriter json(line);
  json.BeginObject()
      .Member("schema", "prov.drop/1")
      .Member("key", documents.key(removal.dropped))
      .Member("kept", documents.key(removal.kept))
      .Member("kind", ToString(removal.kind))
      .Member("similarity", removal.similarity);
  if (!IsIdentical(removal.kind)) {
    json.Key("differs").BeginArray();
    if (removal.numbers_differ) json.Value("numbers");
    if (removal.negations_differ) json.Value("negations");
    json.EndArray().Member("words_lost", removal.words_lost);
  }
  json.Member("input", row.place.input)
      .Member("line", row.place.line)
      .Member("offset", row.place.offset)
      .Member("length", row.place.length)
      .Member("sha256", Hex(Sha256(record)));
  if (row.ends_with_carriage_return && ending_of_input == LineEnding::kMixed) {
    json.Member("ending", "crlf");
  }
  if (delta.form == Delta::Form::kSplice) {
    json.Key("splice")
        .BeginArray()
        .Value(delta.head)
        .Value(delta.tail)
        .Value(std::string_view(delta.payload))
        .EndArray();
  } else if (delta.form == Delta::Form::kZstd) {
    json.Member("delta", Base64(delta.payload));
  }
  json.EndObject();
  return line;
}

absl::Status WriteLayoutLine(
    LayoutText& inputs, size_t num_inputs, const LayoutLine& digests,
    absl::FunctionRef<absl::Status(std::string_view)> write) {
  PROV_RETURN_IF_ERROR(write(R"({"schema":"prov.layout/1","inputs":)"));
  PROV_RETURN_IF_ERROR(inputs.Write(num_inputs, write));
  std::string rest;
  JsonWriter json(rest);
  json.BeginObject().Key("kept_sha256").BeginArray();
  for (const std::string& digest : digests.kept_sha256) {
    if (digest.empty()) {
      json.Value(nullptr);
    } else {
      json.Value(digest);
    }
  }
  json.EndArray();
  if (digests.rejects_sha256.has_value()) {
    json.Member("rejects_sha256", *digests.rejects_sha256);
  }
  json.EndObject();
  rest.front() = ',';  // It goes on with the object.
  return write(rest);
}

std::string LayoutLineOf(const LayoutLine& layout) {
  LayoutText inputs{MemoryBudget()};
  for (size_t i = 0; i < layout.inputs.size(); ++i) {
    inputs.Append(i, layout.inputs[i]);
  }
  std::string line;
  // Without a budget nothing can fail.
  WriteLayoutLine(inputs, layout.inputs.size(), layout,
                  [&line](std::string_view piece) {
                    line += piece;
                    return absl::OkStatus();
                  })
      .IgnoreError();
  return line;
}

absl::StatusOr<DropFileFrame> ReadDropFileFrame(const std::string& path) {
  DropFileFrame frame;
  bool complete = false;
  PROV_RETURN_IF_ERROR(ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line) -> absl::Status {
        complete = schema == "prov.layout/1";
        if (schema == "prov.run/1") {
          PROV_ASSIGN_OR_RETURN(frame.run, ParseRunLine(line));
        } else if (schema == "prov.input/1") {
          PROV_ASSIGN_OR_RETURN(frame.inputs.emplace_back(), ParseInput(line));
        } else if (schema == "prov.drop/1") {
          ++frame.drops;
        } else if (complete) {
          PROV_ASSIGN_OR_RETURN(frame.layout, ParseLayout(line));
        }
        return absl::OkStatus();
      }));
  if (!complete) {
    return absl::DataLossError(absl::StrFormat(
        "%s: does not end with a prov.layout/1 line: cut short, or not the "
        "dropped file of prov-dedupe",
        path));
  }
  if (frame.layout.inputs.size() != frame.inputs.size()) {
    return absl::DataLossError(
        absl::StrFormat("%s: has %d inputs but layouts for %d", path,
                        frame.inputs.size(), frame.layout.inputs.size()));
  }
  const size_t num_kept = frame.layout.kept_sha256.size();
  if (num_kept != 1 && num_kept != frame.inputs.size()) {
    return absl::DataLossError(
        absl::StrFormat("%s: has %d inputs but names %d kept files", path,
                        frame.inputs.size(), num_kept));
  }
  if (frame.layout.needs_rejects() &&
      !frame.layout.rejects_sha256.has_value()) {
    return absl::DataLossError(absl::StrFormat(
        "%s: has rejected lines but names no rejects file", path));
  }
  return frame;
}

absl::Status ForEachDrop(
    const std::string& path, const std::vector<InputShape>& inputs,
    absl::FunctionRef<absl::Status(const DropLine& drop)> visit) {
  return ForEachFinding(
      path,
      [&](std::string_view schema, const JsonObject& line) -> absl::Status {
        if (schema != "prov.drop/1") return absl::OkStatus();
        PROV_ASSIGN_OR_RETURN(const DropLine drop, ParseDrop(line, inputs));
        return visit(drop);
      });
}

}  // namespace prov
