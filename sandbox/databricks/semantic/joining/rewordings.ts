import { isTrade } from "../gathering/asks.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";
import { aggregates, besideExtreme } from "./aggregates.ts";
import { extremeOfAnybody, timeOfState } from "./time/state-times.ts";

/* Words in whose place others say the same. */

/** "A typical Monday", "has nobody", "stock to reorder level ratio", "average and maximum". */
export const reworded = (pieces: readonly Piece[], subject: Subject): Piece[] =>
  steps.reduce<Piece[]>((read, step) => step(read, subject), [...pieces]);

/** "Our churn-risk customers": those at high risk. */
const atRisk = (pieces: readonly Piece[], { flags = [] }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const kind = piece.tag.is === "dimension" ? piece.tag.dimension.name : undefined;
    const high = flags.find(({ where }) => where === `${kind} = 'High'`);
    const isSaid = pieces[index + 1]?.tag.is === "records" && !pieces[index + 1]?.clause;
    const lead = pieces[index - 1]?.tag.is;
    return high && isSaid && lead !== "by" && lead !== "which" ? { ...piece, tag: { is: "flag", flag: high } } : piece;
  });

/** "Table, check and failed rows": beside other columns a row's name is what tells rows apart. */
const listedRecord = (pieces: readonly Piece[], { dimensions, record }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const own = dimensions.find(({ label }) => label === record.one);
    const before = pieces.slice(0, index).findLastIndex(({ text }) => !ARTICLES.test(text));
    const isJoined = pieces[before]?.tag.is === "joint";
    const first = pieces[isJoined ? before - 1 : before]?.tag.is;
    const next = pieces.slice(index + 1).find(({ tag, text }) => tag.is !== "joint" && !ARTICLES.test(text));
    const isApart = isJoined || pieces.slice(before + 1, index + 1).some(({ clause }) => clause);
    const isBeside = first === "dimension" && (isJoined || next?.tag.is === "measure" || next?.tag.is === "count");
    return own && piece.tag.is === "records" && piece.text === record.one && isApart && isBeside
      ? { ...piece, tag: { is: "dimension", dimension: own } }
      : piece;
  });

/** "How much of each do we have": as many as there are, and no part of a whole. */
const muchOfEach = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) =>
    piece.text === "how much of" && /^(?:each|every)$/.test(pieces[index + 1]?.text ?? "")
      ? { ...piece, text: "how much", tag: { is: "count" } }
      : piece,
  );

/** "The most different products", where a row is one: their number. */
const differentThings = (pieces: readonly Piece[], { dimensions, record }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const own = dimensions.find(({ name }) => name === record.dimension);
    const [order, different] = [pieces[index - 2]?.tag, pieces[index - 1]?.text ?? ""];
    const isCounted = order?.is === "order" && order.counts && /^(?:different|distinct)$/.test(different);
    return own && isCounted && piece.tag.is === "records"
      ? { ...piece, tag: { is: "dimension", dimension: own } }
      : piece;
  });

/** "Break revenue down by category" */
const brokenDown = (pieces: readonly Piece[]): Piece[] => {
  const from = pieces.findIndex(({ text }) => /^(?:break|breaking|split)$/.test(text));
  const down = pieces.findIndex(
    ({ text }, at) => at > from && /^(?:down|up)$/.test(text) && pieces[at + 1]?.text === "by",
  );
  if (from < 0 || down < 0) return [...pieces];
  return pieces.map((piece, at) =>
    at === from || at === down ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece,
  );
};

/** "Each team's jobs": what they own is no split of its own. */
const owned = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const isOwner =
      pieces[index - 1]?.tag.is === "dimension" && /^(?:each|every|which)$/.test(pieces[index - 2]?.text ?? "");
    const isOwned = piece.tag.is === "dimension" && /s$/.test(piece.text) && !piece.clause;
    return isOwner && isOwned ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece;
  });

