// Common words of the English voice, the more frequent first.  A noun or verb
// gives its other forms after slashes where the rules of vocabulary.cc do not
// make them; * doubles the last letter (plan* planned).

#include "tables.h"

namespace prov_bench::tables {

const char kNouns[] = R"(
government year person/people week company group country plan report city
official day case minister law policy decision court party market budget
month region project vote police/police agency school hospital
worker leader member council election program committee service house family
campaign bank investor price industry trade tax economy deal bill
meeting statement question problem issue result number rate level
share sale cost fund contract investment analyst export import union strike
crisis/crises war attack border troop soldier army weapon conflict talk treaty
ceasefire president senator governor mayor lawmaker opponent supporter voter
candidate ballot poll seat coalition opposition parliament cabinet reform rule
regulation regulator inquiry investigation prosecutor judge jury/juries lawyer
defendant witness/witnesses trial verdict sentence appeal charge crime suspect
arrest victim officer detective prison guard inmate shooting robbery fraud
bribe scandal document letter email message record archive source spokesman/spokesmen
spokeswoman/spokeswomen reporter editor newspaper broadcaster station journalist
interview article headline photograph video website network platform user
student teacher parent child/children pupil university college class exam degree
researcher scientist study experiment sample laboratory vaccine virus disease
patient doctor nurse clinic surgeon treatment drug medicine symptom outbreak
infection dose health-board ward ambulance emergency accident crash
fire blaze firefighter rescue flood storm hurricane earthquake drought landslide
warning forecast temperature rainfall river dam bridge road highway railway train
airport flight aircraft pilot passenger ship vessel captain port
harbour ferry cargo container dock crane engineer engine vehicle truck bus driver
licence permit fine penalty ban restriction limit target deadline delay schedule
date anniversary ceremony funeral memorial monument museum gallery exhibition
painting painter film director actor actress singer concert album song festival
theatre play book author novel poet publisher library prize award winner nominee
team player coach match game season goal league club stadium fan referee injury
tournament championship medal athlete runner race record-holder sprinter swimmer
farmer farm crop harvest grain wheat cattle herd sheep/sheep pig chicken milk
cheese fish/fish fisherman/fishermen net catch quota forest tree timber logger
mill mine miner coal pit shaft ore copper gold silver steel iron plant factory
machine tool part supplier manufacturer brand customer consumer shopper store
shop retailer wholesaler warehouse delivery order parcel discount profit loss
revenue turnover dividend bond loan debt lender borrower mortgage interest-rate
currency inflation recession recovery growth outlook estimate
survey index quarter half/halves margin asset merger takeover bid rival partner venture
subsidiary chairman/chairmen executive director-general manager board shareholder
stake offering auction buyer seller broker trader exchange insurer claim premium
pension pensioner wage salary bonus job vacancy layoff employer employee staff
apprentice trainee shift overtime pay-rise walkout picket negotiator mediator
agreement settlement compromise concession demand offer proposal amendment clause
draft text version chapter paragraph page line word phrase term definition
argument debate speech remark comment criticism praise complaint petition protest
protester demonstrator march rally crowd banner slogan clash barricade curfew
checkpoint patrol raid search seizure shipment smuggler gang dealer cartel
hostage ransom kidnapper militia rebel fighter commander general colonel sergeant
recruit veteran base barracks missile rocket drone tank mine-field bomb explosion
blast shell bullet gun rifle knife/knives wound casualty corpse grave refugee
migrant asylum-seeker camp tent shelter convoy aid-worker donor charity volunteer
foundation grant donation appeal-fund relief supply ration blanket well pump pipe
pipeline sewer drain tap meter grid cable turbine reactor panel battery generator
outage blackout refinery barrel tanker spill leak pollutant emission carbon
climate summit delegation delegate envoy ambassador embassy consulate diplomat
visa passport citizen resident neighbour tenant landlord flat house-builder
apartment tower block street square park playground garden market-hall tram bicycle
cyclist pedestrian pavement junction tunnel lane toll ticket fare commuter
timetable platform-edge signal carriage locomotive depot garage mechanic repair
inspection inspector audit auditor ledger invoice receipt account password
hacker breach server computer software chip phone handset screen camera sensor
satellite antenna signal-box transmitter channel programme episode audience viewer
listener subscriber subscription advertisement advertiser slogan-writer trademark
patent inventor invention design designer architect building site foundation-stone
scaffold crane-driver brick roof window door wall floor ceiling corridor office
desk chair table lamp clock bell key lock safe vault cellar attic stairwell lift
kitchen oven recipe chef restaurant hotel guest tourist visitor guide tour trip
journey voyage route map compass island coast beach cliff reef tide wave lake
shore valley mountain peak glacier avalanche slope village hamlet town district
province county parish capital suburb kilometre mile acre hectare
tonne kilogram litre percentage ratio average median total fraction
majority minority quorum session recess motion resolution veto mandate tenure
term-limit successor predecessor aide adviser strategist pollster donor-list
lobbyist watchdog ombudsman/ombudsmen commissioner tribunal panel-member hearing
testimony evidence exhibit affidavit subpoena injunction ruling precedent statute
code charter constitution sovereignty border-post customs-officer tariff embargo
sanction boycott blockade truce armistice accord pact alliance bloc partner-state
observer monitor inspector-general peacekeeper mission mandate-holder envoy-at-large
bishop priest monk temple church mosque synagogue pilgrim shrine prayer sermon
choir organ orchestra conductor violin piano drum dancer ballet costume mask stage
curtain rehearsal premiere critic review reviewer column columnist cartoon
cartoonist caption byline edition print-run press-conference briefing
transcript recording tape microphone podcast stream feed post profile account-holder
follower rumour hoax fact-check correction retraction apology
resignation dismissal appointment nomination inauguration oath portfolio
ministry department bureau directorate authority institute academy faculty
professor lecturer dean tutor graduate thesis/theses seminar lecture textbook
curriculum/curricula classroom blackboard playground-fence uniform canteen
dormitory scholarship tuition loan-book intake enrolment dropout literacy
species/species habitat reserve ranger poacher elephant tiger wolf/wolves bear deer/deer
eagle whale dolphin turtle shark insect beetle bee hive locust swarm pest pesticide
fertiliser seed soil plough tractor barn silo orchard vineyard grape wine olive
apple potato/potatoes tomato/tomatoes onion rice maize barley sugar salt spice tea
coffee cocoa tobacco cotton wool silk leather shoe dress jacket fashion model
jeweller diamond ring necklace watch collector antique coin stamp manuscript
fossil skeleton bone tooth/teeth skull tomb ruin excavation archaeologist historian
century decade era empire kingdom king queen prince princess duke palace castle
throne crown republic revolution uprising coup plot plotter spy/spies agent informant
wiretap cipher secret leak-hunt whistleblower memo dossier file folder envelope
mailbox courier postman/postmen telegram telephone dial tone operator switchboard
hotline helpline appeal-court counsellor therapist addict addiction clinic-bed
stroke heart lung kidney liver cancer tumour diabetes asthma allergy fever cough
fracture bandage scalpel stretcher wheelchair cane crutch hearing-aid spectacle
dentist optician pharmacist pharmacy tablet capsule syringe needle bottle jar box
crate barrel-maker basket bag suitcase trunk wallet purse coat hat glove scarf/scarves
)";

