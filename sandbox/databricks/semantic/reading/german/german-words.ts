/** English words of every question and the German ones that mean them, compared without accents. */
export const germanWords = `
how many: wieviel wieviele
different: verschiedene verschiedenen unterschiedliche unterschiedlichen
how: wie
many: viele viel vielen
often: oft haufig
which: welche welcher welches welchen welchem
who: wer wem wen wessen
when: wann
where: wo
why: warum wieso weshalb weswegen
what: was
the: der die das den dem des
a: ein eine einen einem einer eines
our: unser unsere unserer unseren unserem unseres
my: mein meine meinen meiner
we: wir
us: uns
you: sie ihr du
i: ich
it: es er
for what: wofur
belongs: gehort gehoren
they: diejenigen
is: ist
itself: sich selbst
are: sind seid
was: war wurde
were: waren wurden werden
have: haben habt hatten hat hatte habe
do: machen macht tun gibt gab
can: kann konnen konnte konnten
please: bitte
show: zeig zeige zeigen gib anzeigen
list: liste auflisten nenne
and: und sowie
or: oder
but: aber
also: auch
both: beide beides
not: nicht
no: kein keine keinen keiner keinem keinerlei
somebody: jemand
nobody: niemand
nothing: nichts
never: nie niemals
except: ausgenommen abgesehen
people: leute personen
descending: absteigend
ascending: aufsteigend
median: medianwert
cumulative: kumuliert kumulierte kumulierten aufsummiert
second: zweite zweiten zweiter zweites
third: dritte dritten dritter drittes
place: platz rang stelle
without: ohne ausser
only: nur bloss lediglich
with: mit
for: fur
from: von vom aus
of: davon
in: im ins
at: am beim bei
to: zu zum zur an
on: auf
by: nach durch je gruppiert aufgeschlusselt
per: pro
each: jede jeder jedes jeden jeweils
all: alle allen aller alles samtliche
there: da dort noch schon denn erst
now: jetzt aktuell derzeit momentan heutige
since: seit ab
until: bis
between: zwischen
before: vor davor vorher
more: mehr
less: weniger
than: als
over: uber
under: unter
at least: mindestens
at most: hochstens maximal
most: meisten meiste
fewest: wenigsten
highest: hochste hochsten hochster grosste grossten grosster
lowest: niedrigste niedrigsten kleinste kleinsten geringste geringsten
high: hoch hohe hohes hohen
low: niedrig niedrige niedriges niedrigen gering geringe geringes knapp
best: beste besten bester
worst: schlechteste schlechtesten schlechtester schlechtestes schlimmste schlimmsten schlimmster schlimmstes
top: spitze
total: ganzen gesamt insgesamt summe gesamte gesamter gesamten zusammen
average: durchschnitt durchschnittlich durchschnittliche durchschnittlichen durchschnittlicher mittlere schnitt mittel
number of: anzahl zahl
share: anteil quote rate
percent: prozent
percentage: prozentsatz
compared to: verglichen gegenuber
earned: erzielt erwirtschaftet eingenommen verdient
made: gemacht
took: gedauert dauerte dauern dauert
better: besser
worse: schlechter
higher: hoher
lower: niedriger
first: erste ersten erster erstes
again: wieder
latest: zuletzt
so far: bisher
older: alter
younger: junger
o clock: uhr
during: wahrend
old: alt alte alten
data: daten
got: bekommen
compare: vergleiche vergleich
versus: gegen
trend: entwicklung verlauf entwickelt entwickelten
change: anderung verandert verandern geandert
rise: gestiegen steigt stieg steigen
fall: gesunken sinkt sank sinken gefallen
today: heute
yesterday: gestern
day: tag tage tagen taglich
week: woche wochen
weekly: wochentlich
month: monat monate monaten monats
monthly: monatlich
quarter: quartal quartale quartals
half: halbjahr halbjahres
year: jahr jahres
weekend: wochenende
this: diese dieser diesen diesem dieses
last: letzte letzten letzter letztes letztem vergangene vergangenen vergangenes vorige vorigen
january: januar
february: februar
march: marz
may: mai
june: juni
july: juli
october: oktober
december: dezember
monday: montag
tuesday: dienstag
wednesday: mittwoch
thursday: donnerstag
friday: freitag
saturday: samstag
sunday: sonntag
two: zwei
three: drei
four: vier
five: funf
ten: zehn
every: jedem
day before yesterday: vorgestern
last year: vorjahr
last month: vormonat
last quarter: vorquartal
sorted: sortiert
difference: unterschied differenz
in percent: prozentual
shorter: kurzer
faster: schneller
bigger: grosser
smaller: kleiner
strongest: starksten starkste starkster
weakest: schwachsten schwachste schwachster
oldest: altesten alteste altester
youngest: jungsten jungste jungster
newest: neuesten neueste neuester
most often: haufigste haufigster
come: kommt kommen stammt stammen
need: braucht brauchen brauche gebraucht
caused: verursacht verursachte verursachten
more expensive: teurer
cheaper: billiger gunstiger
once: einmal
twice: zweimal
three times: dreimal
four times: viermal
five times: funfmal
six times: sechsmal
seven times: siebenmal
eight times: achtmal
nine times: neunmal
ten times: zehnmal
six: sechs
seven: sieben
eight: acht
nine: neun
twelve: zwolf
please: dringend gerade eben mal wirklich eigentlich ungefahr gewesen worden geworden denn jemals
`;
