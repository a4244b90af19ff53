import { link, mention, mrkdwn, verbatim } from "../../../adapters/slack/render/escape.ts";
import { safeMarkdown } from "../../../adapters/slack/render/markdown.ts";
import { pretends, webAddress } from "../../../src/text/markup/sanitize.ts";
import { shortened, shortenedBytes } from "../../../src/text/shorten.ts";
import { hostileTexts } from "../../contract/replies.ts";
import { costOf } from "../../support/reading/linear.ts";
import { forgeriesIn, pingsIn } from "../../support/slack/slack-reading.ts";

/** The invisible character that parts what may not stand together. */
const J = "\u2060";

describe("mrkdwn", () => {
  it.each([
    ["a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"],
    ["<!channel>", "&lt;!channel&gt;"],
    ["<http://evil.example|https://bank.example>", "&lt;http://evil.example|https://bank.example&gt;"],
    ["&lt;!here&gt;", "&amp;lt;!here&amp;gt;"],
    ["hey @here", `hey @${J}here`],
    ["mail@channel.example", `mail@${J}channel.example`],
    ["@hereditary, @groups", "@hereditary, @groups"],
    ["zero\u200bwidth \u202eright\u202c to left", "zerowidth right to left"],
    ["Grüße 👩‍👩‍👧 ❤️ می‌خواهم", "Grüße 👩‍👩‍👧 ❤️ می‌خواهم"],
  ])("writes %j as %j", (text, safe) => {
    expect(mrkdwn(text)).toBe(safe);
  });
});

describe("verbatim text", () => {
  it.each([
    ["a < b", "a < b"],
    ["<b>", "<b>"],
    ["<!channel>", `<${J}!channel>`],
    ["<@U1>", `<${J}@U1>`],
    ["<https://evil.example|bank>", `<${J}https://evil.example|bank>`],
    ["x <= y AND z <> 1", "x <= y AND z <> 1"],
  ])("shows %j as %j", (text, safe) => {
    expect(verbatim(text)).toBe(safe);
  });
});

describe("a link in mrkdwn", () => {
  it.each([
    [
      "https://dbx.example.com/genie?a=1&b=2",
      "Powered by Genie",
      "<https://dbx.example.com/genie?a=1&amp;b=2|Powered by Genie>",
    ],
    ["https://dbx.example.com/", "a|b <c>", "<https://dbx.example.com/|a/b &lt;c&gt;>"],
    ["https://dbx.example.com/x|y>z", "x", "<https://dbx.example.com/x%7Cy%3Ez|x>"],
    ["javascript:alert(1)", "x", "x"],
    ["not an address", "x", "x"],
    [undefined, "x", "x"],
    ["https://user:secret@bank.example/", "x", "x"],
    ["http://evil.example/", "https://bank.example", "https://bank.example (http://evil.example/)"],
    ["https://docs.example.com/a", "example.com", "<https://docs.example.com/a|example.com>"],
  ])("to %j with the label %j is %j", (address, label, shown) => {
    expect(link(address, label)).toBe(shown);
  });

  it("normalises an international host", () => {
    expect(webAddress("https://bücher.example/ä b")).toBe("https://xn--bcher-kva.example/%C3%A4%20b");
  });
});

describe("a label", () => {
  it.each([
    ["the report", false],
    ["dbx.example.com", false],
    ["example.com", false],
    ["https://dbx.example.com/x", false],
    ["bank.example", true],
    ["https://bank.example", true],
    ["notdbx.example.com", true],
    ["com.example.dbx", true],
    ["b​ank.example", true],
    ["bank．example", true],
    ["bank**.**example", true],
    ["b`ank`.example", true],
    ["bank\\.example", true],
    ["10.0.0.1", true],
    ["https://intranet", true],
    ["www bank", true],
    ["1.5 million (2.0)", false],
  ])("%j of a link to dbx.example.com pretends: %j", (label, expected) => {
    expect(pretends(label, "https://dbx.example.com/x")).toBe(expected);
  });
});

describe("a mention", () => {
  it.each([
    ["U061F7AUR", "<@U061F7AUR>"],
    ["W0123ABCD", "<@W0123ABCD>"],
    ["!channel", ""],
    ["U1> <!channel", ""],
    ["S0123ABC", ""],
    ["", ""],
  ])("of %j is %j", (user, shown) => {
    expect(mention(user)).toBe(shown);
  });
});

