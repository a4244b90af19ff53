/*
 * German phrases by what is read in their place, before the words are read one by one: verbs whose parts stand apart
 * ("geben … aus"), and what people say in more words than it means.
 */

/** Forms of a verb, the parts that it may have at the end, and what the two mean. */
const verbs: readonly [forms: string, parts: string, english: string][] = [
  ["springt|springen|läuft|laufen|rennt|rennen", "ab|weg|davon", "at risk of leaving"],
  [
    "schmiert|schmierten|schmieren|stürzt|stürzen|stürzte|stürzten|raucht|rauchte|rauchen|bricht|brechen|brach|brachen",
    "ab",
    "fail",
  ],
  ["fällt|fallen|fiel|fielen", "aus|um|durch", "fail"],
  ["geht|gehen|ging|gingen|läuft|laufen|lief|liefen", "schief|kaputt|daneben", "failed"],
  ["geht|gehen", "aus|zur neige", "will run out"],
  ["gibt|geben|gab|gaben|gebt|haut|hauen|haute|hauten", "aus|raus", "spend"],
  ["geht|gehen|ging|gingen", "drauf", "spend"],
  ["liegt|liegen|lag|lagen|steht|stehen", "rum|herum", "stored"],
  ["nimmt|nehmen|nahm|nahmen", "ein", "earned"],
  ["kommt|kommen|kam|kamen", "rein|herein|zusammen", "brought in"],
  ["sieht|sehen|sah|sahen|schaut|schauen|schaute|schauten|guckt|guckte", "an|rein", "accessed"],
  ["greift|greifen|griff|griffen", "zu", "accessed"],
  ["schickt|schicken|schickte|schickten", "los|ab", "runs"],
  ["geht|gehen|ging|gingen", "raus|weg", "sold"],
  ["geht|gehen|ging|gingen", "(?<!nicht )(?:gut durch|glatt durch|gut|glatt)", "successful"],
  ["lädt|laden|lud|luden", "herunter|runter", "downloaded"],
  ["schlägt|schlagen|schlug|schlugen", "fehl", "fail"],
  ["bringt|bringen|brachte|brachten", "ein", "brought in"],
  ["bricht|brechen|brach|brachen", "ab", "fail"],
  ["meldet|melden|meldete|meldeten|loggt|loggen|loggte|loggten", "an|ein", "log in"],
  ["ruft|rufen|rief|riefen", "ab|auf", "accessed"],
];

