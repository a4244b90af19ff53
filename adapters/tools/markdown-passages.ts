/** A part of a Markdown file that stands under one heading. */
export interface Passage {
  file: string;
  /** The heading with those above it: `Nightly load › Timeouts`. */
  heading: string;
  text: string;
}

/** Characters of one passage; a longer part becomes several. */
const mostText = 700;

/** The passages of a file. A file without headings goes by its name. */
export const passagesOf = (file: string, markdown: string): Passage[] => {
  const found: Passage[] = [];
  const path: string[] = [];
  let lines: string[] = [];
  let isCode = false;
  const end = (): void => {
    const heading = path.filter(Boolean).join(" › ") || file;
    for (const text of pieces(lines.join("\n").trim())) found.push({ file, heading, text });
    lines = [];
  };
  for (const line of withoutFrontMatter(markdown).split("\n")) {
    if (/^\s{0,3}(?:```|~~~)/.test(line)) isCode = !isCode;
    const [, marks = "", title = ""] = isCode ? [] : (/^(#{1,6}) +(\S.*)$/.exec(line) ?? []);
    if (!marks) lines.push(line);
    else {
      end();
      path.length = marks.length - 1;
      path[marks.length - 1] = title.trim();
    }
  }
  end();
  return found;
};

const withoutFrontMatter = (markdown: string): string => {
  if (!markdown.startsWith("---\n")) return markdown;
  const at = markdown.indexOf("\n---\n", 4);
  return at < 0 ? markdown : markdown.slice(at + 5);
};

/** A long text in paragraphs that fit; none is empty. */
const pieces = (text: string): string[] => {
  const all: string[] = [];
  for (const paragraph of text.split("\n\n").flatMap(chunks)) {
    const last = all.at(-1);
    if (last !== undefined && last.length + paragraph.length + 2 <= mostText)
      all[all.length - 1] = `${last}\n\n${paragraph}`;
    else if (paragraph.trim()) all.push(paragraph);
  }
  return all;
};

const chunks = (text: string): string[] =>
  Array.from({ length: Math.ceil(text.length / mostText) }, (_, at) => text.slice(at * mostText, (at + 1) * mostText));
