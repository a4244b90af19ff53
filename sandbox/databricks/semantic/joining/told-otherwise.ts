import { isTrade } from "../gathering/asks.ts";
import { valueFlag } from "../gathering/either.ts";
import type { Subject } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* What is said in a way of its own and means what others say in fewer words. */

type Step = (pieces: readonly Piece[], subject: Subject) => Piece[];

/** The pieces as others would have said it. */
export const toldOtherwise = (pieces: readonly Piece[], subject: Subject): Piece[] =>
  steps.reduce<Piece[]>((read, step) => step(read, subject), [...pieces]);

const echo = (piece: Piece): Piece => ({ ...piece, tag: { is: "filler" }, isEcho: true });

/** "How many different errors": their reasons, and not how often there was one. */
const differentErrors: Step = (pieces, { dimensions, why }) => {
  const reason = dimensions.find(({ name }) => name === why);
  return pieces.map((piece, index) => {
    const isOfKinds = /(?:^| )(?:different|distinct)$/.test(pieces[index - 1]?.text ?? "");
    const isError = (piece.tag.is === "measure" || piece.tag.is === "flag") && /^(?:error|failure)s$/.test(piece.text);
    return reason && isOfKinds && isError ? { ...piece, tag: { is: "dimension", dimension: reason } } : piece;
  });
};

/** "Bad rows in relation to checked rows": the share of the one in the other, or the one for each of the other. */
const inRelationTo: Step = (pieces, { measures }) => {
  const at = pieces.findIndex(
    ({ tag, text }, index) => tag.is === "versus" && text === "relative to" && pieces[index - 1]?.text === "in",
  );
  const [part, whole] = [pieces[at - 2]?.tag, pieces[at + 1]?.tag];
  if (at < 0 || part?.is !== "measure" || whole?.is !== "measure") return [...pieces];
  const columns = [part.measure.value, whole.measure.value];
  const share = measures.find(
    ({ unit, sql }) => unit === "percent" && columns.every((column) => column !== undefined && sql.includes(column)),
  );
  return pieces.map((piece, index) => {
    if (share && index === at - 2) return { ...piece, tag: { is: "measure", measure: share } };
    if (share && (index === at - 1 || index === at + 1)) return echo(piece);
    if (index !== at) return piece;
    return share ? echo(piece) : { ...piece, text: "as a multiple of", tag: { is: "over" } };
  });
};

/** "Had failures on more than 3 days": failed on so many. */
const hadOnDays: Step = (pieces, { flags = [] }) =>
  pieces.map((piece, index) => {
    const counted = piece.tag.is === "measure" ? piece.tag.measure.flag : undefined;
    const flag = flags.find(({ name }) => name === counted);
    const [on, limit, days] = pieces.slice(index + 1);
    const isOnDays = on?.text === "on" && ["threshold", "order"].includes(limit?.tag.is ?? "") && days?.text === "days";
    return flag && isOnDays ? { ...piece, tag: { is: "flag", flag } } : piece;
  });

/** "The jobs owned by finance" */
const ownedBy: Step = (pieces) =>
  pieces.map((piece, index) => {
    const isOwner = (at: number): boolean =>
      /^(?:owned|managed|maintained|operated)$/.test(pieces[at]?.text ?? "") &&
      pieces[at + 1]?.text === "by" &&
      pieces[at + 2]?.tag.is === "value";
    return isOwner(index) || (piece.text === "by" && isOwner(index - 1)) ? echo(piece) : piece;
  });

/** "Which team has the least reliable jobs": the team's own, together. */
const ownThings: Step = (pieces) => {
  const asked = pieces.findIndex(
    ({ tag }, at) => tag.is === "dimension" && /^which\b/.test(`${pieces[at - 1]?.text} ${pieces[at]?.text}`.trim()),
  );
  const owner = pieces[asked]?.tag;
  return pieces.map((piece, index) => {
    const isHad = /^(?:has|have|had|owns?|runs?)$/.test(pieces[asked + 1]?.text ?? "");
    const isOwn =
      owner?.is === "dimension" &&
      piece.tag.is === "dimension" &&
      owner.dimension.of?.includes(piece.tag.dimension.name) === true;
    const degree = pieces[index - 1]?.tag;
    // A sum would be one of more than these.
    const isRanked = degree?.is === "degree" && !degree.measure.adds && index > asked + 1 && /s$/.test(piece.text);
    return isHad && isOwn && isRanked ? echo(piece) : piece;
  });
};