/** "The pieces we have ever sold": said of them, and no figure of its own. */
const soldPieces = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler" && tag.is !== "ever")?.tag;
    const isOfPieces = before?.is === "measure" && before.measure.unit === "count" && before.measure.adds;
    return isOfPieces && piece.tag.is === "measure" && piece.text === "sold" && !piece.clause
      ? { ...piece, tag: { is: "filler" }, isEcho: true }
      : piece;
  });

/** "Stayed under 1,000": the limit is said, and nothing of who stayed. */
const stayedUnder = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) =>
    /^stay(?:s|ed|ing)?$/.test(piece.text) && pieces[index + 1]?.tag.is === "threshold"
      ? { ...piece, tag: { is: "filler" }, isEcho: true }
      : piece,
  );

/** "Ran over a minute and waited": that it did at all, and no figure. */
const didAsWell = (pieces: readonly Piece[], { flags = [] }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const measure = piece.tag.is === "measure" && /ed$/.test(piece.text) ? piece.tag.measure : undefined;
    const flag = measure?.value && flags.find(({ where }) => where === `${measure.value} > 0`);
    const before = pieces.slice(0, index).findLast(({ tag }) => tag.is !== "filler" && tag.is !== "joint")?.tag;
    const isJoined = pieces.slice(Math.max(0, index - 2), index).some(({ tag }) => tag.is === "joint");
    const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler" && tag.is !== "period");
    const isLast = next === undefined || next.clause;
    return flag && before?.is === "threshold" && isJoined && isLast ? { ...piece, tag: { is: "flag", flag } } : piece;
  });

/** "Failed on the most days", "logged in on more than 20 days": the number of days on which it did. */
const daysOn = (pieces: readonly Piece[], { day }: Subject): Piece[] =>
  pieces.map((piece, index) => {
    const before = pieces[index - 1];
    const isOn = pieces.slice(Math.max(0, index - 3), index - 1).some(({ text }) => text === "on");
    const isCounted =
      (before?.tag.is === "threshold" && before.tag.threshold.unit === undefined) ||
      (before?.tag.is === "order" && /^(?:most|fewest)$/.test(before.text));
    if (day === undefined || piece.tag.is !== "unit" || !/^days?$/.test(piece.text) || !isOn || !isCounted)
      return piece;
    const measure: Measure = {
      name: "days",
      label: "days",
      words: "",
      sql: `COUNT(DISTINCT ${day})`,
      unit: "count",
      adds: false,
    };
    return { ...piece, tag: { is: "measure", measure } };
  });

/** "Do we have enough chairs": both figures that say so. */
const enough = (pieces: readonly Piece[], { flags = [], measures }: Subject): Piece[] =>
  pieces.flatMap((piece, index): Piece[] => {
    const state = flags.find(({ words }) => words.includes("enough"));
    const columns = /^(\w+) < (\w+)$/.exec(state?.where ?? "")?.slice(1) ?? [];
    const meant = columns.flatMap((column) => measures.find(({ value }) => value === column) ?? []);
    if (piece.text !== "enough" || pieces[index + 1]?.tag.is !== "value" || meant.length < 2) return [piece];
    return meant.map((measure) => ({ ...piece, tag: { is: "measure", measure } }));
  });

/** "A typical Monday": of such days, on average. */
const typicalDays = (pieces: readonly Piece[], { day }: Subject): Piece[] =>
  pieces.flatMap((piece, index): Piece[] => {
    const weekday = /^(mon|tues|wednes|thurs|fri|satur|sun)day$/.test(piece.text) ? piece.text : undefined;
    const isAverage = pieces[index - 1]?.tag.is === "average";
    const isKind = piece.tag.is === "flag" && /^on /.test(piece.tag.flag.name) && /day$/.test(piece.text);
    if (isKind && isAverage)
      return [
        piece,
        { text: "per", clause: false, tag: { is: "by" } },
        { text: "day", clause: false, tag: { is: "unit", unit: "day" }, isEcho: true },
      ];
    if (piece.tag.is !== "period" || !weekday || !isAverage || day === undefined) return [piece];
    const name = `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)}`;
    const flag = { name: `on ${name}s`, words: "", where: `dayname(${day}) = '${name.slice(0, 3)}'` };
    return [
      { ...piece, tag: { is: "flag", flag } },
      { text: "per", clause: false, tag: { is: "by" } },
      { text: "day", clause: false, tag: { is: "unit", unit: "day" }, isEcho: true },
    ];
  });

