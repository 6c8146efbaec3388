// What leaves this room: who printed certain words, who of them was first as
// far as this archive can tell, and how each came by them, with the evidence.
//
// Nothing here is an origin.  The verdict is about the documents of a run:
//
//   earliest-in-archive  one is the first with a probability of .95 or more
//   tied                 several with the same day or instant are, together
//   order-unknown        anything else: dates that overlap in other ways, that
//                        are periods or ambiguous, or that are missing
//
// Candidates are the documents that have the words from no other document of
// the archive (sources.h).  Their probabilities are those of clocks that may be
// wrong (clocks.h), and of what has its words from them: that came out later.
// One chain in a hundred is taken to have a source that is a wrong one, so that
// nothing is certain but of a document that is alone.
// Where one of several has no date, none has a probability, and nobody is named
// first.
//
// Evidence of order: a citation or a dateline comes before clocks.  Who cites
// an outlet for the words is after it, even where the dates say otherwise
// (flag clock-contradicted); documents that cite each other in a circle prove
// nothing (flag citations-contradict).  An outlet that is cited and has no
// document with the words is a virtual node.
//
// How a document relates to another; the first rule that holds:
//
//   press-release   it has the words from a press service
//   wire            its dateline, byline or credit names an agency, or an
//                   agency has most of its text
//   revision        the same outlet and url, updated or published later
//   copies          it cites an outlet for the words (told, interview, on,
//                   quoted-by, reported, first-reported, hat-tip), or its
//                   dateline, byline or credit names one that is no agency
//   common-source   both cite the same outlet, which is not in the archive, or
//                   they share much of their texts, and nothing says which of
//                   them took it from the other or both from a third
//   same-utterance  both print the words in marks, with speakers of one name:
//                   a quote that is public is no proof of copying
//   incidental      a few words without marks, and nothing of the above
//   undetermined    none of these
//
// The first four lead to the document that has them first, or to the virtual
// node of the outlet cited.  A document that they do not lead to another
// document is linked with the first one, or the one whose text it shares, by
// the other rules; links without evidence of kind time or citation claim no
// order.

#ifndef LIBPROV_CHAIN_CHAIN_H_
#define LIBPROV_CHAIN_CHAIN_H_

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "libprov/corpus/date.h"
#include "libprov/quote/quote.h"
#include "libprov/quote/variant.h"
#include "libprov/shingle/shingle_set.h"

namespace prov {

inline constexpr double kFirstProbability = 0.95;

// A document that prints the words, or an outlet that is cited for them.
struct ChainNode {
  std::string id;  // The key; of a virtual node "outlet:" and its name.
  std::string outlet;
  std::string url;  // Empty if it is not known.
  DateInterval published;
  DateInterval updated;  // Grade kNone if it is not known.
  TokenSpan span;
  std::string exact;  // The words as printed; of a whole text its beginning.
  // Of the chain's words; kNone of a whole text.
  Variant variant = Variant::kIdentical;
  bool is_unmarked = false;  // Printed without quote marks.
  bool is_virtual = false;   // If so, nothing but id and outlet is known.
  bool is_swapped = false;   // Its url says day and month of its date are.
  std::optional<SpeakerMention> speaker;
  std::optional<CitedOutlet> cited;  // Never its own outlet.
  // Of the document; for building chains, and gone once they are built.
  std::string own_initials;  // By which its dateline names its own outlet.
  std::vector<uint64_t> shingles;  // A set; empty if texts are not compared.
};

enum class Relation : uint8_t {
  kPressRelease,
  kWire,
  kRevision,
  kCopies,
  kCommonSource,
  kSameUtterance,
  kIncidental,
  kUndetermined,
};
const char* NameOf(Relation relation);

struct Evidence {
  enum class Kind : uint8_t {
    kTime,      // `to` is before `from` by their clocks, with .95 or more.
    kCitation,  // The name of the outlet cited, where it stands.
    kSpeaker,   // The mention of the speaker.
    kUrl,       // Of both.
    kText,      // How much of each text is in the other.
    kWords,     // No more than the words themselves.
  };
  Kind kind = Kind::kTime;
  // Whose text the span is in; neither for kTime, kUrl and kText.
  uint32_t node = 0;
  TokenSpan span;
  Overlap overlap;  // Of kText: of the shingles of `from` and `to`.
};
const char* NameOf(Evidence::Kind kind);

struct ChainLink {
  uint32_t from = 0;
  uint32_t to = 0;  // Where `from` has the words from, if that is known.
  Relation relation = Relation::kUndetermined;
  // That `to` was before `from` by their clocks alone (clocks.h); none if one
  // has no date.
  std::optional<double> probability;
  std::vector<Evidence> evidence;

  bool HasEvidence(Evidence::Kind kind) const {
    return std::ranges::find(evidence, kind, &Evidence::kind) != evidence.end();
  }
};

enum class ChainVerdict : uint8_t { kEarliest, kTied, kOrderUnknown };
const char* NameOf(ChainVerdict verdict);

struct Candidate {
  uint32_t node = 0;
  std::optional<double> probability;  // That it is before all others.
};

// What was looked at.
struct Coverage {
  uint64_t documents = 0;
  uint64_t undated = 0;
  uint64_t outlets = 0;
  int64_t earliest = std::numeric_limits<int64_t>::max();  // If one is dated.
  int64_t latest = std::numeric_limits<int64_t>::min();
  bool is_known = true;  // Else nothing is known of it.
};

enum ChainFlag : uint8_t {
  kChainShort = 1,         // Too short or too common to be traced unasked.
  kChainUndated = 2,       // A document has no date.
  kChainCitesOutside = 4,  // An outlet without a document here is cited.
  kChainClockContradicted = 8,
  kChainCitationsContradict = 16,
  kChainFromQuotes = 32,  // No document was read (find_in_quotes.h).
};

// What a chain is about: words that are quoted or asked for, a passage that
// several documents share, or documents that are copies as a whole.
enum class Subject : uint8_t { kQuote, kPassage, kDocument };
const char* NameOf(Subject subject);

struct Chain {
  Subject subject = Subject::kQuote;
  // The words asked for, those of the passage, or the headline of the copies.
  std::string text;
  std::string finding;  // The name of the passage or cluster, if it is one.
  std::string speaker;  // By most who name one; may be empty.
  ChainVerdict verdict = ChainVerdict::kOrderUnknown;
  std::optional<Candidate> first;
  std::vector<Candidate> rivals;  // The other candidates, likeliest first.
  uint8_t flags = 0;
  // Documents by date (earliest it can be, undated last), then key; then
  // virtual nodes by name.
  std::vector<ChainNode> nodes;
  std::vector<ChainLink> links;  // By `from`, then `to`; acyclic.
};

struct TracedChains {
  std::vector<Chain> chains;
  Coverage coverage;  // Of the documents wanted.
};

}  // namespace prov

#endif  // LIBPROV_CHAIN_CHAIN_H_