/** "What did the guest do yesterday": the rows of what they did. */
const whatTheyDid: Step = (pieces, { who, time }) =>
  pieces.flatMap((piece, index): Piece[] => {
    const actor = pieces[index - 1]?.tag;
    const isDone = /^do(?:ing)?$/.test(piece.text) && actor?.is === "value" && actor.dimension.name === who;
    const isAsked = pieces[0]?.text === "what" && /^(?:did|does|was|is|has)$/.test(pieces[1]?.text ?? "");
    const isAlone = pieces
      .slice(index + 1)
      .every(({ tag }) => tag.is === "filler" || tag.is === "period" || tag.is === "ever");
    return isDone && isAsked && isAlone && time !== undefined
      ? [echo(piece), { text: "rows", clause: false, tag: { is: "records" }, isEcho: true }]
      : [piece];
  });

/** "Failed because of cluster problems": the reason, and no figure of its own. */
const reasonNamed: Step = (pieces, { why }) =>
  pieces.map((piece, index) => {
    const before = pieces[index - 1]?.tag;
    const isReason = before?.is === "value" && before.dimension.name === why;
    const isCounted = pieces.slice(0, index - 1).some(({ tag }) => tag.is === "records" || tag.is === "flag");
    return isReason && isCounted && piece.tag.is === "measure" && /^(?:problem|error|failure|issue)s?$/.test(piece.text)
      ? echo(piece)
      : piece;
  });

/** "What have premium customers bought", "which articles did our customers buy": who buys, and no split. */
const whatTheyBought: Step = (pieces, { who, what }) => {
  const asked = pieces.findIndex(
    ({ tag, text }) => text === "what" || (tag.is === "dimension" && tag.dimension.name === what),
  );
  const does = pieces.findIndex(({ text }, at) => at > asked && /^(?:do|did|have|has)$/.test(text));
  const trade = pieces.findIndex((piece, at) => at > does && isTrade(piece));
  return pieces.map((piece, index) => {
    const isActor = piece.tag.is === "dimension" && piece.tag.dimension.name === who && /s$/.test(piece.text);
    const isLed = /^(?:by|per|each|which|every)\b/.test(pieces[index - 1]?.text ?? "");
    return asked >= 0 && does > asked && index > does && index < trade && isActor && !isLed ? echo(piece) : piece;
  });
};

/** "The longest wait, and which day was it": when it was, and not the days by their average. */
const dayOfExtreme: Step = (pieces) => {
  const extreme = pieces.findIndex(({ tag, text }, at) => {
    const next = pieces[at + 1]?.tag;
    const isOfRow = next?.is === "measure" && !next.measure.adds && next.measure.value !== undefined;
    return tag.is === "degree" && /est$/.test(text) && isOfRow;
  });
  const day = pieces.findIndex(({ tag, text }, at) => at > extreme && tag.is === "unit" && text === "day");
  const isAsked = extreme >= 0 && day > 0 && pieces[day - 1]?.text === "which";
  if (!isAsked || !pieces.slice(extreme, day).some(({ tag, clause }) => tag.is === "joint" || clause))
    return [...pieces];
  return pieces.flatMap((piece, index): Piece[] =>
    index === day - 1 ? [] : index === day ? [{ ...piece, text: "when", tag: { is: "when" } }] : [piece],
  );
};

/** "Best selling products by units": best by that figure, and not by the one that the word itself means. */
const degreeByFigure: Step = (pieces) =>
  pieces.map((piece, index) => {
    const own = piece.tag.is === "degree" && piece.tag.measure.adds ? piece.tag : undefined;
    const by = pieces.findIndex(
      ({ text }, at) => at > index && /^(?:by|in)$/.test(text) && pieces[at + 1]?.tag.is === "measure",
    );
    const named = pieces[by + 1]?.tag;
    if (!own || by < 0 || named?.is !== "measure" || named.measure.name === own.measure.name) return piece;
    if (pieces[index - 1]?.tag.is === "order") return echo(piece);
    return { ...piece, text: "top", tag: { is: "order", order: own.order, counts: false } };
  });

/** "A typical order on average": the average is said again. */
const averageAgain: Step = (pieces) =>
  pieces.map((piece, index) => {
    const isAgain = piece.tag.is === "average" && /^on average$/.test(piece.text);
    return isAgain && pieces.slice(0, index).some(({ tag }) => tag.is === "average") ? echo(piece) : piece;
  });