const char kTransitiveVerbs[] = R"(
make/made take/took/taken give/gave/given hold/held approve announce reject support
back oppose win/won/won/winning lose/lost cut/cut/cut/cutting raise reduce increase
join lead/led meet/met face follow open close launch start end sign block delay
cancel review investigate examine study discuss consider accept receive send/sent
bring/brought buy/bought sell/sold build/built spend/spent pay/paid charge accuse
arrest question release free detain sentence convict acquit* fine ban* allow permit*
order ask urge press warn tell/told advise inform notify remind persuade convince
help assist protect defend attack strike/struck hit/hit/hit/hitting shoot/shot kill
wound injure rescue save evacuate shelter feed/fed house treat cure vaccinate test
screen monitor watch track trace find/found discover uncover reveal expose hide/hid/hidden
conceal deny confirm verify check inspect audit measure count estimate calculate
predict forecast/forecast expect anticipate plan* prepare organise arrange schedule
postpone suspend resume restore repair replace rebuild/rebuilt renovate demolish
destroy damage flood burn evict remove clear clean collect gather store stockpile
ship* carry deliver transport move shift transfer* relocate export import trade
produce manufacture assemble design develop invent patent copy imitate forge
steal/stole/stolen rob* seize confiscate return recover regain retain keep/kept
maintain preserve conserve expand extend widen deepen strengthen
weaken undermine threaten challenge contest dispute criticise condemn denounce
praise welcome applaud celebrate honour commemorate mourn bury visit tour
host invite greet escort accompany guide direct manage run/ran/run/running
operate control supervise oversee/oversaw/overseen regulate license register enrol*
recruit hire employ train teach/taught educate grade promote demote
dismiss sack fire appoint nominate elect choose/chose/chosen select
pick prefer* favour endorse recommend suggest propose submit* present table draft
write/wrote/written edit publish print broadcast/broadcast air show/showed/shown
display exhibit perform stage record film photograph paint draw/drew/drawn
sketch map* chart survey explore cross enter leave/left abandon quit/quit/quit/quitting
surrender concede yield secure guarantee insure fund finance sponsor subsidise
tax levy impose lift ease relax tighten enforce implement adopt introduce pass
amend repeal scrap* overturn uphold/upheld strike-down/struck-down veto ratify
negotiate broker mediate settle resolve avert prevent avoid escape
flee/fled reach approach near surround besiege capture occupy invade
liberate retake/retook/retaken shell bomb mine patrol* guard arm disarm equip*
supply provide offer grant award donate lend/lent borrow owe repay/repaid recoup
double triple halve quarter match exceed beat/beat/beaten outperform trail top*
dominate influence shape affect hurt/hurt/hurt benefit* harm offset/offset/offset/offsetting
balance compare contrast link connect separate divide split/split/split/splitting
merge acquire absorb swallow sue prosecute indict summon subpoena cross-examine
brief consult lobby pressure bribe blackmail extort coerce force
compel* oblige require need want demand seek/sought pursue chase hunt trap* catch/caught
)";

