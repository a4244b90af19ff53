import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { type Sandbox, startSandbox } from "../../../sandbox/sandbox.ts";
import { messageBlocks, viewBlocks } from "../../../sandbox/slack/blocks/check.ts";
import { checkCard } from "../../../sandbox/teams/cards/check.ts";
import { type Exhibit, gallery, payloads } from "../../support/screens/gallery.ts";
import { noBrowser, openBrowser } from "../../support/screens/page.ts";

const exhibits = gallery();

describe("the gallery", () => {
  it("shows all that there is; `npm run gallery` renders it anew", () => {
    const kept: Exhibit[] = JSON.parse(readFileSync(payloads, "utf8"));
    expect(kept.map(({ name }) => name)).toEqual(exhibits.map(({ name }) => name));
  });

  it.each(exhibits)("has nothing that a platform would refuse: $name", ({ name, slack, teams }) => {
    for (const blocks of slack) expect(() => (name === "a form" ? viewBlocks : messageBlocks)(blocks)).not.toThrow();
    // The card of a file is not an adaptive one.
    for (const card of name === "a file" ? [] : teams) expect(() => checkCard(card)).not.toThrow();
  });
});

const title = noBrowser ? `the page of the gallery (skipped: ${noBrowser})` : "the page of the gallery";

describe.skipIf(noBrowser)(title, () => {
  let sandbox: Sandbox;
  let browser: Browser;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, rateLimits: false });
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await sandbox?.stop();
  });

  it.each([340, 700])("breaks no number and no word in a cell, %i pixels wide", async (width) => {
    const page = await browser.newPage({ viewport: { width, height: 900 } });
    const complaints: string[] = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.route("**/payloads.json", (route) => route.fulfill({ json: exhibits }));
    await page.goto(`${sandbox.control}/gallery.html`);
    await page.locator("body[data-ready]").waitFor({ state: "attached", timeout: 30_000 });
    expect(await page.locator(".exhibit").count()).toBe(exhibits.length);
    const { words, broken } = await page.evaluate<{ words: number; broken: string[] }>(readCells);
    expect(words).toBeGreaterThan(500);
    expect(broken).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});

/** In the page: the words of all cells, and those of fewer than twenty characters that stand on several lines. */
const readCells = String.raw`(() => {
  let words = 0;
  const broken = [];
  for (const cell of document.querySelectorAll("td, th, [role=cell], [role=columnheader], .ac-tableCell")) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? "";
      for (const match of text.matchAll(/\S+/g)) {
        if (match[0].length >= 20) continue;
        words += 1;
        const range = document.createRange();
        range.setStart(node, match.index);
        range.setEnd(node, match.index + match[0].length);
        const rects = [...range.getClientRects()];
        const tops = new Set(rects.map(({ top }) => Math.round(top)));
        const isOver = rects.some(({ right }) => right > cell.getBoundingClientRect().right + 2);
        if (tops.size > 1 || isOver) broken.push(match[0] + " in “" + text.slice(0, 40) + "”");
      }
    }
  }
  return { words, broken };
})()`;
