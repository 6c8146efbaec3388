// Parts of the names of a world that does not exist: people, towns, countries
// and institutions are put together from these, so that no name is meant.

#include "tables.h"

namespace prov_bench::tables {

const char kFirstNamesFemale[] = R"(
Ana Mira Tessa Ilse Nadia Corin Petra Lena Oriel Marta Selma Ingrid Wanda Dora
Hanne Yara Zelda Bettina Carla Elise Fenna Greta Helga Irma Jolanda Katya Liora
Maren Noor Odile Paula Quinta Rosa Sanna Thea Ulla Vera Wilma Ximena Ylva Amara
Brenna Cilla Delia Edda Farah Gilda Hedda Ines Jana Kirsi Lotte Mona Nell Olga
Priya Ronja Silke Tilda Una Viola Winnie Anouk Bea Celeste Dina Esra Freya
)";

const char kFirstNamesMale[] = R"(
Tomas Emil Viktor Anton Bruno Casper Dario Edgar Felix Goran Hugo Ivo Jonas Karel
Leon Marek Nils Oskar Pavel Quentin Rafael Stefan Tariq Ulrik Vito Walter Xander
Yusuf Zoltan Arno Bastian Conrad Dragan Elias Fabian Gustav Hector Isak Jasper
Kasimir Lorenz Matteo Nestor Orlando Piet Radko Samuel Tibor Ugo Vincent Willem
Adil Boris Cyril Dieter Enzo Ferdinand Gabor Henrik Imre Joost Klaus Ludvik Milan
)";

const char kSurnameHeads[] = R"(
Harrow Tess Holl Brand Wester Lind Castel Morr Penn Vander Ash Berg Cald Dorn
Eller Fenn Gar Hald Iver Jarv Kell Lor Mar Nor Oster Pell Quill Ros Sand Tor
Ul Vall Wick Yar Zell Arn Bor Cress Dal Em Falk Gold Hart Ing Jor Kirk Lang Mont
Nev Oak Par Rav Stern Thorn Und Vester Wend Ost Bram Crom Dunn Ester Frost Grim
Hob Isen Jast Krall Lamm Mend Nagel Orm Pros Rudd Sal Tam Umber Vold Wolt Zand
)";

const char kSurnameTails[] = R"(
well mark ander berg son sen ova ic ini ard ell man wood field by stone ford ley
ton wick ham ov enko ski ez ado ini-Vass holm gren strand qvist dahl mann brook
hurst croft low worth shaw thal stein bach hoff er in et ault eau ier ois
)";

const char kTownHeads[] = R"(
Harbor Mill Port Stone Ash Elm Oak Birch Raven Wolf Salt Iron Copper Silver Cold
Red White Black Green Amber Crow Falcon Heron Otter Fox Marsh Moor Glen Thorn
Bridge King Queen Bishop Abbot Fair High Low Long Broad West East North South
Winter Summer Dawn Ember Frost Gran Holl Kest Lorn Merr Nettle Orr Pell Quarry
Row Sedge Tarn Upper Vale Whit Yarrow Zenn Brack Corv Drum Esk Ferr Gorse Hazel
)";

const char kTownTails[] = R"(
ton ford haven mouth bury field worth stead wick dale holm gate minster bourne
well cliff ridge brook hurst ham by leigh stow combe grave pool water moor side
cross market hallow
)";

const char kCountries[] = R"(
Vandoria Kesmark Ostravia Lorreland Tamoria Belgara Suvania Norrland-Esk Calder
Mirovia Zelland Arkania Petravia Holmark Drusia Esteria Galdor Iverland Jorvia
Karelund Lutania Morvania Nevara Orland Pascovia Quentia Rivania Sollmark Terania
Ulvania Valdora Westmark Yarland Zemlia
)";

const char kSectors[] = R"(
Water Transport Health Energy Fisheries Farming Housing Police Education Ports
Aviation Rail Mining Forestry Customs Revenue Weather Statistics Labour Trade
Banking Insurance Steel Timber Grain Dairy Textile Shipping Tourism Heritage
Museum Refugee Consumer Tenants Teachers Nurses Doctors Lawyers Miners Drivers
Pensioners Students Veterans Victims Parents Press Broadcasting Film Football
Cycling Rowing Athletics Chess Climate Coastal Rivers Bridges Roads Archive
Library Opera Science Space Telecoms Postal Prison Court Election Audit Justice
)";

const char kInstitutions[] = R"(
Authority Agency Board Council Commission Union Federation Association Institute
Trust Foundation Office Service Bureau Alliance League Society Company Group
Corporation Holdings Works Partners Watch Forum Network Guild Inspectorate
Directorate Tribunal Fund Exchange Cooperative Campaign Centre Observatory
)";

const char kOffices[] = R"(
Prime_Minister President Health_Minister Finance_Minister Interior_Minister
Transport_Minister Mayor Governor Senator Judge Professor Dr. Police_Chief
Union_Leader Opposition_Leader Chief_Executive Spokesman Spokeswoman Ambassador
General Bishop Prosecutor Coach Director Fire_Chief Energy_Minister Councillor
Justice_Minister Trade_Minister Education_Minister Deputy_Mayor Chief_Engineer
)";

const char kPaperNames[] = R"(
Post Herald Courier Gazette Tribune Chronicle Times Journal Observer Mail Echo
Record Examiner Standard Star Dispatch Messenger Sentinel Argus Mercury Advertiser
News Independent Ledger Bulletin Review Banner Beacon Monitor Register
)";

const char kAgencyNames[] = R"(
Coast_News_Agency/CNA Harbor_Wire/HW Inland_Press_Service/IPS
Meridian_News_Agency/MNA Northern_Telegraph_Bureau/NTB Continental_Press/CP
Republic_News_Agency/RNA United_Dispatch/UD
)";

}  // namespace prov_bench::tables