const char kIntransitiveVerbs[] = R"(
rise/rose/risen fall/fell/fallen grow/grew/grown climb drop* decline recover improve
worsen continue resume remain stay wait return arrive depart travel fly/flew/flown
sail march protest strike/struck rally gather meet/met vote resign retire quit/quit/quit/quitting
die collapse crash explode burn spread/spread/spread slow accelerate stall pause
stop* end begin/began/begun/beginning start open close reopen expire lapse fail
succeed win/won/won/winning lose/lost compete play train race score draw/drew/drawn
advance retreat withdraw/withdrew/withdrawn surrender escape vanish disappear emerge
appear surface reappear shrink/shrank/shrunk expand widen narrow deepen intensify
escalate subside ease fade linger persist struggle suffer thrive prosper boom
rebound slip* slide/slid plunge soar surge jump leap tumble sink/sank/sunk float
drift swing/swung waver hesitate object complain appeal plead testify confess
apologise respond react reply comment cooperate negotiate mediate compromise
agree disagree differ* argue quarrel clash fight/fought flee/fled hide/hid/hidden
wander settle migrate relocate commute queue assemble disperse celebrate mourn pray
sing/sang/sung dance perform rehearse tour qualify graduate enrol* study
work labour toil rest sleep/slept wake/woke/woken shout whisper laugh cry weep/wept
)";

