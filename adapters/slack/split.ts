import type { Answer, Notice, Reply } from "../../src/reply/reply.ts";
import { cut, mendFences } from "./pieces.ts";
import { render } from "./render.ts";

/** Replies that fit one message each, in order. Nothing is cut: what does not fit goes into the next message. */
export const split = (reply: Reply): Reply[] => {
  if (fits(reply)) return [reply];
  switch (reply.kind) {
    case "progress":
      return [reply];
    case "answer":
      return splitAnswer(reply);
    case "notice":
      return splitNotice(reply);
  }
};

/*
 * Slack's documented limits; and those that it has in fact: about 13,200 characters of blocks in a message, of which each
 * further block takes some for itself (https://github.com/slackapi/bolt-js/issues/2509).
 */
const mostBlocks = 50;
const mostMarkdown = 11_900;
const mostCharacters = 13_000;
const perFurtherBlock = 100;

/** Whether a reply fits one message. */
export const fits = (reply: Reply): boolean => {
  const { blocks } = render(reply);
  const markdown = blocks.reduce((sum, block) => sum + (block.type === "markdown" ? block.text.length : 0), 0);
  const all = JSON.stringify(blocks).length + blocks.length * perFurtherBlock;
  return blocks.length <= mostBlocks && markdown + fenceRoom <= mostMarkdown && all + fenceRoom <= mostCharacters;
};

/** Room for the marks that mendFences adds. */
const fenceRoom = 300;

/** Adds one thing to a message under way. */
type Piece<R extends Reply> = (to: R) => R;

const splitAnswer = (answer: Answer): Answer[] => {
  const { question: _, chart, confidence, ...rest } = answer;
  const blank: Answer = { ...rest, markdown: "", tables: [], sources: [], notes: [], buttons: [], elapsedMs: 0 };
  const head: Answer = answer.question === undefined ? blank : { ...blank, question: answer.question };
  const pieces: Piece<Answer>[] = [
    ...textPieces(answer.markdown, blank),
    ...answer.tables.map(
      (table): Piece<Answer> =>
        (to) => ({ ...to, tables: [...to.tables, table] }),
    ),
    ...(chart ? [(to: Answer): Answer => ({ ...to, chart })] : []),
    ...answer.sources.map(
      (source): Piece<Answer> =>
        (to) => ({ ...to, sources: [...to.sources, source] }),
    ),
    ...answer.notes.map(
      (note): Piece<Answer> =>
        (to) => ({ ...to, notes: [...to.notes, note] }),
    ),
    (to) => ({ ...to, buttons: answer.buttons, elapsedMs: answer.elapsedMs, ...(confidence ? { confidence } : {}) }),
  ];
  return mended(packed(head, blank, pieces));
};

const splitNotice = (notice: Notice): Notice[] => {
  const blank: Notice = { kind: "notice", tone: "info", markdown: "", buttons: [] };
  const head: Notice = { ...notice, markdown: "", buttons: [] };
  const pieces = [...textPieces(notice.markdown, blank), (to: Notice): Notice => ({ ...to, buttons: notice.buttons })];
  return mended(packed(head, blank, pieces));
};

/** Small enough that messages fill up well, large enough that cuts are rare. */
const pieceLength = 3_000;

const textPieces = <R extends Answer | Notice>(markdown: string, blank: R): Piece<R>[] =>
  cut(markdown, pieceLength, (piece) => fits({ ...blank, markdown: piece })).map(
    (piece): Piece<R> =>
      (to) => ({ ...to, markdown: to.markdown + piece }),
  );

/** Fills one message after the other. */
const packed = <R extends Reply>(head: R, blank: R, pieces: Piece<R>[]): R[] => {
  const parts: R[] = [];
  let current = head;
  let isEmpty = true;
  for (const piece of pieces) {
    const next = piece(current);
    if (isEmpty || fits(next)) current = next;
    else {
      parts.push(current);
      current = piece(blank);
    }
    isEmpty = false;
  }
  return [...parts, current];
};

const mended = <R extends Answer | Notice>(parts: R[]): R[] => {
  const texts = mendFences(parts.map((part) => part.markdown));
  return parts.map((part, index) => ({ ...part, markdown: texts[index] ?? part.markdown }));
};
