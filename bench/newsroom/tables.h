// The words, names and sentence patterns that newsroom's language is made of.
// All of them are our own; words stand in the order of their frequency.
//
// Word tables are lists separated by white space (vocabulary.cc says what the
// marks in them mean); grammars have one pattern a line (grammar.h).

#ifndef BENCH_NEWSROOM_TABLES_H_
#define BENCH_NEWSROOM_TABLES_H_

namespace prov_bench::tables {

// english_words.cc
extern const char kNouns[];
extern const char kTransitiveVerbs[];
extern const char kIntransitiveVerbs[];
extern const char kAdjectives[];
extern const char kAdverbs[];

// names.cc
extern const char kFirstNamesFemale[];
extern const char kFirstNamesMale[];
extern const char kSurnameHeads[];
extern const char kSurnameTails[];
extern const char kTownHeads[];
extern const char kTownTails[];
extern const char kCountries[];
extern const char kSectors[];
extern const char kInstitutions[];
extern const char kOffices[];
extern const char kPaperNames[];
extern const char kAgencyNames[];

// english_grammar.cc
extern const char kEnglishGrammar[];

// german_words.cc
extern const char kGermanNounParts[];
extern const char kGermanFeminineHeads[];
extern const char kGermanMasculineHeads[];
extern const char kGermanNeuterHeads[];
extern const char kGermanVerbs[];
extern const char kGermanAdjectives[];
extern const char kGermanAdverbs[];

// german_grammar.cc
extern const char kGermanGrammar[];

}  // namespace prov_bench::tables

#endif  // BENCH_NEWSROOM_TABLES_H_
