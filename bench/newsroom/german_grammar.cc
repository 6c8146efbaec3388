// The patterns of the German voice, as in english_grammar.cc.  Cases are
// spelled out: NOM, NOMP (plural), AKK and DAT are phrases in a case.

#include "tables.h"

namespace prov_bench::tables {

const char kGermanGrammar[] = R"(
LEAD 3 <NOM> <dvt> am <TAG> <AKK> , nachdem <NOMP> <AKK> <dvtp> .
LEAD 3 Nach <DAT> <dvtp> <NOMP> in <city> <AKK> und <dvtp> <AKK> .
LEAD 3 <pname> <dvt> am <TAG> <AKK> , während <NOM> <AKK> <dvt> .
LEAD 2 In <city> <dvt> <NOM> <AKK> , um <AKK> zu <dvi> .

S 4 <NOM> <dvt> <dadv> <AKK> .
S 4 <NOMP> <dvtp> <AKK> , weil <NOM> <AKK> <dvt> .
S 4 <plast> <dvt> <AKK> und <dvt> <dadv> <AKK> .
S 4 In <city> <dvtp> <NOMP> <dadv> <AKK> .
S 3 Seit <year> <dvt> <NOM> <AKK> ; <NOMP> <dvtp> <AKK> .
S 3 Mit <DAT> will <NOM> <AKK> <dvi> .
S 3 <NOM> habe <AKK> <dadv> <dvn> , so <plast> .
S 3 <num> <dfp> <dvtp> <AKK> , obwohl <NOM> <AKK> <dvt> .
S 3 Ohne <AKK> können <NOMP> <AKK> nicht <dvi> .
S 3 Dass <NOM> <AKK> <dvt> , <dvtp> <NOMP> <dadv> .
S 2 Weder <NOM> noch <NOM> <dvt> <AKK> .
S 2 Bis <year> sollen <NOMP> <AKK> <dvi> , sagte <plast> .
S 2 Für <AKK> <dvtp> <NOMP> <AKK> .
S 2 <NOMP> aus <country> <dvtp> <AKK> , <NOM> <dvt> <AKK> .

BACK 2 <NOM> von <city> <dvt> <year> <AKK> und <dvt> <AKK> .
BACK 2 <country> <dvt> <year> <AKK> , als <num> <dfp> <AKK> <dvtp> .

Q 3 wir <WOLLEN> <AKK> <dvi> , und <NOMP> <WOLLEN> <AKK> <dvi>
Q 3 niemand kann <AKK> <dvi> , solange <NOM> <AKK> <dvt>
Q 3 ich habe <AKK> <dvn> , weil <NOMP> <AKK> <dvtp>
Q 3 <NOM> <dvt> <AKK> , aber <NOMP> <dvtp> <AKK>
Q 2 wer <AKK> <dvt> , der muss auch <AKK> <dvi> und <AKK> <dvi>
Q 2 es gibt <AKK> , doch ohne <AKK> <dvt> <NOM> <AKK>
Q 2 nach <DAT> werden <NOMP> <dadv> <AKK> <dvi>
WOLLEN 2 werden
WOLLEN 2 wollen
WOLLEN 1 müssen
WOLLEN 1 können

HEAD 2 <df> <dvt> <daen> <dm> in <city>
HEAD 2 <plast> <dvt> <daen> <dfp>
HEAD 1 <dfp> und <dnp> : wie <org> <AKK> <dvt>

NOM 3 der <dae> <dm>
NOM 2 der <dm>
NOM 3 die <dae> <df>
NOM 2 die <df>
NOM 3 das <dae> <dn>
NOM 2 das <dn>
NOM 1 <org>
NOMP 3 die <daen> <dfp>
NOMP 2 <dae> <dmp>
NOMP 2 viele <dnp>
NOMP 2 <num> <dmp>
AKK 3 den <daen> <dm>
AKK 2 den <dm>
AKK 3 die <dae> <df>
AKK 2 die <df>
AKK 3 das <dae> <dn>
AKK 2 das <dn>
AKK 2 <dae> <dfp>
AKK 1 keine <dnp>
DAT 2 dem <daen> <dm>
DAT 2 der <daen> <df>
DAT 2 dem <daen> <dn>
TAG 1 Montag
TAG 1 Dienstag
TAG 1 Mittwoch
TAG 1 Donnerstag
TAG 1 Freitag
TAG 1 Samstag
TAG 1 Sonntag
)";

}  // namespace prov_bench::tables