/** "Which segment has nobody at high risk" */
const nobody = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const isHad = /^(?:has|have|had|with)$/.test(pieces[index - 1]?.text ?? "");
    const next = pieces.slice(index + 1).find(({ tag }) => tag.is !== "filler");
    // "Tables that nobody was denied on"
    const isOfThings = /^(?:that|which|where)$/.test(pieces[index - 1]?.text ?? "") && next?.tag.is === "flag";
    const isNone = isOfThings || (isHad && pieces[index + 1]?.tag.is !== "who");
    return piece.tag.is === "who" && piece.text === "nobody" && isNone
      ? { ...piece, text: "no", tag: { is: "not" } }
      : piece;
  });

/** "Days on which nothing failed": without a failed one. */
const nothingDone = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) =>
    piece.tag.is === "nothing" &&
    piece.text === "nothing" &&
    pieces[index + 1]?.tag.is === "flag" &&
    hasUnit(pieces, index)
      ? { ...piece, text: "no", tag: { is: "not" } }
      : piece,
  );
const hasUnit = (pieces: readonly Piece[], index: number): boolean =>
  pieces.slice(0, index).some(({ tag }) => tag.is === "unit");

/** "The stock to reorder level ratio", "the ratio of stock to reorder level" */
const ratios = (pieces: readonly Piece[]): Piece[] => {
  const at = pieces.findIndex(({ tag, text }) => tag.is === "share" && text === "ratio");
  const to = pieces.findIndex(({ text }, index) => text === "to" && pieces[index - 1]?.tag.is === "measure");
  const second = pieces.findIndex(
    ({ tag, text }, index) => index > to && (tag.is !== "filler" || !ARTICLES.test(text)),
  );
  const isBeside =
    at === second + 1 || (at < to && at >= 0 && pieces.slice(at, to).every(({ tag }) => tag.is !== "by"));
  if (at < 0 || to < 0 || pieces[second]?.tag.is !== "measure" || !isBeside) return [...pieces];
  return pieces.flatMap((piece, index): Piece[] =>
    index === at ? [] : index === to ? [{ ...piece, text: "as a multiple of", tag: { is: "over" } }] : [piece],
  );
};
const ARTICLES = /^(?:the|our|its|their)$/;

/** "Most recent first": the order of what is listed. */
const latestFirst = (pieces: readonly Piece[]): Piece[] =>
  pieces.map((piece, index) => {
    const before = pieces[index - 1]?.tag.is;
    const isOrder = (before === "latest" || before === "earliest") && piece.text === "first" && !piece.clause;
    return isOrder ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece;
  });

/** "How many women bought laptops": so many customers, and not pieces. */
const countedPeople = (pieces: readonly Piece[], { dimensions, who }: Subject): Piece[] => {
  const person = dimensions.find(({ name }) => name === who);
  return pieces.flatMap((piece, index): Piece[] => {
    const isCounted = pieces[index - 1]?.tag.is === "count" && piece.tag.is === "value" && !piece.clause;
    const isBuyer = pieces.slice(index + 1).some(isTrade);
    return person && isCounted && isBuyer && /^(?:wo)?men$|^(?:fe)?males$|^ladies$/.test(piece.text)
      ? [piece, { text: person.many, clause: false, tag: { is: "dimension", dimension: person }, isEcho: true }]
      : [piece];
  });
};

const steps: readonly ((pieces: readonly Piece[], subject: Subject) => Piece[])[] = [
  latestFirst,
  countedPeople,
  extremeOfAnybody,
  timeOfState,
  muchOfEach,
  listedRecord,
  stayedUnder,
  didAsWell,
  soldPieces,
  typicalDays,
  nobody,
  nothingDone,
  ratios,
  besideExtreme,
  aggregates,
  enough,
  atRisk,
  differentThings,
  brokenDown,
  owned,
  daysOn,
];
