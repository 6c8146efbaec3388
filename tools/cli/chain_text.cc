// Held by the golden cases of prov-trace.

#include "tools/cli/chain_text.h"

#include <algorithm>
#include <string_view>

#include "absl/strings/str_format.h"
#include "libprov/base/json_writer.h"
#include "libprov/chain/chain_file.h"
#include "libprov/chain/interval_order.h"
#include "libprov/text/utf8.h"

namespace prov::cli {
namespace {

constexpr int64_t kDay = 86400;
constexpr uint32_t kMaxShown = 160;  // Characters of a passage or a text.

std::string DayOf(int64_t seconds) { return ToRfc3339(seconds).substr(0, 10); }

std::string SecondOf(int64_t seconds) {
  std::string text = ToRfc3339(seconds);
  text[10] = ' ';
  text.pop_back();  // Z
  return text;
}

size_t WidthOf(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string Padded(std::string text, size_t width) {
  text.append(width - std::min(width, WidthOf(text)), ' ');
  return text;
}

// On one line.
std::string Line(std::string text) {
  std::ranges::replace_if(
      text, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return VisibleName(text);
}

// As much of a passage or a text as tells it from others.
std::string Clipped(std::string_view text) {
  size_t end = 0;
  uint32_t shown = 0;
  while (end < text.size() && shown < kMaxShown) {
    NextCodePoint(text, &end);
    ++shown;
  }
  if (end == text.size()) return std::string(text);
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\n')) --end;
  return std::string(text.substr(0, end)) + " …";
}

std::string Counted(uint64_t count, const char* one, const char* several) {
  return absl::StrFormat("%d %s", count, count == 1 ? one : several);
}

std::string CoverageText(const Coverage& coverage) {
  if (!coverage.is_known) return "the documents that the quotes are of";
  std::string text = Counted(coverage.documents, "document", "documents") +
                     " of " + Counted(coverage.outlets, "outlet", "outlets");
  if (coverage.earliest <= coverage.latest) {
    text += ", dated from " + DayOf(coverage.earliest) + " to " +
            DayOf(std::max(coverage.latest - 1, coverage.earliest));
  }
  if (coverage.undated > 0) {
    text += absl::StrFormat(", %d without a date", coverage.undated);
  }
  return text;
}

class Page {
 public:
  Page(const Chain& chain, const Coverage& coverage, Colour colour)
      : chain_(chain), coverage_(coverage), colour_(colour) {}

  std::string Run() {
    for (const ChainNode& node : chain_.nodes) {
      if (node.is_virtual) continue;
      ++documents_;
      when_width_ = std::max(when_width_, WidthOf(WhenText(node.published)));
      outlet_width_ = std::max(outlet_width_, WidthOf(OutletOf(node)));
    }
    constexpr const char* kKinds[] = {"", "Passage ", "Copies of "};
    text_ += kKinds[static_cast<size_t>(chain_.subject)] +
             Bold("\"" + HeadingOf(chain_) + "\"");
    if (!chain_.speaker.empty()) text_ += ", said by " + Line(chain_.speaker);
    text_ += "\n\n" + Bold(Verdict()) + "\n";
    text_ += "Found in " + Counted(documents_, "document", "documents") +
             " of " + CoverageText(coverage_) +
             ".\nNothing is said of documents that are not among these.\n";
    if ((chain_.flags & kChainShort) != 0) {
      text_ +=
          "These words are few or common: not all of these places need be one "
          "utterance.\n";
    }
    for (uint32_t node = 0; node < documents_; ++node) AddDocument(node);
    return std::move(text_);
  }

 private:
  std::string Bold(const std::string& text) const {
    return colour_ == Colour::kYes ? "\x1b[1m" + text + "\x1b[0m" : text;
  }
  std::string Dim(const std::string& text) const {
    return colour_ == Colour::kYes ? "\x1b[2m" + text + "\x1b[0m" : text;
  }

  static std::string OutletOf(const ChainNode& node) {
    return node.outlet.empty() ? "(no outlet)" : Line(node.outlet);
  }

  std::string NameOfNode(uint32_t node) const {
    return OutletOf(chain_.nodes[node]) + " (" + Line(chain_.nodes[node].id) +
           ")";
  }

  std::string Verdict() const {
    if (!chain_.first.has_value()) {
      size_t undated = 0;
      for (const Candidate& candidate : chain_.rivals) {
        undated +=
            chain_.nodes[candidate.node].published.grade == DateGrade::kNone
                ? 1
                : 0;
      }
      return absl::StrFormat(
          "Order unknown: %d documents may be the first, and %d of them have "
          "no date.",
          chain_.rivals.size(), undated);
    }
    const ChainNode& first = chain_.nodes[chain_.first->node];
    const std::string probability =
        ToString(Truncated(*chain_.first->probability));
    const std::string name = NameOfNode(chain_.first->node);
    switch (chain_.verdict) {
      case ChainVerdict::kEarliest:
        return "Earliest in this archive: " + name + ", " +
               WhenText(first.published) + ", with probability " + probability +
               ".";
      case ChainVerdict::kTied:
        return "Tied: " + WhenText(first.published) +
               " is the date of several, and no other is before it.";
      case ChainVerdict::kOrderUnknown:
        break;
    }
    return "Order unknown: the likeliest to be the first is " + name +
           ", with probability " + probability + ".";
  }

  std::string Shown(const ChainNode& node) const {
    if (chain_.subject == Subject::kQuote) return node.exact;
    const bool is_beginning =
        chain_.subject == Subject::kDocument &&
        node.exact.size() < node.span.end_byte - node.span.begin_byte;
    return Clipped(node.exact) + (is_beginning ? " …" : "");
  }

  void AddDocument(uint32_t number) {
    const ChainNode& node = chain_.nodes[number];
    text_ += "\n  " + Padded(WhenText(node.published), when_width_) + "  " +
             Bold(Padded(OutletOf(node), outlet_width_)) + "  " +
             Dim(Line(node.id)) + "\n";
    const char* const mark = node.is_unmarked ? "" : "\"";
    AddLine(mark + Line(Shown(node)) + mark +
            (node.is_unmarked ? "  (without quote marks)" : ""));
    if (node.speaker.has_value() && !node.speaker->name.empty()) {
      AddLine("said by " + Line(node.speaker->name));
    }
    if (node.is_swapped) {
      AddLine("its url says that day and month of the date are swapped");
    }
    for (const ChainLink& link : chain_.links) {
      if (link.from == number) AddLine(Reason(link));
    }
    const auto candidate =
        std::ranges::find(chain_.rivals, number, &Candidate::node);
    if (candidate != chain_.rivals.end()) {
      AddLine(candidate->probability.has_value()
                  ? "may be the first, with probability " +
                        ToString(Truncated(*candidate->probability))
                  : "may be the first");
    }
  }

  void AddLine(const std::string& line) { text_ += "      " + line + "\n"; }

  static std::string CitationText(const CitedOutlet& cited) {
    const std::string outlet = Line(cited.outlet);
    const std::string_view form = cited.form;
    if (form == "told") return "cites " + outlet + ", which was told it";
    if (form == "interview") return "cites an interview with " + outlet;
    if (form == "on") return "cites " + outlet + ", where it was said";
    if (form == "quoted-by") return "cites " + outlet + ", which quoted it";
    if (form == "reported") return "cites " + outlet + ", which reported it";
    if (form == "first-reported") {
      return "cites " + outlet + ", which reported it first";
    }
    if (form == "hat-tip") return "thanks " + outlet + " for it";
    if (form == "dateline") return "its dateline names " + outlet;
    if (form == "byline") return "its byline names " + outlet;
    return "its credit names " + outlet;
  }

  std::string Reason(const ChainLink& link) const {
    const ChainNode& from = chain_.nodes[link.from];
    const ChainNode& to = chain_.nodes[link.to];
    const std::string name = NameOfNode(link.to);
    std::string reason;
    switch (link.relation) {
      case Relation::kPressRelease:
      case Relation::kWire:
      case Relation::kCopies:
        reason = link.HasEvidence(Evidence::Kind::kText)
                     ? "has much of the text of " + name
                     : CitationText(*from.cited);
        if (to.is_virtual) {
          return reason + ", and nothing of that outlet here has it";
        }
        if (!link.HasEvidence(Evidence::Kind::kText)) {
          reason += ": " + Line(to.id);
        }
        return IsBefore(from.published, to.published)
                   ? reason + ", though the dates say the opposite"
                   : reason;
      case Relation::kRevision:
        return "a later version of " + name;
      case Relation::kCommonSource:
        reason = link.HasEvidence(Evidence::Kind::kText)
                     ? "shares much of its text with " + name
                     : "the same source as " + name;
        break;
      case Relation::kSameUtterance:
        reason =
            "the same speaker as in " + name + ", which is no proof of copying";
        break;
      case Relation::kIncidental:
        reason = "a few words that may be here by chance, as in " + name;
        break;
      case Relation::kUndetermined:
        reason = "no evidence of how it came from or to " + name;
        break;
    }
    return reason + "; " + OrderText(link);
  }

  static std::string OrderText(const ChainLink& link) {
    if (link.HasEvidence(Evidence::Kind::kTime)) return "later, by their dates";
    if (!link.probability.has_value()) return "which is earlier is not known";
    return "later with probability " + ToString(Truncated(*link.probability));
  }

  const Chain& chain_;
  const Coverage& coverage_;
  Colour colour_;
  uint32_t documents_ = 0;
  size_t when_width_ = 0;
  size_t outlet_width_ = 0;
  std::string text_;
};

}  // namespace

std::string WhenText(const DateInterval& date) {
  if (date.grade == DateGrade::kNone) return "no date";
  if (date.earliest == date.latest) return SecondOf(date.earliest);
  if (date.grade == DateGrade::kAmbiguous) {
    return DayOf(date.earliest) + " or " + DayOf(date.latest - kDay);
  }
  if (date.earliest % kDay != 0 || date.latest % kDay != 0) {
    return SecondOf(date.earliest) + " to " + SecondOf(date.latest);
  }
  if (date.latest - date.earliest == kDay) return DayOf(date.earliest);
  return DayOf(date.earliest) + " to " + DayOf(date.latest - kDay);
}

std::string ChainText(const Chain& chain, const Coverage& coverage,
                      Colour colour) {
  return Page(chain, coverage, colour).Run();
}

std::string HeadingOf(const Chain& chain) {
  return Line(chain.subject == Subject::kQuote ? chain.text
                                               : Clipped(chain.text));
}

std::string NoChainText(Subject subject, const std::string& words,
                        const Coverage& coverage) {
  if (subject != Subject::kQuote) {
    return absl::StrFormat("No %s in the file can be traced among %s.\n",
                           subject == Subject::kPassage ? "passage" : "cluster",
                           CoverageText(coverage));
  }
  if (words.empty()) {
    return "No quote is printed by several of " + CoverageText(coverage) +
           ", and none is from elsewhere.\n";
  }
  return "\"" + Line(words) + "\" is in none of " + CoverageText(coverage) +
         ".\n";
}

std::string AuditText(const AuditedChain& audited) {
  if (audited.refuted.empty()) return Line(audited.chain) + " holds\n";
  std::string text = Line(audited.chain) + " does not hold:\n";
  for (const std::string& refuted : audited.refuted) {
    text += "    " + Line(refuted) + "\n";
  }
  return text;
}

}  // namespace prov::cli
