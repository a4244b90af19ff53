import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRunbooks } from "../../../adapters/tools/runbooks.ts";
import { silent } from "../../../src/logging/log.ts";

describe("runbooks", () => {
  let folder: string;
  let now = 1;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "runbooks-"));
    mkdirSync(join(folder, "load", ".git"), { recursive: true });
    write(
      "load/night.md",
      "---\ntitle: x\n---\n# Nightly load\n\n## Timeouts\n\nRun it again.\n\n```\n# no heading\n```\n",
    );
    write("load/.git/secret.md", "# Timeouts of the nightly load");
    write("umlaut.md", "Bei Überlauf der Warteschlange: Consumer neu starten.");
    write("ja.md", "# 障害対応\n\n夜間バッチが失敗した場合は再実行する。");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  const open = (url?: string) => {
    const runbooks = createRunbooks({ folder, url, log: silent, now: () => now });
    return async (query: string) => {
      const use = {
        key: "1",
        actor: { platform: "slack", tenant: "t", user: "u" },
        signal: AbortSignal.timeout(9_000),
      };
      const result = await runbooks.run(runbooks.schema.parse({ query }), use);
      return result.kind === "found" ? result.quotes : [];
    };
  };

  it("are quoted with file, heading and address, by word forms, umlauts and scripts without blanks", async () => {
    const find = open("https://git.example/blob/main/");
    expect(await find("Is there a runbook for timeouts of nightly loads?")).toEqual([
      {
        title: "Nightly load › Timeouts",
        text: expect.stringContaining("# no heading"),
        where: "load/night.md",
        url: "https://git.example/blob/main/load/night.md",
      },
    ]);
    expect((await find("uberlauf"))[0]).toMatchObject({ where: "umlaut.md", title: "umlaut.md" });
    expect((await find("夜間バッチ"))[0]).toMatchObject({ where: "ja.md" });
  });

  it("take what people type as words, never as a query, and find nothing where nothing fits", async () => {
    const find = open();
    for (const query of ['timeouts" OR file:*', "NEAR(a b)", "^timeouts*", "(", ""]) await find(query);
    expect(await find("holiday calendar")).toEqual([]);
  });

  it("are read again when the folder has changed, and from nowhere outside of it", async () => {
    const find = open();
    const outside = mkdtempSync(join(tmpdir(), "outside-"));
    writeFileSync(join(outside, "other.md"), "# Zebra");
    symlinkSync(join(outside, "other.md"), join(folder, "link.md"));
    write("new.md", "# Giraffe\n\nNew.");
    expect(await find("giraffe")).toEqual([]);
    now += 61_000;
    expect(await find("giraffe")).toHaveLength(1);
    expect(await find("zebra")).toEqual([]);
    rmSync(outside, { recursive: true });
  });

  it("say at the start that a folder is missing", () => {
    expect(() => createRunbooks({ folder: join(folder, "none"), url: undefined, log: silent })).toThrow(
      "tool.unavailable",
    );
  });
});
