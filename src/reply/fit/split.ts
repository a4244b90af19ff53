import type { Folded, Source } from "../../ports/chat/answer-parts.ts";
import type { Answer, Notice, Reply, Section } from "../../ports/chat/reply.ts";
import { cut, mendFences } from "../markdown/pieces.ts";

/** Replies that each `fit` one message, in order. Nothing is cut: what does not fit goes into the next message. */
export const splitToFit = (reply: Reply, fits: (part: Reply) => boolean): Reply[] => {
  if (!isLong(reply) && fits(reply)) return [reply];
  switch (reply.kind) {
    case "progress":
      return [reply];
    case "answer":
      return splitAnswer(reply, fits);
    case "notice":
      return splitNotice(reply, fits);
  }
};

type Fits = (part: Reply) => boolean;

/** Adds one thing to a message under way. */
type Piece<R extends Reply> = (to: R) => R;

const splitAnswer = (answer: Answer, fits: Fits): Answer[] => {
  const { question: _, chart, confidence, rated, folded, menu, ...rest } = answer;
  const blank: Answer = { ...rest, markdown: "", tables: [], sources: [], notes: [], buttons: [], elapsedMs: 0 };
  const head: Answer = answer.question === undefined ? blank : { ...blank, question: answer.question };
  const pieces: Piece<Answer>[] = [
    ...textPieces(answer.markdown, blank, fits),
    ...answer.tables.map(
      (table): Piece<Answer> =>
        (to) => ({ ...to, tables: [...to.tables, table] }),
    ),
    ...(chart ? [(to: Answer): Answer => ({ ...to, chart })] : []),
    ...(folded ? foldedPieces(folded, blank, fits) : []),
    ...sourcePieces(answer.sources, blank, fits),
    ...answer.notes.map(
      (note): Piece<Answer> =>
        (to) => ({ ...to, notes: [...to.notes, note] }),
    ),
    (to) => ({
      ...to,
      ...{ buttons: answer.buttons, elapsedMs: answer.elapsedMs },
      ...(confidence ? { confidence } : {}),
      ...(rated === undefined ? {} : { rated }),
      ...(menu ? { menu } : {}),
    }),
  ];
  return mended(packed(head, blank, pieces, fits));
};

/** Its text, then one table after the other. */
const foldedPieces = (folded: Folded, blank: Answer, fits: Fits): Piece<Answer>[] => {
  const empty: Folded = { ...folded, markdown: "", tables: [] };
  const texts =
    folded.markdown === ""
      ? []
      : cut(folded.markdown, pieceLength, (markdown) => fits({ ...blank, folded: { ...empty, markdown } }));
  return [
    ...texts.map(
      (text): Piece<Answer> =>
        ({ folded: before = empty, ...to }) => ({ ...to, folded: { ...before, markdown: before.markdown + text } }),
    ),
    ...folded.tables.map(
      (table): Piece<Answer> =>
        ({ folded: before = empty, ...to }) => ({ ...to, folded: { ...before, tables: [...before.tables, table] } }),
    ),
  ];
};

/** All in one message if that is possible: a renderer numbers them as the answer cites them. */
const sourcePieces = (sources: Source[], blank: Answer, fits: Fits): Piece<Answer>[] =>
  (fits({ ...blank, sources }) ? [sources] : sources.map((source) => [source])).map(
    (some): Piece<Answer> =>
      (to) => ({ ...to, sources: [...to.sources, ...some] }),
  );

const splitNotice = ({ menu, ...notice }: Notice, fits: Fits): Notice[] => {
  const blank: Notice = { kind: "notice", tone: "info", markdown: "", buttons: [] };
  const { sections = [], ...rest } = notice;
  const head: Notice = { ...rest, markdown: "", buttons: [] };
  const pieces = [
    ...textPieces(notice.markdown, blank, fits),
    ...sections.flatMap(sectionPieces),
    (to: Notice): Notice => ({ ...to, buttons: notice.buttons, ...(menu ? { menu } : {}) }),
  ];
  return mended(packed(head, blank, pieces, fits));
};

/** Its things one by one, each below the heading. */
const sectionPieces = ({ title, items }: Section): Piece<Notice>[] =>
  items.map((item) => ({ sections: before = [], ...to }) => {
    const last = before.at(-1);
    const sections =
      last?.title === title
        ? [...before.slice(0, -1), { title, items: [...last.items, item] }]
        : [...before, { title, items: [item] }];
    return { ...to, sections };
  });

/** Small enough that messages fill up well, large enough that cuts are rare. */
const pieceLength = 3_000;

const textPieces = <R extends Answer | Notice>(markdown: string, blank: R, fits: Fits): Piece<R>[] =>
  cut(markdown, pieceLength, (piece) => fits({ ...blank, markdown: piece })).map(
    (piece): Piece<R> =>
      (to) => ({ ...to, markdown: to.markdown + piece }),
  );

/** Characters of text, as written, that one message gets: however little of them is shown, each is read a few times only. */
const mostWritten = 24_000;

/** True for a reply with more text than one message gets. */
export const isLong = (reply: Reply): boolean => reply.kind !== "progress" && reply.markdown.length > mostWritten;

/** Fills one message after the other. */
const packed = <R extends Reply>(head: R, blank: R, pieces: Piece<R>[], fits: Fits): R[] => {
  const parts: R[] = [];
  let count = 1;
  for (let at = 0; at < pieces.length; at += count) {
    const filled = (some: number): R =>
      pieces.slice(at, at + some).reduce((to, piece) => piece(to), parts.length === 0 ? head : blank);
    const holds = (some: number): boolean => {
      const part = filled(some);
      return !isLong(part) && fits(part);
    };
    count = mostOf(pieces.length - at, count, holds);
    parts.push(filled(count));
  }
  return parts;
};

/**
 * How many of `all` one message holds; at least one. Begins with a guess, because to measure every message from its first
 * piece on would read each text many times.
 */
const mostOf = (all: number, guess: number, holds: (some: number) => boolean): number => {
  let most = 1;
  let tooMany = all + 1;
  let next = Math.min(Math.max(guess, 2), all);
  let step = 1;
  while (most + 1 < tooMany) {
    if (holds(next)) {
      most = next;
      next = Math.min(most + step, tooMany - 1);
      step *= 2;
    } else {
      tooMany = next;
      next = Math.floor((most + tooMany) / 2);
      step = 1;
    }
  }
  return most;
};

const mended = <R extends Answer | Notice>(parts: R[]): R[] => {
  const texts = mendFences(parts.map((part) => part.markdown));
  return parts.map((part, index) => ({ ...part, markdown: texts[index] ?? part.markdown }));
};
