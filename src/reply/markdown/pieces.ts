/*
 * Long text in pieces. Put together again the pieces are the text: nothing is lost, added or trimmed.
 */

/** Pieces of at most `limit` characters that all `fit`, cut where it hurts least: paragraph, line, sentence, word. */
export const cut = (text: string, limit: number, fits: (piece: string) => boolean = () => true): string[] => {
  const pieces: string[] = [];
  /** What fitted last is tried first: most texts go on as they were, so little is measured for nothing. */
  let size = limit;
  for (let rest = text; rest; ) {
    let piece = firstOf(rest, size);
    while (piece.length > 2 && !fits(piece)) {
      size = Math.ceil(piece.length / 2);
      piece = firstOf(piece, size);
    }
    pieces.push(piece);
    rest = rest.slice(piece.length);
    if (pieces.length % triesAgain === 0) size = Math.min(limit, size * 2);
  }
  return pieces;
};

/** After so many pieces a longer one is tried again. */
const triesAgain = 4;

const firstOf = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, border(text, limit));

/** The first part of a markdown text, cut where it hurts least; code that goes on behind it is closed. */
export const beginning = (markdown: string, limit: number): string =>
  markdown.length <= limit ? markdown : (mendFences([markdown.slice(0, border(markdown, limit))])[0] ?? "").trimEnd();

/** Where to cut within the first `limit` characters; in the first half only when there is no other border. */
const border = (text: string, limit: number): number => {
  for (const mark of ["\n\n", "\n", ". ", " "]) {
    const at = text.lastIndexOf(mark, limit - mark.length);
    if (at >= limit / 2) return at + mark.length;
  }
  return isHalf(text, limit) ? limit - 1 : limit;
};

/** True between the two halves of one character. */
const isHalf = (text: string, at: number): boolean => /[\udc00-\udfff]/.test(text.charAt(at));

/** Code fences that a cut went through, closed at the end of a piece and opened again in the next. */
export const mendFences = (pieces: string[]): string[] => {
  let open: string | undefined;
  return pieces.map((piece) => {
    const text = open === undefined ? piece : `${open}\n${piece}`;
    open = openFence(text);
    return open === undefined ? text : `${text.endsWith("\n") ? text : `${text}\n`}${closing(open)}\n`;
  });
};

/** The line that opened a fence which is still open at the end of the text. */
const openFence = (text: string): string | undefined => {
  let open: string | undefined;
  for (const line of text.split("\n")) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark === undefined) continue;
    if (open === undefined) open = line.slice(0, 60);
    else if (mark.startsWith(closing(open)) && line.trim() === mark) open = undefined;
  }
  return open;
};

const closing = (openLine: string): string => /(`{3,}|~{3,})/.exec(openLine)?.[0] ?? "```";
