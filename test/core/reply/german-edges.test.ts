import { choreIn } from "../../../adapters/api/wire/chores.ts";
import { refusal, refusalOf, unknownUrl } from "../../../adapters/api/wire/refusals.ts";
import { wrong } from "../../../adapters/api/wire/request-problems.ts";
import { render } from "../../../adapters/teams/render/render.ts";
import { createDialog } from "../../../adapters/terminal/dialog.ts";
import { finalLines } from "../../../adapters/terminal/render.ts";
import { tableFile } from "../../../src/files/table-file.ts";
import { pageAt } from "../../../src/http/pages.ts";
import type { Answer, Notice } from "../../../src/ports/chat/reply.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { wordsIn } from "../../../src/reply/words/words.ts";
import { acceptedLocale } from "../../../src/text/accepted-locale.ts";

/* What is said in German beside the chats: at a terminal, to programs and browsers, in files. */

const button = { action: "command", value: "help", label: "Hilfe" } as const;
const notice: Notice = { kind: "notice", tone: "info", markdown: "Hier läuft nichts.", buttons: [button] };
const style = { width: 80, locale: "de-DE", paint: (_: string, text: string) => text };

describe("in German", () => {
  it("a terminal asks for values and offers choices", () => {
    const field = { name: "days", label: "Tage", type: "number", required: true } as const;
    const dialog = createDialog({ title: "Xx", intro: "", fields: [field], submit: button, locale: "de-DE" });
    expect(dialog.intro.join(" ")).toContain("Tippe `abbrechen`");
    expect(dialog.answer("")).toEqual({ wrong: "Bitte gib einen Wert ein." });
    expect(dialog.answer("3")).toEqual({ values: { days: "3" } });
    expect(dialog.question()).toContain("Eingabetaste");
    expect(finalLines(notice, style).join("\n")).toContain("Tippe eine Nummer, um weiterzumachen:");
  });

  it("an old Teams shows the words of a notice instead of its card", () => {
    expect(render(notice).attachments[0].content.fallbackText).toContain("Hier läuft nichts.");
    const runs: Answer = {
      ...{ kind: "answer", factual: true, markdown: "Die letzten Läufe", tables: [], sources: [], notes: [] },
      ...{ elapsedMs: 0, buttons: [] },
    };
    expect(render(runs).attachments[0].content.fallbackText).toContain("Die letzten Läufe");
  });

  it("programs are refused, if they say so", () => {
    const locale = acceptedLocale({ "accept-language": "de-DE,de;q=0.9" });
    const bodyOf = ({ body }: { body?: unknown }) => String(body);
    expect(bodyOf(refusal(unknownUrl, { locale }))).toContain("Hier ist nichts.");
    expect(bodyOf(refusalOf(wrong(phrase("notJson", {})), locale))).toContain(
      "Ich kann diese Anfrage nicht lesen: der Inhalt ist kein JSON.",
    );
    expect(bodyOf(refusalOf(wrong(phrase("notJson", {}))))).toContain("the body is not JSON");
    expect(choreIn("Generate a title for this conversation", locale)).toBe(wordsIn("de").notices.aboutData);
  });

  it("the pages of a browser, each of them", () => {
    for (const path of ["/", "/privacy", "/terms"]) {
      const german = String(pageAt(path, "de-AT")?.body);
      expect(german).toContain('lang="de"');
      expect(german).toMatch(/\b(?:deine|Firma)\b/);
      expect(String(pageAt(path, undefined)?.body)).toContain('lang="en"');
    }
    expect(pageAt("/other", "de")).toBeUndefined();
  });

  it("a file says how large it is", async () => {
    const rows = Array.from({ length: 200 }, (_, at) => [`Zeile ${at}`]);
    const table = { columns: [{ name: "a", type: "text" as const }], rows, total: 200, truncated: false, locale: "de" };
    expect((await tableFile({ title: "Xx", table }, "csv", "x")).title).toMatch(/^Xx: 200 Zeilen · \d,\d kB$/);
  });
});
