// A news ecosystem whose truth is known.
//
//   newsroom docs --seed 7 --documents 200000 [-o FILE]
//   newsroom truth --seed 7 --documents 200000 --out-dir TRUTH
//   newsroom report --seed 7 --documents 200000 [--sample 16] [--examples 9]
//
// Documents go to stdout as JSON Lines unless -o names a file.  The truth of
// the same options is pairs.jsonl, clusters.jsonl, passages.jsonl,
// quotes.jsonl, chains.jsonl and documents.jsonl in a folder.
//
//   --seed N           which newsroom                                    (1)
//   --documents N      in the archive                                (1,000)
//   --bytes SIZE       as many documents as make about that much, which may
//                      end in k, M or G (in thousands)
//   --wrong-clocks N   per mille of the documents that print a time that
//                      is off: by a zone, day for month, or the time of
//                      the last change                                 (100)
//   --german-share N   per mille of the stories that are not wired        (50)
//   --delete-first     take the first print of quotes out of the archive
//   --ocr              misread some letters, as a scanner does
//   -j N               threads; the output is the same                    (1)

#include <charconv>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "../lines.h"
#include "edition.h"
#include "report.h"
#include "truth_files.h"

namespace prov_bench {
namespace {

constexpr size_t kOutputBytes = 1 << 18;  // Written at once.

struct Command {
  std::string verb;
  NewsroomOptions options;
  uint64_t threads = 1;
  std::string output = "-";
  std::string folder;
  ReportOptions report;
};

uint64_t ParseNumber(std::string_view name, std::string_view value) {
  uint64_t number = 0;
  const auto parsed =
      std::from_chars(value.data(), value.data() + value.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != value.data() + value.size()) {
    Fail("newsroom", std::string(name) + ": no number: " + std::string(value));
  }
  return number;
}

// At least 1.
uint64_t ParseCount(std::string_view name, std::string_view value) {
  const uint64_t count = ParseNumber(name, value);
  if (count == 0) Fail("newsroom", std::string(name) + " is at least 1");
  return count;
}

uint64_t ParseBytes(std::string_view name, std::string_view value) {
  uint64_t unit = 1;
  for (const char suffix : {'k', 'M', 'G'}) {
    unit *= 1000;
    if (value.ends_with(suffix)) {
      value.remove_suffix(1);
      return ParseCount(name, value) * unit;
    }
  }
  return ParseCount(name, value);
}

Command ParseCommand(int argc, char** argv) {
  if (argc < 2) Fail("newsroom", "which verb? docs, truth or report");
  Command command;
  command.verb = argv[1];
  for (int i = 2; i < argc; ++i) {
    const std::string_view name = argv[i];
    if (name == "--delete-first") {
      command.options.delete_first = true;
      continue;
    }
    if (name == "--ocr") {
      command.options.ocr = true;
      continue;
    }
    if (++i == argc) Fail("newsroom", std::string(name) + " needs a value");
    const std::string_view value = argv[i];
    if (name == "--seed") {
      command.options.seed = ParseNumber(name, value);
    } else if (name == "--documents") {
      command.options.documents = ParseCount(name, value);
    } else if (name == "--bytes") {
      command.options.documents =
          ParseBytes(name, value) / kUsualDocumentBytes + 1;
    } else if (name == "-j") {
      command.threads = ParseCount(name, value);
    } else if (name == "--wrong-clocks") {
      command.options.wrong_clocks =
          static_cast<uint32_t>(ParseNumber(name, value));
    } else if (name == "--german-share") {
      command.options.german_share =
          static_cast<uint32_t>(ParseNumber(name, value));
    } else if (name == "--sample") {
      command.report.sample = ParseCount(name, value);
    } else if (name == "--examples") {
      command.report.examples = ParseNumber(name, value);
    } else if (name == "--out-dir") {
      command.folder = value;
    } else if (name == "-o") {
      command.output = value;
    } else {
      Fail("newsroom", "unknown option " + std::string(name));
    }
  }
  return command;
}

void WriteDocuments(const Command& command) {
  FILE* const out =
      command.output == "-" ? stdout : std::fopen(command.output.c_str(), "w");
  if (out == nullptr) Fail("newsroom", "cannot write " + command.output);
  std::setvbuf(out, nullptr, _IOFBF, kOutputBytes);
  const Newsroom newsroom(command.options);
  ForEditions<EditionLines>(
      EditionCount(command.options), command.threads,
      [&](uint64_t edition, EditionLines& lines) {
        PrintEdition(newsroom, edition, lines);
      },
      [&](const EditionLines& lines) {
        for (const std::string_view line : lines.by_number) {
          if (std::fwrite(line.data(), 1, line.size(), out) != line.size()) {
            Fail("newsroom", "cannot write " + command.output);
          }
        }
      });
  if (std::fflush(out) != 0) Fail("newsroom", "cannot write " + command.output);
}

}  // namespace
}  // namespace prov_bench

int main(int argc, char** argv) {
  const prov_bench::Command command = prov_bench::ParseCommand(argc, argv);
  if (command.verb == "docs") {
    prov_bench::WriteDocuments(command);
  } else if (command.verb == "truth") {
    prov_bench::WriteTruth(prov_bench::Newsroom(command.options),
                           command.threads, command.folder);
  } else if (command.verb == "report") {
    prov_bench::ReportOptions report = command.report;
    report.threads = command.threads;
    prov_bench::PrintReport(prov_bench::Newsroom(command.options), report);
  } else {
    prov_bench::Fail("newsroom", "no verb " + command.verb);
  }
}