const char kAdjectives[] = R"(
new local national public large small old young high low early late major senior
former foreign military political economic financial federal regional international
recent current previous final likely possible difficult important serious strong
weak long short big key main central northern southern eastern western independent
private social medical legal criminal civil human natural nuclear chemical
industrial agricultural commercial electoral parliamentary presidential official
unofficial formal informal joint separate annual monthly weekly daily temporary
permanent provisional interim partial complete total overall average typical rare
common frequent constant steady rapid slow sudden gradual sharp steep modest slight
minor significant substantial considerable enormous huge massive vast tiny narrow
broad wide deep shallow heavy light dark bright hot cold warm cool wet dry clean
dirty safe dangerous risky secure fragile stable volatile calm tense violent
peaceful quiet loud busy empty crowded remote rural urban coastal inland mountainous
domestic overseas global worldwide neighbouring distant nearby adjacent surrounding
wealthy poor rich expensive cheap affordable costly profitable unprofitable bankrupt
solvent efficient wasteful productive idle active passive aggressive cautious
careful reckless bold timid brave cowardly honest corrupt fair unfair equal unequal
legitimate unlawful illegal lawful constitutional democratic authoritarian liberal
conservative radical moderate extreme centrist nationalist religious secular ethnic
cultural linguistic historic ancient medieval modern contemporary future past
long-awaited hard-won ill-fated low-lying short-lived well-known little-known
high-ranking state-owned family-run volunteer-led tax-free cross-border
controversial disputed contested popular unpopular welcome unwelcome divisive united
divided loyal rebellious dissident exiled detained missing wounded dead alive healthy
sick infectious contagious chronic acute fatal lethal harmless toxic polluted pure
fresh stale raw frozen organic synthetic artificial genuine fake false true accurate
inaccurate precise vague clear unclear obvious hidden secret confidential classified
transparent opaque open closed accessible inaccessible available unavailable scarce
abundant plentiful sufficient insufficient adequate inadequate excessive reasonable
unreasonable realistic unrealistic optimistic pessimistic hopeful hopeless confident
doubtful certain uncertain sceptical critical supportive hostile friendly cordial
diplomatic bilateral multilateral mutual unilateral voluntary compulsory mandatory
optional statutory contractual temporary-looking preliminary initial subsequent eventual
immediate prompt belated overdue premature timely urgent pressing routine ordinary
extraordinary unusual unprecedented familiar strange mysterious baffling puzzling
complex simple straightforward complicated technical scientific academic educational
vocational professional amateur skilled unskilled experienced inexperienced talented
gifted promising disappointing impressive remarkable outstanding mediocre dismal
excellent superb terrible awful dreadful tragic sad happy joyful angry furious
bitter disappointed delighted grateful proud ashamed embarrassed nervous anxious
worried relieved exhausted weary tired energetic vigorous robust sturdy solid
hollow wooden metallic concrete electric electronic digital mechanical manual
automatic mobile wireless solar offshore underground overhead indoor outdoor
residential suburban metropolitan municipal provincial royal imperial colonial
tribal nomadic seasonal tropical arctic alpine maritime naval aerial armed unarmed
uniformed veteran retired elderly adult juvenile teenage infant pregnant married
divorced widowed orphaned homeless jobless landless stateless undocumented licensed
certified accredited qualified unqualified eligible ineligible entitled exempt
liable guilty innocent accused alleged suspected convicted notorious famous renowned
celebrated obscure anonymous unnamed unidentified bearded left-wing right-wing
far-reaching sweeping comprehensive detailed brief lengthy thorough superficial
rigorous lax strict lenient harsh mild gentle rough smooth bumpy slippery icy snowy
foggy cloudy windy stormy sunny humid arid fertile barren lush bare scenic
picturesque derelict abandoned vacant occupied fortified besieged embattled
cash-strapped debt-laden war-torn flood-hit drought-stricken quake-prone
)";

const char kAdverbs[] = R"(
already also still now later early soon again often recently previously reportedly
eventually finally initially quickly slowly sharply steadily gradually suddenly
repeatedly publicly privately openly quietly formally officially unanimously narrowly
largely mostly mainly partly fully completely entirely nearly almost barely hardly
clearly apparently evidently allegedly supposedly probably possibly certainly
definitely undoubtedly unexpectedly surprisingly predictably inevitably deliberately
accidentally mistakenly wrongly rightly properly legally illegally lawfully jointly
separately independently collectively individually personally directly indirectly
briefly temporarily permanently indefinitely continually constantly regularly
occasionally rarely seldom frequently annually nationally locally regionally globally
internationally abroad overseas nearby elsewhere together apart alone anonymously
peacefully violently calmly angrily bitterly fiercely strongly firmly weakly mildly
cautiously carefully recklessly boldly bravely honestly fairly unfairly equally
strictly loosely closely widely deeply broadly heavily lightly
significantly substantially considerably slightly marginally modestly dramatically
drastically radically fundamentally essentially practically effectively efficiently
successfully unsuccessfully voluntarily reluctantly willingly grudgingly eagerly
hastily promptly belatedly prematurely abruptly swiftly smoothly roughly precisely
accurately correctly incorrectly poorly well badly thoroughly rigorously
systematically routinely automatically manually electronically technically
scientifically politically economically financially commercially socially culturally
historically traditionally understandably regrettably thankfully ironically curiously
)";

}  // namespace prov_bench::tables
