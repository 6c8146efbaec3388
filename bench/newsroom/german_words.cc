// Words of the German voice.  Nouns are put together from a first part and a
// head (Hafen + Behörde); entries of heads are singular/plural, those of verbs
// past singular/past plural/participle/infinitive.

#include "tables.h"

namespace prov_bench::tables {

const char kGermanNounParts[] = R"(
Haushalts Hafen Wasser Energie Schul Gesundheits Verkehrs Steuer Handels Landes
Bundes Grenz Wetter Küsten Bau Forst Stahl Bank Kredit Renten Umwelt Klima Kultur
Sport Presse Medien Daten Strom Gas Kohle Bahn Flug Straßen Brücken Markt Preis
Lohn Arbeits Sicherheits Polizei Gerichts Wahl Stadt Kreis Regional Finanz Zoll
Fischerei Jagd Museums Theater Universitäts Forschungs Krankenhaus Ärzte Pflege
Kinder Jugend Alters Wohnungs Miet Agrar Getreide Milch Wein Tourismus Hotel
)";

const char kGermanFeminineHeads[] = R"(
behörde/behörden reform/reformen prüfung/prüfungen sitzung/sitzungen
kommission/kommissionen abgabe/abgaben ordnung/ordnungen planung/planungen
krise/krisen strategie/strategien verwaltung/verwaltungen studie/studien
debatte/debatten förderung/förderungen vereinbarung/vereinbarungen
untersuchung/untersuchungen frage/fragen gruppe/gruppen initiative/initiativen
stelle/stellen gesellschaft/gesellschaften aufsicht/aufsichten grenze/grenzen
)";

const char kGermanMasculineHeads[] = R"(
bericht/berichte plan/pläne vertrag/verträge ausschuss/ausschüsse
verband/verbände streit/streite rat/räte minister/minister vorstand/vorstände
entwurf/entwürfe beschluss/beschlüsse betrieb/betriebe dienst/dienste
experte/experten sprecher/sprecher beirat/beiräte konzern/konzerne
)";

const char kGermanNeuterHeads[] = R"(
gesetz/gesetze programm/programme amt/ämter verfahren/verfahren projekt/projekte
gutachten/gutachten abkommen/abkommen konzept/konzepte modell/modelle
zentrum/zentren gremium/gremien urteil/urteile netz/netze institut/institute
)";

const char kGermanVerbs[] = R"(
prüfte/prüften/geprüft/prüfen kritisierte/kritisierten/kritisiert/kritisieren
begrüßte/begrüßten/begrüßt/begrüßen forderte/forderten/gefordert/fordern
stoppte/stoppten/gestoppt/stoppen änderte/änderten/geändert/ändern
plante/planten/geplant/planen verteidigte/verteidigten/verteidigt/verteidigen
senkte/senkten/gesenkt/senken erhöhte/erhöhten/erhöht/erhöhen
verschob/verschoben/verschoben/verschieben beschloss/beschlossen/beschlossen/beschließen
verlor/verloren/verloren/verlieren gewann/gewannen/gewonnen/gewinnen
bezahlte/bezahlten/bezahlt/bezahlen verkaufte/verkauften/verkauft/verkaufen
kaufte/kauften/gekauft/kaufen gründete/gründeten/gegründet/gründen
leitete/leiteten/geleitet/leiten eröffnete/eröffneten/eröffnet/eröffnen
schloss/schlossen/geschlossen/schließen rettete/retteten/gerettet/retten
schützte/schützten/geschützt/schützen bedrohte/bedrohten/bedroht/bedrohen
lobte/lobten/gelobt/loben tadelte/tadelten/getadelt/tadeln
unterstützte/unterstützten/unterstützt/unterstützen
finanzierte/finanzierten/finanziert/finanzieren
veröffentlichte/veröffentlichten/veröffentlicht/veröffentlichen
verhinderte/verhinderten/verhindert/verhindern erklärte/erklärten/erklärt/erklären
erwartete/erwarteten/erwartet/erwarten bestätigte/bestätigten/bestätigt/bestätigen
verlangte/verlangten/verlangt/verlangen diskutierte/diskutierten/diskutiert/diskutieren
erneuerte/erneuerten/erneuert/erneuern bremste/bremsten/gebremst/bremsen
beriet/berieten/beraten/beraten vermied/vermieden/vermieden/vermeiden
teilte/teilten/geteilt/teilen trennte/trennten/getrennt/trennen
suchte/suchten/gesucht/suchen fand/fanden/gefunden/finden
brauchte/brauchten/gebraucht/brauchen kontrollierte/kontrollierten/kontrolliert/kontrollieren
)";

// The ending follows: neu, neue, neuen.
const char kGermanAdjectives[] = R"(
neu alt groß klein wichtig schwierig offen geheim regional national
öffentlich privat politisch wirtschaftlich sozial rechtlich technisch kulturell
jährlich monatlich kurz lang schnell langsam früh spät streng mild gerecht
ungerecht gefährlich sicher unsicher gemeinsam getrennt zuständig betroffen
umstritten beliebt unbeliebt zentral örtlich ländlich städtisch nördlich südlich
östlich westlich international vorläufig endgültig freiwillig verbindlich
gründlich oberflächlich mutig vorsichtig ehrlich bescheiden mächtig schwach stark
)";

const char kGermanAdverbs[] = R"(
gestern heute bald wieder oft selten bereits endlich plötzlich langsam deutlich
erneut gemeinsam vorerst kaum fast gründlich heimlich öffentlich offenbar
vermutlich angeblich überraschend erwartungsgemäß jährlich zuletzt mehrfach
einstimmig knapp vergeblich rechtzeitig verspätet freiwillig ungern gern
)";

}  // namespace prov_bench::tables