describe("safe markdown", () => {
  it.each([
    ["**bold** *it* ~~no~~ # head\n> quote\n- list", "**bold** *it* ~~no~~ # head\n> quote\n- list"],
    ["a < b & c", "a &lt; b & c"],
    ["AT&amp;T &copy;", "AT&amp;amp;T &amp;copy;"],
    ["`a < b` and ``x ` y < z``", "`a < b` and ``x ` y < z``"],
    ["```sql\nSELECT a < b, c <> d\n```\n", "```sql\nSELECT a < b, c <> d\n```\n"],
    ["```\nnever closed", "```\nnever closed\n```\n"],
    ["~~~\n```\nstill code < \n~~~\nprose <", "~~~\n```\nstill code < \n~~~\nprose &lt;"],
    ["`<!channel>`", `\`<${J}!channel>\``],
    ["[report](https://dbx.example.com/a_b)", "[report](https://dbx.example.com/a_b)"],
    ["[report](<https://dbx.example.com/a b> 'title')", "[report](https://dbx.example.com/a%20b)"],
    ["[wiki](https://en.example.com/A_(b))", "[wiki](https://en.example.com/A_%28b%29)"],
    ["[*rich* label](https://dbx.example.com/)", "[*rich* label](https://dbx.example.com/)"],
    ["[](https://dbx.example.com/)", "https://dbx.example.com/"],
    ["![chart](https://evil.example/pixel.png)", "[chart](https://evil.example/pixel.png)"],
    ["[x](javascript:alert(1))", "x (javascript:alert(1))"],
    ["[x](/relative)", "x"],
    ["[https://bank.example](http://evil.example)", "https://bank.example (http://evil.example/)"],
    ["<https://dbx.example.com/a>", "https://dbx.example.com/a"],
    ["<a@example.com>", "a@example.com"],
    ["rows[0] and [1] stay", "rows[0] and [1] stay"],
    ["[bank][1]\n\n[1]: http://evil.example", `[bank][1]\n\n[1]${J}: http://evil.example`],
    ["not [a link] (https://dbx.example.com)", "not [a link] (https://dbx.example.com)"],
    ["", ""],
  ])("writes %j as %j", (text, safe) => {
    expect(safeMarkdown(text)).toBe(safe);
  });

  it.each(hostileTexts)("is harmless inside any surroundings: %j", (hostile) => {
    const surroundings = [
      "x",
      "**x**",
      "`x`",
      "``x`",
      "```\nx\n```",
      "~~~x",
      "[x](https://a.example)",
      "[a](x)",
      "> x",
      "- x",
      "# x",
      "|x|\n|-|\n|x|",
      "    x",
      "\\x",
      "[x",
      "x]",
    ];
    for (const around of surroundings) {
      const message = { text: "", blocks: [{ type: "markdown", text: safeMarkdown(around.replaceAll("x", hostile)) }] };
      expect(pingsIn(message)).toEqual([]);
      expect(forgeriesIn(message)).toEqual([]);
    }
  });

  it.each([
    ["open brackets", "[".repeat(20_000)],
    ["backticks", "`".repeat(20_000)],
    ["growing runs of backticks", Array.from({ length: 200 }, (_, index) => `${"`".repeat(index + 1)} `).join("")],
    ["link starts", "[x](".repeat(5_000)],
    ["parentheses", `[x](${"(".repeat(10_000)}`],
    ["line breaks", `\`${"\n".repeat(20_000)}\``],
    ["tildes and spaces", "~~~ \n ".repeat(4_000)],
    ["angle brackets", "<https://a".repeat(4_000)],
  ])("takes no time for %s", (_, text) => {
    expect(costOf(safeMarkdown, text)).toBeLessThan(1_000);
  });
});

describe("shortening", () => {
  it.each([
    ["short", 10, "short"],
    ["exactly ten", 11, "exactly ten"],
    ["much too long", 5, "much…"],
    ["ab😀cd", 4, "ab…"],
  ])("%j to %d characters is %j", (text, limit, expected) => {
    expect(shortened(text, limit)).toBe(expected);
  });

  it("by bytes keeps whole characters", () => {
    expect(shortenedBytes("größer", 8)).toBe("größer");
    expect(shortenedBytes("größer😀", 11)).toBe("größer…");
    expect(Buffer.byteLength(shortenedBytes("ß".repeat(5_000), 4_000))).toBeLessThanOrEqual(4_000);
  });
});

it.each([verbatim, mrkdwn, safeMarkdown])(
  "has no half of a character, which Slack's reader of JSON refuses",
  (clean) => {
    for (const half of ["a\ud83d b", "\ude00", "`\ud83d`", "[\ud83d](https://a.example/)"])
      expect(clean(half).isWellFormed()).toBe(true);
  },
);
