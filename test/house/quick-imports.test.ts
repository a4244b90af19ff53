import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = mkdtempSync(join(tmpdir(), "quick-imports-"));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (files: Record<string, string>): void => {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
};

/** What a program prints, after these files. */
const run = (program: string, before: string[] = []): string =>
  execFileSync(process.execPath, [...before.flatMap((file) => ["--import", file]), join(folder, program)], {
    encoding: "utf8",
  });
const quick = pathToFileURL("quick-imports.js").href;

describe("imports", () => {
  it("find and read the same files as Node's own", () => {
    write({
      "package.json": '{ "type": "module" }',
      "main.js": `
        import { name } from "./one.js";
        import { name as other } from "./two.js";
        import old from "./old/one.js";
        import alsoOld from "./old/two.js";
        import { url } from "./linked/first.js";
        import { url as second } from "./linked/second.js";
        import { typed } from "./typed.ts";
        import { number } from "./also typed.ts";
        import { name as module } from "./module.mjs";
        import { near } from "near/part";
        import deep, { again } from "./deep/a.js";
        import { readFileSync } from "fs";
        const missing = await import("./missing.js").catch(() => "missing");
        const noPackage = await import("no-package").catch(({ code }) => code);
        console.log([name, other, old.name, alsoOld.name, url, second, typed, number, missing].join("\\n"));
        console.log([module, near, deep, again, typeof readFileSync, noPackage].join("\\n"));`,
      "module.mjs": "export const name = import.meta.url;",
      "node_modules/near/package.json": '{ "type": "module", "exports": { "./part": "./lib/part.js" } }',
      "node_modules/near/lib/part.js": "export const near = import.meta.url;",
      "deep/a.js": 'import { near } from "near/part"; export default near; export { again } from "./b.js";',
      "deep/b.js": 'export { near as again } from "near/part";',
      "deep/node_modules/near/package.json": '{ "type": "module", "exports": { "./part": "./other.js" } }',
      "deep/node_modules/near/other.js": "export const near = import.meta.url;",
      "one.js": "export const name = import.meta.url;",
      "two.js": "export const name = import.meta.url;",
      "old/package.json": '{ "type": "commonjs" }',
      "old/one.js": "module.exports = { name: __filename };",
      "old/two.js": "module.exports = { name: require('./one.js').name + __filename };",
      "elsewhere/first.js": "export const url = import.meta.url;",
      "elsewhere/second.js": "export const url = import.meta.url;",
      "typed.ts": "export const typed: number = 1;",
      "also typed.ts": "export const number: number = 2;",
    });
    symlinkSync(join(folder, "elsewhere"), join(folder, "linked"));
    const own = run("main.js");
    expect(own.trim().split("\n")).toHaveLength(15);
    expect(run("main.js", [quick])).toBe(own);
  });

  it("ask Node once for each folder and kind of file, and for each folder and package", () => {
    write({
      "asked.mjs": `
        import module from "node:module";
        globalThis.asked = [];
        const resolve = (specifier, context, next) => {
          globalThis.asked.push(specifier);
          return next(specifier, context);
        };
        module.registerHooks({ resolve });`,
      "many.mjs": `
        globalThis.asked.length = 0;
        await import("./many/all.js");
        console.log(globalThis.asked.join(" "));`,
      "many/all.js":
        'import "./1.js"; import "./2.js"; import "./3.ts"; import "./4.ts"; import "./deep/5.js"; import "some";',
      ...Object.fromEntries(["1.js", "2.js", "3.ts", "4.ts"].map((name) => [`many/${name}`, 'import "some";'])),
      "many/deep/5.js": 'import "some";',
      "node_modules/some/package.json": '{ "exports": "./some.mjs" }',
      "node_modules/some/some.mjs": "",
    });
    const asked = pathToFileURL(join(folder, "asked.mjs")).href;
    expect(run("many.mjs", [asked]).split(" ")).toHaveLength(12);
    expect(run("many.mjs", [asked, quick]).trim()).toBe("./many/all.js some ./3.ts ./deep/5.js some");
  });
});
