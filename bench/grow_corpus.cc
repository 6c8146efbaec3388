// Repeating must keep pace with the disk: the end of each id is looked up once,
// and every round after the first is two copies a line.

#include "grow_corpus.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "json_record.h"
#include "random.h"

namespace prov_bench {
namespace {

// Notes where the string value of the outermost "id" ends.
class IdFinder
    : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, IdFinder> {
 public:
  explicit IdFinder(const rapidjson::MemoryStream& stream) : stream_(stream) {}

  bool StartObject() { return ++depth_ > 0; }
  bool EndObject(rapidjson::SizeType /*members*/) { return --depth_ >= 0; }
  bool StartArray() { return ++depth_ > 0; }
  bool EndArray(rapidjson::SizeType /*elements*/) { return --depth_ >= 0; }
  bool Key(const char* name, rapidjson::SizeType size, bool /*copy*/) {
    at_id_ = depth_ == 1 && std::string_view(name, size) == "id";
    return true;
  }
  bool String(const char* /*text*/, rapidjson::SizeType /*size*/,
              bool /*copy*/) {
    if (at_id_ && depth_ == 1) end_ = stream_.Tell() - 1;
    at_id_ = false;
    return true;
  }

  size_t end() const { return end_; }  // Of the closing quote; 0 if none.

 private:
  const rapidjson::MemoryStream& stream_;
  int depth_ = 0;
  bool at_id_ = false;
  size_t end_ = 0;
};

size_t EndOfId(const Line& line) {
  rapidjson::MemoryStream stream(line.record.data(), line.record.size());
  rapidjson::Reader reader;
  IdFinder finder(stream);
  if (reader.Parse(stream, finder).IsError() || finder.end() == 0) {
    Fail("plant", "line " + std::to_string(line.number) + ": no string id");
  }
  return finder.end();
}

// Runs of text up to and with the end of a sentence or a line.
void AppendSentences(std::string_view text,
                     std::vector<std::string>& sentences) {
  while (!text.empty()) {
    size_t end = std::min(text.find_first_of(".!?\n"), text.size());
    while (end < text.size() && text[end] != ' ' && text[end] != '\n') ++end;
    end = std::min(end + 1, text.size());
    if (end > 1) sentences.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

}  // namespace

void RepeatCorpus(const std::vector<Line>& lines, uint64_t bytes, FILE* out) {
  std::vector<size_t> id_ends;
  id_ends.reserve(lines.size());
  for (const Line& line : lines) id_ends.push_back(EndOfId(line));

  uint64_t written = 0;
  std::string copy;
  for (size_t round = 1; written < bytes && !lines.empty(); ++round) {
    const std::string suffix = round == 1 ? "" : "~" + std::to_string(round);
    for (size_t i = 0; i < lines.size() && written < bytes; ++i) {
      const std::string_view record = lines[i].record;
      copy.assign(record.substr(0, id_ends[i])).append(suffix);
      copy.append(record.substr(id_ends[i])).push_back('\n');
      written += std::fwrite(copy.data(), 1, copy.size(), out);
      if (std::ferror(out) != 0) Fail("plant", "cannot write to stdout");
    }
  }
}

void RecombineSentences(const std::vector<Line>& lines, size_t count,
                        uint64_t seed, FILE* out) {
  struct Model {
    std::string outlet, published;
    size_t text_bytes = 0;
  };
  std::vector<Model> models;
  std::vector<std::string> sentences;
  for (const Line& line : lines) {
    const rapidjson::Document record = ParseRecord("plant", line);
    const std::string_view text = StringMember(record, "text");
    models.push_back({std::string(StringMember(record, "outlet")),
                      std::string(StringMember(record, "published")),
                      text.size()});
    AppendSentences(text, sentences);
  }
  if (sentences.empty()) Fail("plant", "no text to take sentences from");

  Random random(seed);
  std::string text;
  size_t before_last = 0;  // Where the last sentence of `text` begins.
  for (size_t i = 0; i < count; ++i) {
    const Model& model = models[i % models.size()];
    if (i % 10 == 9) {
      text.resize(before_last);
    } else {
      text.clear();
      do {
        before_last = text.size();
        text += sentences[random.Below(sentences.size())];
      } while (text.size() < model.text_bytes);
    }
    rapidjson::Document record(rapidjson::kObjectType);
    SetMember(record, "id", "mix-" + std::to_string(i + 1));
    SetMember(record, "outlet", model.outlet);
    SetMember(record, "published", model.published);
    SetMember(record, "text", text);
    const std::string line = ToLine(record);
    if (std::fwrite(line.data(), 1, line.size(), out) != line.size()) {
      Fail("plant", "cannot write to stdout");
    }
  }
}

}  // namespace prov_bench
