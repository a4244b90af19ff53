import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { z } from "zod";

const Package = z.object({
  engines: z.object({ node: z.string() }),
  scripts: z.record(z.string(), z.string()),
  dependencies: z.record(z.string(), z.string()),
});
const { engines, scripts, dependencies } = Package.parse(JSON.parse(readFileSync("package.json", "utf8")));

/** Runs the check on this Node.js, as if it were of that version. */
const check = (version: string): Promise<{ code: number; error: string }> => {
  const pretend = `Object.defineProperties(process, {
    version: { value: "v${version}" },
    versions: { value: { ...process.versions, node: "${version}" } },
  })`;
  const args = ["--import", `data:text/javascript,${encodeURIComponent(pretend)}`, "check-node.js"];
  return new Promise((resolve) => {
    execFile(process.execPath, args, (failed, _, error) => resolve({ code: failed ? Number(failed.code) : 0, error }));
  });
};

describe("the Node.js that runs the bot", () => {
  it("comes with the project, also without the packages for development", () => {
    expect(dependencies["node"]).toMatch(/^24\./);
    expect(engines.node).toBe(">=20.17");
  });

  it.each(["20.20.2", "22.16.0", "23.11.0"])("is told in one sentence that it is too old: %s", async (version) => {
    const { code, error } = await check(version);
    expect(code).toBe(1);
    expect(error).toMatch(
      /^Genie Concierge needs Node\.js 24 or newer, and this is v\d.*npm ci.*install Node\.js 24\.\n$/,
    );
  });

  it.each(["24.0.0", "24.21.0", "26.1.0"])("is taken when it is new enough: %s", async (version) => {
    expect(await check(version)).toEqual({ code: 0, error: "" });
  });

  it("is checked by every script that runs a program of ours, in words that an older one understands", () => {
    const ours = Object.values(scripts).filter((script) => /^node\b/.test(script));
    expect(ours.length).toBeGreaterThan(8);
    for (const script of ours)
      expect(script).toMatch(/^node (?:--import \.\/check-node\.js -- \S+\.ts|check-node\.js$)/);
    expect(scripts["pretest"]).toBe("node check-node.js");
  });
});