const spoken: readonly [string, string][] = [
  [
    "um wie ?viel (?:liegt|liegen|lag|lagen) (.{2,30}?) (?:beim|bei der|bei den|im|in) (\\p{L}+) (?:vor|hinter|über|unter) (?:dem |der |den )?(\\p{L}+)",
    "difference in $2 between $1 and $3",
  ],
  [
    "auf die nase gefallen|in die hose gegangen|in die binsen gegangen|den bach runtergegangen|nicht durchgelaufen",
    "failed",
  ],
  ["über (?:den ladentisch|die theke|den tresen) gegangen", "sold"],
  ["kein einziges mal", "never"],
  ["gar nicht", "nicht"],
  ["(?:bei|in|auf|mit) denen", "where"],
  [", also (?=\\p{L}+t\\b)", " "],
  ["(median|mittelwert|durchschnitt|anzahl|summe) (?:reicht|genügt)(?: mir| uns)?", "$1"],
  ["droh(?:t|en) (?:uns )?(?:abzuspringen|abzuwandern|wegzulaufen)", "at risk of leaving"],
  ["(?:verteilt|verteilen) sich (.{0,50}?) auf", "is $1 by"],
  ["(?:entfallen|entfällt|entfiel|entfielen) auf", "come from"],
  ["(?:lief|liefen|laufen|kamen|kommen) ([^,.;?!]{0,40}?)über(?: den| die)? (browser|api)", "came $1via $2"],
  ["geld (?:geht|ging) ([^,.;?!]{0,50}?)raus", "money spend $1"],
  ["wie ?viele (frauen|damen|männer|herren) kaufen (?:hier |bei uns )?ein", "how many $1 customers"],
  ["wie teuer kommt (?:uns )?(.{0,60}?) zu stehen", "what did $1 cost"],
  ["an den (?:rechten|berechtigungen) (?:herum|rum)?(?:geschraubt|gedreht)", "changed permissions"],
  ["(gigabytes?|gb|terabytes?|tb) (.{0,60}?)gelesen", "$1 $2 read"],
  ["durch (?:eine|die) prüfung gefallen", "failed a check"],
  ["(?<!nicht )(?<!nicht mehr )auf dem neuesten stand", "up to date"],
  ["bei (?:den|unseren|allen) (?:jobs|läufen|pipelines|abfragen|checks|prüfungen)", ""],
  ["von wem (?:beziehen|bekommen|kriegen) wir", "who supplies"],
  [
    "fehl(?:en|t) (?:uns )?(?:noch )?,? ?bis (?:der|zum) meldebestand(?: wieder)?(?: erreicht ist| erreicht)?",
    "missing to the reorder level",
  ],
  ["(kein\\p{L}*) einzig\\p{L}*", "$1"],
  ["beim (?:passwort|anmelden|login) vertippt|(?:das |ein )?falsches? passwort(?: eingegeben)?", "failed login"],
  ["(?:der|die|das) (?:ganze[nrs]? )?(?:spaß|kram|zeug|chose|quatsch)", "it"],
  ["-(?:kram|zeug|sachen|dinger)", ""],
  ["unterm strich|alles in allem|alles zusammen(?:gezählt|gerechnet|genommen)?", "total"],
  ["seit (?:monatsanfang|monatsbeginn|anfang des monats|anfang diesen monats)", "since the start of the month"],
  ["seit (?:jahresanfang|jahresbeginn|anfang des jahres)", "since the start of the year"],
  ["(?:am|den) (\\d{1,2})\\.(?!\\s?(?:\\d|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez))", "on the $1th"],
  ["(?:ist|sind|war|waren) (?!am \\p{L}+sten )(.{0,50}?)(?:bei uns |mit )?dabei", "joined $1"],
  [", als(?= )", ", when"],
  ["als (?:kuchen|kreis|torten?|balken|linien?|(?:kuchen|kreis|balken|linien)?diagramm|tabelle|grafik)", "as a chart"],
  ["nicht (?:mehr )?(?:aktuell|auf dem neuesten stand|frisch)", "stale"],
  ["(?:kam|kamen|sind|kommen) (.{0,40}?)(?:hinzu|dazu)(?:gekommene?)?", "joined $1"],
  ["(?:die )?(meisten|wenigsten) daten gelesen", "read the $1 data"],
  ["und wie ?viel (?=im? )", "and how much "],
  ["um (?=wie ?viele?\\b)", "by "],
  ["ab (?=\\d)", "at least "],
  ["(welches|welchem|pro|je|jedes|jedem) lager", "$1 warehouse"],
  ["von (\\p{L}+) auf (\\p{L}+)", "from $1 to $2"],
  ["(?:alle|die) anderen", "everyone else"],
  [
    "vor (einem|einer|zwei|drei|vier|fünf|sechs|sieben|zehn|\\d{1,3}) (tag(?:en)?|woche(?:n)?|monat(?:en)?|jahr(?:en)?)(?!\\p{L})",
    "$1 $2 ago",
  ],
  [
    "(?:in der |die )?(erste|zweite)n? (januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)hälfte",
    "$1 half of $2",
  ],
  ["seit mitte (?=\\p{L})", "since 15 "],
  ["was (?:hat|haben) uns ([^?!.]{0,40}?)am meisten gekostet", "which workload cost the most $1"],
  ["fehl(?:en|t) ([^?!.,]{0,30}?)bis zum meldebestand", "missing to the reorder level $1"],
  ["arbeiten wir(?: eigentlich)?(?: zusammen)?", "do we have"],
  ["(?:ist|sind) am (längsten|kürzesten) (?:dabei|kunde|kunden|bei uns)", "$1 customer"],
  ["wen hat(?:'s| es)? (?:getroffen|erwischt)", "who was it"],
  ["stell(?:t|en|te|ten) (die meisten|die wenigsten|viele|wie viele|\\d+) (abfragen|anfragen)", "has $1 $2"],
  ["was ist (?:so )?(?:knapp|zur neige)", "what is running low"],
];

const before = "(?<![\\p{L}\\p{N}])";
const behind = "(?![\\p{L}\\p{N}])";
const patterns: readonly [RegExp, string][] = [
  ...spoken.map(([pattern, english]): [RegExp, string] => [
    new RegExp(`${/^[-,]/.test(pattern) ? "" : before}(?:${pattern})${/ $|\)$/.test(pattern) ? "" : behind}`, "giu"),
    english,
  ]),
  ...verbs.map(([forms, parts, english]): [RegExp, string] => [
    new RegExp(`${before}(?:${forms}) ([^,.;?!]{0,60}?)${before}(?:${parts})${behind}`, "giu"),
    `${english} $1`,
  ]),
];

/** What stands in the text where such a phrase was read as these English words. */
export const phraseFor = (english: string, text: string): string | undefined => {
  for (const [pattern, meaning] of patterns) {
    const [found] = ` ${meaning} `.includes(` ${english} `) ? text.matchAll(pattern) : [];
    if (found) return found[0];
  }
  return undefined;
};

/** The text with the meaning of its phrases in their place. */
export const phrasesInEnglish = (text: string): string =>
  patterns.reduce((read, [pattern, english]) => read.replaceAll(pattern, english), text);
