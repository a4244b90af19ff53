/** One word, number, date or sign of a question. */
export interface Word {
  text: string;
  /** What it is compared by. */
  stem: string;
  /** A sign between clauses stood before it. */
  clause: boolean;
  /** A sentence ended before it. */
  sentence?: true;
  /** A hyphen, a dot or an underscore joins it to the word before: one name. */
  isJoined?: boolean;
}

/** Longest question that is read. */
const MOST_CHARACTERS = 4_000;
const TOKEN = /\d{4}-\d\d-\d\d|\d+(?:,\d{3})*(?:\.\d+)?|\p{L}[\p{L}\p{N}]*|[%<>=,;:?!\n]|\.(?=\s+\p{L}{2})|≥|≤/gu;

/** The words of a text, in lower case and without accents. */
export const wordsIn = (text: string): Word[] => {
  const plain = text.slice(0, MOST_CHARACTERS).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const whole = plain
    .replace(/n['’]t\b/g, " not")
    // "Top5"
    .replace(/\b(top|bottom|last|past)(?=\d)/g, "$1 ")
    .replace(/['’](?:s|re|ve|ll|d|m)?(?![\p{L}])/gu, " ");
  const words: Word[] = [];
  let [clause, sentence] = [false, false];
  for (const { 0: written, index } of whole.matchAll(TOKEN)) {
    const token = shorthand.get(written) ?? written;
    sentence ||= /^[?!\n]$/.test(token) || (token === "." && endsSentence(words.at(-1)?.text));
    if (/^[,;:?!\n]$/.test(token)) clause = true;
    else if (token === ".") clause ||= sentence;
    else {
      const isJoined = /^\p{L}[-._]$/u.test(whole.slice(Math.max(0, index - 2), index));
      const ends = sentence && words.length > 0;
      words.push({
        text: token,
        stem: stem(token),
        clause,
        ...(ends && { sentence: ends }),
        ...(isJoined && { isJoined }),
      });
      [clause, sentence] = [false, false];
    }
  }
  return words;
};

/** "Incl. laptops" is one sentence. */
const endsSentence = (word = ""): boolean => /^\p{L}{4,}$/u.test(word) && !ABBREVIATED.has(word);
const ABBREVIATED = new Set("incl excl approx dept sept corp resp prof inkl exkl evtl bspw".split(" "));

/** As people type in a hurry. */
const shorthand = new Map(
  "mny:many qtr:quarter qtrs:quarters wk:week wks:weeks mth:month mths:months yr:year yrs:years dayly:daily wekly:weekly yest:yesterday rn:now cust:customer custs:customers tbl:table tbls:tables"
    .split(" ")
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]),
);

/** The stems of a phrase, as its words are compared. */
export const stemsOf = (phrase: string): string[] => wordsIn(phrase).map(({ stem }) => stem);

const forms = new Map(
  `sold:sell won:win bought:buy spent:spend broke:break broken:break blew:blow blown:blow ran:run took:take taken:take grew:grow grown:grow fell:fall
  fallen:fall rose:rise risen:rise lost:lose left:leave went:go gone:go made:make paid:pay got:get gotten:get had:have has:have
  did:do does:do done:do was:be were:be is:be are:be been:be am:be brought:bring saw:see seen:see knew:know known:know
  gave:give given:give earnt:earn cost:cost costs:cost slower:slow slowest:slow faster:fast fastest:fast bigger:big biggest:big
  larger:large largest:large smaller:small smallest:small higher:high highest:high lower:low lowest:low older:old oldest:old
  newer:new newest:new fresher:fresh freshest:fresh staler:stale stalest:stale later:late latest:latest longer:long longest:long shorter:short shortest:short fewer:few fewest:few cheaper:cheap
  cheapest:cheap weaker:weak weakest:weak stronger:strong strongest:strong richer:rich richest:rich busier:busy busiest:busy
  younger:young youngest:young flakier:flaky flakiest:flaky costlier:costly costliest:costly heavier:heavy heaviest:heavy
  greater:great greatest:great people:person women:woman men:man analyses:analysis statuses:status data:data
  this:this news:news always:always perhaps:perhaps series:series less:less across:across access:access
  accesses:access address:address business:business process:process success:success during:during
  selling:sell nothing:nothing something:something anything:anything everything:everything thing:thing things:thing
  sales:sale sale:sale began:begin begun:begin mice:mouse dbus:dbu sla:sla slas:sla age:age ages:age aged:age timed:timed used:use uses:use using:use takings:takings`
    .split(/\s+/)
    .map((pair): [string, string] => [pair.slice(0, pair.indexOf(":")), pair.slice(pair.indexOf(":") + 1)]),
);
/** Longer than any word of a language: it has no form, and is looked through only once. */
const LONGEST = 40;
const regular = (word: string): string => {
  if (word.length < 4 || word.length > LONGEST || /\d/.test(word)) return word;
  let root = word;
  if (/ies$/.test(root)) root = `${root.slice(0, -3)}y`;
  else if (/iest$/.test(root)) root = `${root.slice(0, -4)}y`;
  else if (/(?:ss|x|ch|sh|zz)es$/.test(root)) root = root.slice(0, -2);
  else if (/[^su]s$/.test(root)) root = root.slice(0, -1);
  if (/(?:eed|[^aeiouy]ed$)/.test(root) && root.length < 5) return root;
  const before = root;
  if (/[aeiouy].*ing$/.test(root)) root = root.slice(0, -3);
  else if (/ied$/.test(root)) root = `${root.slice(0, -3)}y`;
  else if (/[aeiouy].*[^e]ed$/.test(root)) root = root.slice(0, -2);
  if (root !== before && /([^aeiouyls])\1$/.test(root)) root = root.slice(0, -1);
  return root.length > 3 ? root.replace(/e$/, "") : root;
};

const irregular = new Map([...forms].map(([word, form]) => [word, forms.get(form) ?? regular(form)]));

const irregularRoots = new Set(forms.values());

/** "Fall" has no "falled". */
export const isIrregular = (word: string): boolean => irregularRoots.has(word);

/** True for "timed" and "rating", which may be forms of another word than their stem. */
export const isVerbForm = (word: string): boolean =>
  /(?:ed|ings?)$/.test(word) && !forms.has(word) && regular(word) !== word;

/** A light English stemmer: forms of one word become the same. */
const stem = (word: string): string => irregular.get(word) ?? regular(word);

/**
 * Words that say nothing wherever they stand: articles, auxiliaries, politeness, ways of asking. None of them changes a
 * figure.
 */
const emptyWords =
  `a an the this that these those here there it its itself us we our ours you your yours they one ones some any
  anybody anyone somebody someone everything something anything
  is are be am was were been being do does did have has had will would can could shall should may might must ought
  let lets please pls plz thanks thank thx hi hello hey dear kindly sorry quick quickly ok okay well so now just
  really actually basically simply maybe perhaps probably possibly
  kind sort like want wanna need needs would love wish try trying looking look see know knowing tell told give gimme
  get got show shows showing find found pull fetch bring grab send hand provide present display report reports reporting
  say says said explain check checking figure figures number numbers data information info detail details stats statistics
  statistic result results answer question help think thought wonder wondering guess believe curious interested
  what which how of to in on at for from with into onto about as by if when where who whom whose up out upon regarding
  toward towards concerning
  come comes coming came go goes going went make makes made making take takes taken put puts happen happens happened
  happening keep keeps currently moment much many bit quite rather very pretty
  current actual exactly roughly approximately approx overall whole entire full different various possible company business
  firm shop store organisation organization platform system databricks genie boss meeting slide deck presentation board
  whatever whether though although however anyway hmm uh um er oh ah lol yo hiya omg btw tbh imo fyi asap urgent urgently soon briefly short summary
  based basis according respect terms term regard fact idea way ways
  use uses used using work works working contain contains include includes included including involve
  exist exists existing available stand stands standing sit sits sitting seem seems appear appears
  thing things stuff don doesn didn isn aren wasn am pm etc eg ie via serve serves served
  want wants wanted require requires required able ago folks guys mate pal friend sir madam real live ask asks asked asking
  belong belongs belonged belonging depend depends rely relies absolutely additionally briefly certainly clearly definitely directly entirely especially essentially extremely
  fairly fully greatly hopefully immediately incredibly literally namely naturally notably obviously overly precisely
  presently properly readily reliably seemingly seriously shortly significantly specifically strictly strongly
  supposedly surely terribly totally truly unfortunately utterly virtually`.split(/\s+/);

/** Words that name nothing in the data either, but that say something in some places: checks/empty-words.ts knows which. */
const tellingWords =
  `i me my mine he she him her his them their everybody everyone only still even yet already also too else again then than
  while because since until over off under through during around between among within right ever lot lots little
  single every each other another such same end begin beginning start starting per together altogether own
  lately recently normally ordinarily commonly generally stay stays stayed staying booked added`.split(/\s+/);

/** Words of every question that name nothing in the data. */
export const fillerWords: readonly string[] = [...emptyWords, ...tellingWords];

const empty = new Set([...emptyWords, ...stemsOf(emptyWords.join(" "))]);
const fillers = new Set([...fillerWords, ...stemsOf(fillerWords.join(" "))]);

/** What is left of "I'd", "don't", "p.m." and the like; other single letters are names. */
const remains = /^(?:[aisdtmuegpwn]|re|ve|ll)$/;

/** True for a word that names nothing in the data. */
export const isFiller = ({ text, stem }: Word): boolean => isOneOf(fillers, text, stem);

/** True for a word that names nothing in the data, and says something in some places. */
export const isTellingWord = (text: string): boolean => telling.has(text);
const telling = new Set(tellingWords);

/** True for a word that says nothing, wherever it stands. */
export const isEmptyWord = ({ text, stem }: Word): boolean => isOneOf(empty, text, stem);

const isOneOf = (words: ReadonlySet<string>, text: string, stem: string): boolean =>
  (words.has(stem) && !/^own(?:s|ed|er|ers|ership)$/.test(text)) || words.has(text) || remains.test(text);

/** True where two words differ by so few slips that one is a typing error of the other. */
export const isSlip = (typed: string, meant: string): boolean => {
  const length = Math.min(typed.length, meant.length);
  const most = length < 4 ? 0 : length < 8 ? 1 : 2;
  if (most === 0 || Math.abs(typed.length - meant.length) > most) return false;
  const sameStart = typed[0] === meant[0] || (typed[0] === meant[1] && typed[1] === meant[0]);
  return sameStart && distance(typed, meant) <= most;
};

/** Edit distance in which two neighbours that changed places count once. */
export const distance = (one: string, other: string): number => {
  let before: number[] = [];
  let above = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const here = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const differs = one[row - 1] === other[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      here[column] = Math.min(
        (above[column] ?? 0) + 1,
        (here[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + differs,
        swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    before = above;
    above = here;
  }
  return above[other.length] ?? 0;
};
