#include "truth_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "../lines.h"
#include "edition.h"
#include "edition_truth.h"
#include "passage_truth.h"
#include "quote_truth.h"

namespace prov_bench {
namespace {

class TruthFile {
 public:
  TruthFile(const std::string& folder, std::string_view kind,
            const NewsroomOptions& options, std::string_view more)
      : path_(folder + "/" + std::string(kind) + ".jsonl"),
        out_(std::fopen(path_.c_str(), "w")) {
    if (out_ == nullptr) Fail("newsroom", "cannot write " + path_);
    Write("{\"schema\":\"prov.truth/1\",\"kind\":\"" + std::string(kind) +
          "\",\"documents\":");
    count_at_ = std::ftell(out_);
    count_width_ = static_cast<int>(std::to_string(options.documents).size());
    Write(std::to_string(options.documents) +
          ",\"seed\":" + std::to_string(options.seed) + std::string(more) +
          (options.delete_first ? ",\"delete_first\":true" : "") + "}\n");
  }
  TruthFile(const TruthFile&) = delete;
  TruthFile& operator=(const TruthFile&) = delete;

  void Write(const std::string& lines) {
    if (std::fwrite(lines.data(), 1, lines.size(), out_) != lines.size()) {
      Fail("newsroom", "cannot write " + path_);
    }
  }

  // `documents` are those there are: fewer than asked for where first ones were
  // deleted.
  void Close(uint64_t documents) {
    const std::string count = std::to_string(documents);
    std::fseek(out_, count_at_, SEEK_SET);
    Write(std::string(static_cast<size_t>(count_width_) - count.size(), ' ') +
          count);
    if (std::fclose(out_) != 0) Fail("newsroom", "cannot write " + path_);
  }

 private:
  std::string path_;
  FILE* out_;
  long count_at_ = 0;    // Where the number of documents stands...
  int count_width_ = 0;  // ...and in how many bytes.
};

struct TruthLines {
  PairTruth pairs;
  PassageTruth passages;
  QuoteTruth quotes;
  std::string documents;
};

}  // namespace

void WriteTruth(const Newsroom& newsroom, size_t threads,
                const std::string& folder) {
  const NewsroomOptions& options = newsroom.options;
  if (folder.empty()) Fail("newsroom", "truth needs --out-dir FOLDER");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) Fail("newsroom", "cannot make " + folder + ": " + error.message());
  TruthFile pairs(folder, "pairs", options, ",\"floor\":0.3000");
  TruthFile clusters(folder, "clusters", options, ",\"floor\":0.5000");
  TruthFile passages(folder, "passages", options, "");
  TruthFile quotes(folder, "quotes", options, "");
  TruthFile chains(folder, "chains", options, "");
  TruthFile documents(folder, "documents", options, "");
  Boilerplate boilerplate;
  uint64_t count = 0;
  ForEditions<TruthLines>(
      EditionCount(options), threads,
      [&](uint64_t number, TruthLines& lines) {
        const PrintedEdition edition = PrintForTruth(newsroom, number);
        lines = {TruthOfPairs(edition), TruthOfPassages(edition),
                 TruthOfQuotes(edition, number, newsroom),
                 TruthOfDocuments(edition, newsroom)};
      },
      [&](const TruthLines& lines) {
        pairs.Write(lines.pairs.pairs);
        clusters.Write(lines.pairs.clusters);
        passages.Write(lines.passages.lines);
        passages.Write(lines.quotes.passages);
        quotes.Write(lines.quotes.quotes);
        chains.Write(lines.quotes.chains);
        documents.Write(lines.documents);
        count +=
            static_cast<uint64_t>(std::ranges::count(lines.documents, '\n'));
        for (const auto& [unit, more] : lines.passages.boilerplate) {
          auto& all = boilerplate[unit];
          all.insert(all.end(), more.begin(), more.end());
        }
      });
  passages.Write(BoilerplateLines(boilerplate));
  pairs.Close(count);
  clusters.Close(count);
  passages.Close(count);
  quotes.Close(count);
  chains.Close(count);
  documents.Close(count);
}

}  // namespace prov_bench
