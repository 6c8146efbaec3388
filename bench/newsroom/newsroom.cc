#include "newsroom.h"

#include "tables.h"

namespace prov_bench {
namespace {

std::map<std::string, WordClass> EnglishClasses(Vocabulary& vocabulary) {
  return {
      {"n=0 ns=1", MakeNouns(tables::kNouns, vocabulary)},
      {"vt=0 vts=1 vtd=2 vtn=3 vtg=4",
       MakeVerbs(tables::kTransitiveVerbs, vocabulary)},
      {"vi=0 vis=1 vid=2 vin=3 vig=4",
       MakeVerbs(tables::kIntransitiveVerbs, vocabulary)},
      {"adj=0", MakeWords(tables::kAdjectives, 25, vocabulary)},
      {"adv=0", MakeWords(tables::kAdverbs, 15, vocabulary)},
  };
}

std::map<std::string, WordClass> GermanClasses(Vocabulary& vocabulary) {
  const char* const parts = tables::kGermanNounParts;
  return {
      {"df=0 dfp=1",
       MakeCompounds(parts, tables::kGermanFeminineHeads, vocabulary)},
      {"dm=0 dmp=1",
       MakeCompounds(parts, tables::kGermanMasculineHeads, vocabulary)},
      {"dn=0 dnp=1 n=0",
       MakeCompounds(parts, tables::kGermanNeuterHeads, vocabulary)},
      {"dvt=0 dvtp=1 dvn=2 dvi=3",
       MakeGivenForms(tables::kGermanVerbs, 10, vocabulary)},
      {"dae=0 daen=1",
       MakeGermanAdjectives(tables::kGermanAdjectives, vocabulary)},
      {"dadv=0", MakeWords(tables::kGermanAdverbs, 10, vocabulary)},
  };
}

}  // namespace

Newsroom::Newsroom(const NewsroomOptions& wanted)
    : options(wanted),
      names(vocabulary),
      english(tables::kEnglishGrammar, EnglishClasses(vocabulary), names,
              vocabulary),
      german(tables::kGermanGrammar, GermanClasses(vocabulary), names,
             vocabulary),
      world(MakeWorld(options.seed, english, names, vocabulary)) {
  for (const char* const word :
       {"sagte", "dem",      "der",       "wie",       "berichtete", "sprach",
        "von",   "erklärte", "laut",      "spoke",     "of",         "in",
        "said",  "told",     "reporters", "according", "added",      "came",
        "the",   "was",      "quoted",    "by",        "as",         "saying",
        "he",    "she",      "to",        "reported"}) {
    vocabulary.Add(word);
  }
}

}  // namespace prov_bench
