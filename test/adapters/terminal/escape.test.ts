import { createDialog } from "../../../adapters/terminal/dialog.ts";
import { harmless } from "../../../adapters/terminal/escape.ts";
import { everywhere } from "../../contract/channel.ts";
import { hostileTexts } from "../../contract/replies.ts";
import { openTerminal } from "../../support/screens/terminal-bench.ts";

const ESC = "\u001b";
const BEL = "\u0007";
const ST = `${ESC}\\`;

/** What terminals obey, and what pretends to be something else. */
const sequences: [what: string, text: string][] = [
  ["colours", `${ESC}[31mred${ESC}[0m`],
  ["cursor up and erase", `${ESC}[5A${ESC}[2Jgone`],
  ["full reset", `${ESC}c`],
  ["another character set", `${ESC}(0lqqk`],
  ["the window's title", `${ESC}]0;owned${BEL}`],
  ["the title, ended by ST", `${ESC}]2;owned${ST}`],
  ["a hyperlink", `${ESC}]8;;http://evil.example${BEL}https://bank.example${ESC}]8;;${BEL}`],
  ["the clipboard", `${ESC}]52;c;cm0gLXJmIC8=${BEL}`],
  ["a notification", `${ESC}]9;click me${BEL}`],
  ["a file, as iTerm2 takes it", `${ESC}]1337;File=name=YQ==:AAAA${BEL}`],
  ["a question that the terminal answers", `${ESC}[6n${ESC}[c${ESC}]10;?${BEL}`],
  ["a device control string", `${ESC}P$q"p${ST}`],
  ["an application command", `${ESC}_Gi=1;AAAA${ST}`],
  ["a privacy message", `${ESC}^x${ST}`],
  ["alternate screen and mouse", `${ESC}[?1049h${ESC}[?1000h`],
  ["bracketed paste", `${ESC}[200~rm -rf /\n${ESC}[201~`],
  ["the eight-bit introducers", "\u009b31mred \u009d0;owned\u009c \u0090x\u009c \u008d"],
  ["a sequence in a sequence", `${ESC}[${ESC}[31m31m ${ESC}${ESC}[2J[2J`],
  ["a sequence around an invisible character", `${ESC}\u200b[2J ${ESC}\u2060]0;owned${BEL}`],
  ["a sequence that never ends", `${ESC}]0;owned`],
  ["a bare escape", `a${ESC}`],
  ["backspaces over a word", "safe\b\b\b\bevil"],
  ["a carriage return over a line", "rm -rf /\rls         "],
  ["form feed, vertical tab, bell", "a\fb\vc\u0007"],
  ["shift out", "\u000eabc\u000f"],
  ["null and delete", "a\u0000b\u007fc"],
  ["line separators", "a\u2028b\u2029c"],
  ["reversed text", "\u202egnp.exe\u202c \u2066x\u2069"],
];

/** Whatever a terminal could take for a command, and what hides or reorders text. */
const dangerous = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069]/u;

describe("untrusted text at a terminal", () => {
  it.each([...sequences, ...hostileTexts.map((text): [string, string] => [text, text])])(
    "obeys nothing: %s",
    async (_, text) => {
      const bench = openTerminal({ piped: true });
      await bench.open();
      bench.type("What is the total revenue?\n");
      const asked = await bench.act(0, "message");
      for (const [index, reply] of everywhere(text).entries())
        await bench.reply({ ...asked, id: `hostile ${index}` }, reply);
      await bench.channel.attach(
        asked.place,
        { name: text, title: text, contentType: "text/csv", content: Buffer.alloc(0) },
        { key: "f" },
      );
      await bench.channel.form(asked.place, { title: text, intro: text, fields: [], submit: button }, { key: "g" });
      expect(bench.out().length + bench.progress().length).toBeGreaterThan(100);
      expect(dangerous.exec(bench.out().replaceAll("\n", ""))).toBeNull();
      expect(dangerous.exec(bench.progress().replaceAll("\n", ""))).toBeNull();
      await bench.close();
    },
  );

  const button = { action: "job-start", value: "1", label: "Run" } as const;

  it.each(sequences)("sends a screen nothing but what we send: %s", async (_, text) => {
    const bench = openTerminal();
    await bench.open();
    bench.type("What is the total revenue?\r");
    const asked = await bench.act(0, "message");
    for (const [index, reply] of everywhere(text).entries())
      await bench.reply({ ...asked, id: `hostile ${index}` }, reply);
    expect(bench.screen.unknown).toEqual([]);
    expect(bench.screen.text()).not.toContain("\u001b");
    expect(bench.screen.lines().some((line) => line.includes("What is the total revenue?"))).toBe(true);
    await bench.close();
  });

  it.each(sequences)("is asked for without obeying it: %s", (_, text) => {
    const field = {
      name: "n",
      label: text,
      hint: text,
      type: "choice" as const,
      options: [text],
      value: text,
      required: true,
      error: text,
    };
    const dialog = createDialog({ title: text, intro: text, fields: [field], submit: button });
    const wrong = dialog.answer("none of them");
    const written = [...dialog.intro, dialog.question(), wrong && "wrong" in wrong ? wrong.wrong : ""].join(" ");
    expect(dangerous.exec(written)).toBeNull();
  });

  it("keeps what is meant to be read", () => {
    expect(harmless("naïve 日本語 👩‍💻 a\tb\nc — “d”")).toBe("naïve 日本語 👩‍💻 a    b\nc — “d”");
    expect(harmless(`${ESC}[31mred${ESC}[0m`)).toBe("red");
    expect(harmless("rm\rls")).toBe("rm␍ls");
  });
});
