/*
 * English words and the German ones that mean them, compared without accents: closed classes of words and forms of verbs,
 * and what is put together from numbers.
 */
export const germanForms = `
anything: etwas irgendetwas irgendwas
somebody: irgendjemand irgendwer
some: einige manche manchen
their: ihre ihren ihrem ihrer seine seinen seinem seiner
those: denen deren dessen jene jenen
is: wird sei
have: hab
be: sein
may: darf durfen durfte durften
should: soll sollen sollte sollten
want: will wollen wollte mochte mochten
know: weiss wissen
see: sehen sieht siehst
find: finde finden
tell: sag sage sagen erzahl
need: benotige benotigen brauchst
always: immer stets
usually: meist meistens gewohnlich
exactly: genau exakt
about: circa etwa rund
currently: gegenwartig
recently: kurzlich neulich
together: gemeinsam
first: zuerst
mostly: hauptsachlich vorwiegend uberwiegend
outside: ausserhalb
during: innerhalb
after: danach hinterher
in the morning: morgens vormittags vormittag
in the afternoon: nachmittags nachmittag
in the evening: abends abend
time of day: uhrzeit tageszeit
weekday: wochentag wochentage wochentagen
on mondays: montags
on tuesdays: dienstags
on wednesdays: mittwochs
on thursdays: donnerstags
on fridays: freitags
on saturdays: samstags
on sundays: sonntags
the start of: anfang beginn
mid: mitte
the end of: ende
working hours: arbeitszeit arbeitszeiten burozeiten geschaftszeiten dienstzeit dienstzeiten
date: datum
overview: uberblick ubersicht
ranking: rangliste
buy: erworben eingekauft bestellte bestellten
bring: bringt bringen brachte brachten
accessed: zugreifen aufgerufen abgerufen abgefragt
failed: misslungen schiefgelaufen schieflief gefailt gecrasht gestorben
ran: gerunnt durchgefuhrt
log in: einloggen anmelden einloggt anmeldet
updated: upgedatet geupdatet
joined: dazugekommen hinzugekommen registriert
churn: abgewandert gekundigt
delivers: lieferung lieferungen
warehouse: lagerort lagerhaus lagerhalle
run: ausfuhrung
runs: joblaufe joblauf joblaufen
permissions: zugriffsrechte zugriffsrecht
query results: abfrageergebnis abfrageergebnisse abfrageergebnissen
queue: schlange
earn: einnehmen verdienen
spend: ausgibt
missing: fehlen fehlt fehlende fehlenden
`;

const ONES = ["ein", "zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun"];
const TENS = ["zwanzig", "dreissig", "vierzig", "funfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
const TEENS = [
  "zehn",
  "elf",
  "zwolf",
  "dreizehn",
  "vierzehn",
  "funfzehn",
  "sechzehn",
  "siebzehn",
  "achtzehn",
  "neunzehn",
];

/** "Dreizehn", "einundzwanzig": the numbers from 11 to 99 that no list has. */
export const germanNumbers: readonly (readonly [string, string])[] = [
  ...TEENS.map((word, index) => [word, String(index + 10)] as const),
  ...TENS.flatMap((word, tens) => [
    [word, String(10 * (tens + 2))] as const,
    ...ONES.map((one, index) => [`${one}und${word}`, String(10 * (tens + 2) + index + 1)] as const),
  ]),
];