/** "The fraud people", "the web folks": the team that is named. */
const peopleOf: Step = (pieces) =>
  pieces.map((piece, index) => {
    const isNamed = pieces[index - 1]?.tag.is === "value" && !piece.clause;
    return isNamed &&
      piece.tag.is === "unknown" &&
      /^(?:people|folks|guys|lot|crew|gang|bunch|squad|crowd)$/.test(piece.text)
      ? echo(piece)
      : piece;
  });

/** "For every account: what share of its logins": of each of them. */
const itsOfEach: Step = (pieces) =>
  pieces.map((piece, index) => {
    const isEach = pieces
      .slice(0, index)
      .some(({ tag }, at) => tag.is === "by" && pieces[at + 1]?.tag.is === "dimension");
    return isEach && /^(?:its|their|his|her)$/.test(piece.text) && piece.tag.is === "filler" ? echo(piece) : piece;
  });

/** "What do we have too little of": what is in that state, and not how much there is of it. */
const havingOf: Step = (pieces) =>
  pieces.map((piece, index) => {
    const next = pieces.slice(index + 1).find(({ tag, text }) => tag.is !== "filler" && !HAVING.test(text));
    const isState = next?.tag.is === "flag" && /^(?:too (?:little|few)|not enough|enough)\b/.test(next.text);
    return piece.tag.is === "measure" && HAVING.test(piece.text) && isState ? echo(piece) : piece;
  });
const HAVING = /^(?:ha(?:ve|s)|on (?:the )?shel(?:f|ves))$/;

/** "Goods with fewer than 20 left and their warehouse": rows, which show it, and no split of their sum. */
const theirColumn: Step = (pieces, { list }) => {
  const columns = list?.columns.split(", ") ?? [];
  const rows = pieces.findIndex(({ tag }) => tag.is === "records");
  const isCounted = pieces.some(
    ({ tag }) => tag.is === "count" || tag.is === "by" || tag.is === "total" || tag.is === "share",
  );
  // "The slowest single runs, with job and minutes"
  const isOfSingle = /^(?:single|individual)$/.test(pieces[rows - 1]?.text ?? "");
  return pieces.map((piece, index) => {
    const isShown = piece.tag.is === "dimension" && columns.includes(piece.tag.dimension.name);
    const isTheirs =
      /^(?:their|its)$/.test(pieces[index - 1]?.text ?? "") && /^(?:and|with)$/.test(pieces[index - 2]?.text ?? "");
    return isShown && (isTheirs || isOfSingle) && rows >= 0 && rows < index && !isCounted ? echo(piece) : piece;
  });
};

/** "The share of cancelled runs": of all runs, and not of those that have a reason at all. */
const shareOfReason: Step = (pieces) => {
  const isShare = pieces.some(({ tag }) => tag.is === "share") && pieces.some(({ tag }) => tag.is === "records");
  const isOfSome = pieces.some(({ tag }) => tag.is === "flag" || tag.is === "measure" || tag.is === "by");
  if (!isShare || isOfSome) return [...pieces];
  return pieces.map((piece) =>
    piece.tag.is === "value" && piece.tag.dimension.where !== undefined
      ? { ...piece, tag: { is: "flag", flag: valueFlag(piece.tag.dimension, piece.tag.values) } }
      : piece,
  );
};

/** "The share of female customers": the value's own words name what it is a share of. */
const shareOfKind: Step = (pieces, { record }) => {
  if (!pieces.some(({ tag }) => tag.is === "share") || pieces.some(({ tag }) => FIGURES.has(tag.is)))
    return [...pieces];
  return pieces.flatMap((piece): Piece[] =>
    piece.tag.is === "value" && piece.text.endsWith(` ${record.many}`)
      ? [piece, { text: record.many, clause: false, tag: { is: "records" }, isEcho: true }]
      : [piece],
  );
};
const FIGURES = new Set(["measure", "records", "flag", "degree", "count"]);

const steps: readonly Step[] = [
  shareOfKind,
  shareOfReason,
  havingOf,
  theirColumn,
  averageAgain,
  peopleOf,
  itsOfEach,
  degreeByFigure,
  whatTheyBought,
  dayOfExtreme,
  reasonNamed,
  differentErrors,
  inRelationTo,
  hadOnDays,
  ownedBy,
  ownThings,
  whatTheyDid,
];
