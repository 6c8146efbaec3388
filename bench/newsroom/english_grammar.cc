// The patterns of the English voice: leads, body sentences, headlines, spoken
// words, and the phrases they are built of.
//
// Fixed wording between two slots stays short, and where it is longer there are
// many ways to say it: no eight words in a row may come about by chance often
// (newsroom report counts them).

#include "tables.h"

namespace prov_bench::tables {

const char kEnglishGrammar[] = R"(
LEAD 5 <ACTOR> <VPD> <TIME> after <NP> <VPD2> , <SOURCED> .
LEAD 4 <NPC> <VPD2> in <city> <TIME> , <vtg> <NP> and <vtg> <NPS> .
LEAD 4 <org> will <vt> <NP> <TIMEF> , <plast> said , as <NPS> <vi> <ADJUNCT> .
LEAD 4 <NUMP> <adj> <ns> have <vin> in <city> since <NP> <vtd> <NP> <TIME> .
LEAD 4 <pfull> <vtd> <NP> <TIME> , <vtg> that <NP> would <vt> <NPS> .
LEAD 3 <COUNTRY>'s <n> <vtd> <NP> <TIME> in <NPA> over <NPS> and <NP> .
LEAD 3 <adv> <vtn> <ns> <vid> across <country> <TIME> as <ACTOR> <vtd> <NPS> .
LEAD 3 At least <num> <ns> were <vtn> <TIME> when <NP> <vid> near <city> , <org> said .
LEAD 3 <NPC> between <org> and <NPA> <vid> <adv> <TIME> , <vtg> <NPS> .
LEAD 3 a <adj> <n> that <vtd> <NP> for <num> <ns> <vid> <TIME> in <city> .

S 6 <ACTOR> <VPD> <TIME> .
S 6 <NP> <VPD2> , <SOURCED> .
S 6 <NPS> <VPD2> <ADJUNCT> , <vtg> <NP> .
S 5 <plast> <adv> <vtd> <NP> of <vtg> <NPS> <ADJUNCT> .
S 5 But <NP> <VPD2> , and <NPS> <vid> <adv> .
S 5 In <city> , <NPS> <vtd> <NP> while <NPA> <vid> .
S 5 <NUMP> <ns> were <vtn> by <NPA> <TIME> , <COMPARE> .
S 4 <NPC> <vts> <NPS> , <vts> <NP> and <vis> <adv> .
S 4 <NPA> has <vtn> <NP> since <NPS> <vid> in <year> .
S 4 Since then <NPS> have <adv> <vtn> <NP> .
S 4 <NP> is <adj> , <NPA> <SAYS> , because <NPS> <vi> .
S 4 Neither <NP> nor <NPS> <vtd> <NP> , <SOURCED> .
S 4 <org> , which <vts> <NPS> , <vtd> <NP> <TIME> .
S 4 <NPS> from <city> <vtd> <NP> <TIME> , although <NP> <vid> .
S 4 With <NPS> <vtg> <NP> , <ACTOR> <VPD> .
S 4 <vtg> <NP> would <vt> <NPS> , <SOURCED> .
S 4 To <vt> <NPS> , <NPA> <vtd> <NP> and <vtd> <NPS> .
S 3 <n> by <n> , <NPS> <vid> , and <NP> <vtd> <NPA> .
S 3 If <NP> <vis> , <NPS> could <vt> <NP> .
S 3 Unless <NPS> <vt> <NP> , <org> may <vt> <NPA> <TIMEF> .
S 3 <adv> , <NPS> <vtd> <NP> .
S 3 There were <num> <ns> and <num2> <adj> <ns> in <NPA> .
S 3 <NP> <vtd> <pct> of <NPS> <ADJUNCT> , <COMPARE> .
S 3 Shares in <org> <vid> <pct> <TIME> as <NPS> <vtd> <NP> .
S 3 The <n> , <adj> and <adj> , <vid> <ADJUNCT> .
S 3 Asked about <NPS> , <plast> <vtd> <NP> but <vtd> no <n> .
S 3 <NPA> <vtd> <money> for <NPS> , and <NP> will <vt> <NPA> .
S 3 What <NPS> <vtd> was <NP> , <NPA> <SAYS> .
S 3 <NP> , <vtn> by <NPA> in <year> , <vts> <NPS> .
S 3 Many <ns> <vi> <adv> when <NPS> <vt> <NP> .
S 3 Some <adj> <ns> <vtd> <NP> ; others <vtd> <NPS> .
S 3 <NPS> and <NPS> <vid> as <NP> <vtd> <NPA> .
S 3 No <n> has <vtn> <NP> , and <NPS> <adv> <vi> .
S 3 <plast> , whose <n> <vtd> <NPS> , <vid> <TIME> .
S 2 Of the <num> <ns> , <num2> were <adj> and <NPS> had <adv> <vin> .
S 2 Not every <n> <vtd> <NPS> : <NP> <vid> , and <NPA> <vtd> <NP> .
S 2 <NP> may <vt> <NPS> <TIMEF> , but <NPS> <vi> .
S 2 For <NPS> , <NP> <vid> <adv> .
S 2 <ADJUNCT> , <NPS> <vtd> <NP> and <vtd> <NPA> .
S 2 Under <NP> , <NPS> must <vt> <NPA> or <vt> <NP> .
S 2 Until <year> , <NPS> <vtd> <NP> without <vtg> <NPA> .
S 2 <TIMEC> , <NP> <vtd> <NPS> , <SOURCED> .
S 2 Instead of <vtg> <NP> , <NPS> <adv> <vtd> <NPA> .
S 2 Both <NP> and <NPA> <vtd> <NPS> <TIME> .
S 2 The <n> cost <money> , <COMPARE> , and <vtd> <NPS> .
S 2 Whether <NPS> will <vt> <NP> is <adj> , <NPA> <SAYS> .

BACK 4 <org> was <vtn> in <year> to <vt> <NPS> in <city> and <vt> <NP> .
BACK 4 <country> , <adj> and <adj> since <year> , <vts> <NPS> and <vts> <NP> .
BACK 4 The <n> of <city> <vtd> <NPS> in <year> , when <num> <ns> <vid> .
BACK 3 In <year> , <NPS> <vtd> <NP> , and <NPA> <vtd> <NUMP> <ns> .
BACK 3 <plast> , <num30> , <vtd> <NPS> before <vtg> <org> in <year> .

Q 4 we <WILL> <vt> <adj> <ns> , <vt> our <adj> <n> and <vt> your <ns>
Q 4 I never <vtd> a <adj> <n> as <adj> as <NP> , not in <num> <ns> of <adj> <ns>
Q 4 nobody can <vt> <NP> while <NPS> are <vtg> our <ns> and <ns>
Q 4 they <vtd> the <n> , they <vtd> the <ns> , and now they <vt> <NP>
Q 3 this is <NPX> , and every <n> who <vts> <NP> knows it
Q 3 it was <adj> to <vt> <NPS> before we had <vtn> <NP>
Q 3 you do not <vt> <adj> <ns> by <vtg> <NPS> in <city>
Q 3 we need <NPX> that <vts> <NPS> and <vts> <adj> <ns>
Q 3 if <NPS> <vt> <NP> , then my <n> will <adv> <vt> <NPA>
Q 3 there is no <adj> <n> here , only <adj> <ns> and <NPX>
Q 3 our <ns> are <adj> , our <ns> are <adv> <vtn> , and <NP> is <adj>
Q 3 I <vtd> <NP> because <NPS> <vtd> my <n> and <vtd> our <adj> <n>
Q 2 the <n> must <vt> , because <num> <ns> <vi> and <NPS> <vt> <NP>
Q 2 either <NP> <vts> <NPS> or we <vt> the <adj> <n> of <city>
Q 2 we are not <vtg> <NPS> , we are <vtg> <adj> <ns> and <NP>
Q 2 that <n> is a <adj> <n> , and I <vt> <NPS> to <vt> it
WILL 4 will
WILL 3 will not
WILL 2 must
WILL 2 can
WILL 1 should never
NPX 2 a <adj> <n>
NPX 2 a <n> without <ns>
NPX 2 <adj> <n> and <adj> <n>

HEAD 4 <org> <vts> <adj> <n> over <ns>
HEAD 4 <city> <n> <vis> as <ns> <vt> <n>
HEAD 4 <plast> <vts> <ns> in <adj> <n> row
HEAD 3 <num> <ns> <vtn> in <city> <n>
HEAD 3 <country> to <vt> <adj> <ns> after <n>
HEAD 3 <adj> <n> <vts> <ns> in <city>
HEAD 3 Why <city>'s <adj> <ns> <vt> the <n>
HEAD 2 <ns> , <ns> and <n> : how <org> <vis>

FOOT 2 sign up for <adj> <ns> and a <adj> <n> every <PERIOD> from the
FOOT 2 <vt> our <adj> <n> for <ns> and <vt> the <ns> of <city> with the
FOOT 1 all <ns> <vtn> , no <n> or <n> without the <adj> <n> of the
TAIL 1 this <n> was <adv> <vtn> from a <adj> <n> of the
TAIL 1 <ns> and <ns> in this <adj> <n> come from the

ACTOR 4 <org>
ACTOR 4 <NPA>
ACTOR 3 <pfull>
ACTOR 4 <NP>
COUNTRY 1 <country>
SOURCED 5 <plast> <SAYDT>
SOURCED 3 <org> <SAYDT>
SOURCED 3 according to <NPA>
SOURCED 3 <NPA> <SAYDT>
SOURCED 2 <NPS> <SAYDT>
SOURCED 1 a <n> of the <n> showed
SAYDT 4 said
SAYDT 3 said <TIME>
SAYDT 1 <adv> said
SAYDT 1 had said
SAYS 4 said
SAYS 2 says
SAYS 1 argued
SAYS 1 believes
VPD 5 <vtd> <NP>
VPD 4 <vtd> <NPS>
VPD 3 <vtd> <NP> and <vtd> <NPS>
VPD 3 <adv> <vtd> <NP>
VPD 2 <vid> after <vtg> <NP>
VPD 2 was <vtn> by <NPA>
VPD 2 <vtd> <NPS> to <vt> <NP>
VPD2 4 <vid> <adv>
VPD2 4 <vtd> <NPS>
VPD2 4 <vtd> <NP>
VPD2 3 <vid> <ADJUNCT>
VPD2 2 failed to <vt> <NPS>
VPD2 2 had <vin>

NP 8 the <n>
NP 6 the <adj> <n>
NP 5 a <n>
NP 5 a <adj> <n>
NP 4 the <n> of <NPS>
NP 4 the <n> <n>
NP 3 its <n>
NP 3 this <adj> <n>
NP 3 <city>'s <n>
NP 3 <country>'s <adj> <n>
NP 2 a <n> for <NPS>
NP 2 the <n> on <NPS>
NP 2 any <n> of <ns>
NP 2 <org>'s <n>
NP 2 that <n>
NP 2 a <adj> , <adj> <n>
NP 2 the <adj> <n> in <city>
NP 1 their <adj> <n>
NP 1 another <n>
NPS 8 <adj> <ns>
NPS 6 <ns>
NPS 5 the <ns>
NPS 4 its <ns>
NPS 4 <ns> and <ns>
NPS 3 <num> <ns>
NPS 3 the <adj> <ns>
NPS 2 <ns> of <adj> <ns>
NPS 2 several <ns>
NPS 2 <n> <ns>
NPS 2 their <ns>
NPS 2 most <ns>
NPS 1 those <adj> <ns>
NPS 1 <ns> from <country>
NPC 3 a <adj> <n>
NPC 2 the <n> of <city>
NPC 2 the <adj> <n> <n>
NPC 2 a <n> of <ns>
NPA 4 the <n>
NPA 4 <org>
NPA 3 <city>'s <n>
NPA 3 the <adj> <n>
NPA 3 <NPS>
NPA 2 a <n> in <city>
NPA 2 <plast>
ADJUNCT 4 in <city>
ADJUNCT 3 without <adj> <ns>
ADJUNCT 3 despite <NP>
ADJUNCT 3 during <NP>
ADJUNCT 3 for <num> <ns>
ADJUNCT 2 across <country>
ADJUNCT 2 <TIME>
ADJUNCT 2 because of <NP>
ADJUNCT 2 under <adj> <ns>
ADJUNCT 2 among <NPS>
ADJUNCT 2 before <NP>
ADJUNCT 2 near <NP>
COMPARE 3 compared with <num2> <adj> <ns>
COMPARE 3 up from <num2> <ns>
COMPARE 2 <adv> down from <num2> <ns>
COMPARE 2 the <adj> <n> since <year>
COMPARE 2 <pct> more <ns> than <NP>
COMPARE 2 <adv> fewer than <NPS>
NUMP 3 <num>
NUMP 2 about <num>
NUMP 2 more than <num>
NUMP 2 nearly <num>
NUMP 1 some <num>
NUMP 1 as many as <num>
TIME 6 on <day>
TIME 3 last <PERIOD>
TIME 3 this <PERIOD>
TIME 2 in <month>
TIME 2 on <month> <num30>
TIME 1 late on <day>
TIME 1 early <day>
TIME 1 <num30> days ago
TIMEC 3 on <day>
TIMEC 2 by <month>
TIMEC 2 last <PERIOD>
TIMEC 1 a <PERIOD> later
TIMEF 3 next <PERIOD>
TIMEF 2 by <year>
TIMEF 2 in <month>
TIMEF 2 before <month>
TIMEF 2 on <day>
PERIOD 3 week
PERIOD 3 month
PERIOD 2 year
PERIOD 1 weekend
PERIOD 1 summer
PERIOD 1 winter
)";

}  // namespace prov_bench::tables
