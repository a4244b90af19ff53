import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/* Rules of the house that neither the linter nor the compiler holds. */

interface Import {
  from: string;
  to: string;
}

/** The relative imports of a file, as paths from the root. */
const importsOf = (path: string, text: string): Import[] =>
  [...text.matchAll(/(?:\bfrom |\bimport\(|\bimport )"(\.[^"]+)"/g)].map(([, target = ""]) => ({
    from: path,
    to: join(dirname(path), target),
  }));

/** Circles of folders that import each other: `a -> b`, and b imports a. A folder and those within it may. */
const cyclesIn = (imports: Import[]): string[] => {
  const edges = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [a, b] = [dirname(from), dirname(to)];
    // What lies at the root of src composes all others.
    if (!isWithin(a, b) && !isWithin(b, a) && a !== "src" && b !== "src")
      edges.set(a, (edges.get(a) ?? new Set()).add(b));
  }
  const found = new Set<string>();
  const walk = (folder: string, path: string[]): void => {
    const at = path.indexOf(folder);
    if (at >= 0) found.add(rotated(path.slice(at)).join(" -> "));
    else for (const next of edges.get(folder) ?? []) walk(next, [...path, folder]);
  };
  for (const folder of edges.keys()) walk(folder, []);
  return [...found];
};

const isWithin = (folder: string, outer: string): boolean => `${folder}/`.startsWith(`${outer}/`);

/** A circle from its first folder by name, so that it is told once. */
const rotated = (circle: string[]): string[] => {
  const start = circle.indexOf(circle.toSorted()[0] ?? "");
  return [...circle.slice(start), ...circle.slice(0, start)];
};

/** Values that more than one file has, with the files. */
const shared = (entries: [value: string, file: string][]): string[] =>
  [...Map.groupBy(entries, ([value]) => value)].flatMap(([value, found]) => {
    const files = [...new Set(found.map(([, file]) => file))];
    return files.length > 1 ? [`${value}: ${files.join(", ")}`] : [];
  });

const exportedTypes = (path: string, text: string): [string, string][] =>
  [...text.matchAll(/^export (?:abstract )?(?:interface|type|class) (\w+)\b(?! *,)/gm)].map(([, name = ""]) => [
    name,
    path,
  ]);

const paths = globSync("{src,adapters}/**/*.ts").toSorted();
const files = paths.map((path): [string, string] => [path, readFileSync(path, "utf8")]);
const ofSrc = files.filter(([path]) => path.startsWith("src/"));

describe("the layout of src and adapters", () => {
  it("has no circle of folders", () => {
    const imports = files.flatMap(([path, text]) => importsOf(path, text));
    expect(imports.length).toBeGreaterThan(1_000);
    expect(cyclesIn(imports)).toEqual([]);
  });

  it("has no two files of one name in src", () => {
    expect(ofSrc.length).toBeGreaterThan(100);
    expect(shared(ofSrc.map(([path]) => [basename(path), path]))).toEqual([]);
  });

  it("has no two exported types of one name in src", () => {
    const types = ofSrc.flatMap(([path, text]) => exportedTypes(path, text));
    expect(types.length).toBeGreaterThan(100);
    expect(shared(types)).toEqual([]);
  });
});

describe("the folders of the whole project", () => {
  const all = globSync("{src,adapters,sandbox,test,bench,eval}/**/*.{ts,js,css}");
  const sizes = [...Map.groupBy(all, (path) => dirname(path))].map(([folder, within]) => ({
    folder,
    files: within.length,
  }));

  it("hold about fifteen files at most: a folder that grows beyond that has two subjects", () => {
    expect(sizes.length).toBeGreaterThan(100);
    expect(sizes.filter(({ files }) => files > 19)).toEqual([]);
  });
});

describe("the Lua scripts for Redis", () => {
  const scripts = globSync("adapters/**/lua/*.lua").toSorted();

  it("lie in files of their own", () => {
    expect(files.filter(([, text]) => text.includes("redis.call(")).map(([path]) => path)).toEqual([]);
    expect(scripts.length).toBeGreaterThan(10);
  });

  it("begin with what they are for: shared parts say so, all others tell keys, arguments, result and law", () => {
    for (const path of scripts) {
      const header = /^(?:--.*\n)+/.exec(readFileSync(path, "utf8"))?.[0] ?? "";
      expect(header, path).toMatch(/^-- Shared\b|Keys: .*Arguments: .*Returns.*Law: /s);
    }
  });

  it("are each loaded by an adapter", () => {
    const loaded = files.flatMap(([, text]) =>
      [...text.matchAll(/\bscript\(([^)]*)\)/g)].flatMap(([, names = ""]) => names.match(/[\w-]+/g) ?? []),
    );
    expect(scripts.map((path) => basename(path, ".lua")).filter((name) => !loaded.includes(name))).toEqual([]);
  });
});

describe("the look at the layout", () => {
  it("sees a circle, also one over several folders and by a lazy import", () => {
    const circle = [
      ...importsOf("src/a/one.ts", 'import type { B } from "../b/two.ts";'),
      ...importsOf("src/b/two.ts", 'const load = () => import("../c/deep/three.ts");'),
      ...importsOf("src/c/deep/three.ts", 'export { a } from "../../a/one.ts";'),
      ...importsOf("src/d/four.ts", 'import "../a/one.ts";'),
    ];
    expect(cyclesIn(circle)).toEqual(["src/a -> src/b -> src/c/deep"]);
    expect(cyclesIn(circle.slice(1))).toEqual([]);
  });

  it("sees names that are there twice", () => {
    expect(
      shared([
        ["Run", "a.ts"],
        ["Run", "b.ts"],
        ["Turn", "a.ts"],
        ["Turn", "a.ts"],
      ]),
    ).toEqual(["Run: a.ts, b.ts"]);
    expect(exportedTypes("a.ts", "export interface A<T> {}\nexport type B = 1;\ninterface C {}\n")).toEqual([
      ["A", "a.ts"],
      ["B", "a.ts"],
    ]);
  });
});
