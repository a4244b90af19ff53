import { grid, link, literal, safeMarkdown } from "../../../adapters/api/wire/markdown.ts";
import { hostileTexts } from "../../contract/replies.ts";

/** The text without code, which every client shows as it is. */
const prose = (markdown: string): string =>
  markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replace(/(?<![`\\])(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, "");

/** Where links lead although they name another host, and what a client would load or run. */
const dangers = (markdown: string): string[] => {
  const text = prose(markdown);
  const links = [...text.matchAll(/\[([^\]]*)\]\(([^)]*)\)/g)].filter(([, label = "", target = ""]) => {
    const hosts = label.toLowerCase().match(/[\p{L}\d-]+(?:\.[\p{L}\d-]+)+/gu) ?? [];
    return (
      !/^https?:\/\//.test(target) || !URL.canParse(target) || hosts.some((host) => host !== new URL(target).hostname)
    );
  });
  const found = [/(?<!\\)!\[/g, /<[a-z/!?]/gi, /^ {0,3}\[[^\]]+\]:/gm, /\]\[/g].flatMap(
    (mark) => text.match(mark) ?? [],
  );
  return [...links.map(([whole]) => whole), ...found];
};

describe("markdown for clients of the API", () => {
  it.each(hostileTexts)("forges nothing and loads nothing: %j", (text) => {
    for (const markdown of [
      safeMarkdown(text),
      safeMarkdown(`Before ${text} after\n\n- ${text}\n\n> ${text}`),
      literal(text),
      link(text, text),
      link("https://dbx.example.com/a", text),
      grid([text], [[text]], []),
    ])
      expect(dangers(markdown)).toEqual([]);
  });

  it("would be caught forging", () => {
    expect(hostileTexts.filter((text) => dangers(text).length > 0).length).toBeGreaterThan(15);
  });

  it.each([
    ["no image even in two steps", "look!![a](https://evil.example/p.png)", "look\\![a](https://evil.example/p.png)"],
    ["emphasis", "**bold** and *it* and ~~no~~", "**bold** and *it* and ~~no~~"],
    ["marks that are none", "2 * 3, snake_case, _x, a ~~ b", "2 \\* 3, snake_case, \\_x, a \\~\\~ b"],
    ["code", "`a < b` and ``x ` y``", "`a < b` and ``x ` y``"],
    ["a fence within a fence", "````\n```\n<b>\n```\n````", "````\n```\n<b>\n```\n````"],
    ["lists", "1. one\n2. two\n  - deep\n- flat", "1. one\n2. two\n   - deep\n- flat"],
    ["citations", "North leads [1][2].", "North leads [1]\u2060[2]."],
    ["comparisons and amounts", "a < b & c > d, $5 & 3 > 2", "a < b & c > d, $5 & 3 > 2"],
    ["entities as they were typed", "&lt;b&gt; <b>x</b>", "&amp;lt;b&amp;gt; &lt;b>x&lt;/b>"],
    ["tables", "| a | b |\n|---|---|\n| x\\|y | 2 |", "| a | b |\n| --- | --- |\n| x\\|y | 2 |"],
    ["headings and rules", "# One\n\n---\n\ntext", "# One\n\n---\n\ntext"],
  ])("keeps %s", (_, text, expected) => expect(safeMarkdown(text)).toBe(expected));

  it("keeps a cell in its row", () => {
    expect(grid(["n|m"], [["a\nb | c"]], [true])).toBe("| n\\|m |\n| ---: |\n| a b \\| c |");
  });
});
