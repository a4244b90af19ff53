import { readFileSync } from "node:fs";
import { coverage } from "../../../sandbox/databricks/coverage.ts";
import { createDatabricks } from "../../../sandbox/databricks/service.ts";
import { Traffic } from "../../../sandbox/traffic.ts";

const call = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;

describe("the coverage list", () => {
  it("names every route that the service has, once", () => {
    const { routes } = createDatabricks({ traffic: new Traffic() });
    const emulated = coverage.filter(({ level }) => level !== "missing").map(call);
    expect(emulated.toSorted()).toEqual(routes.map(call).toSorted());
    expect(new Set(coverage.map(call)).size).toBe(coverage.length);
  });

  it.each(coverage.filter(({ level }) => level !== "missing"))(
    "proves $method $path by a test that exists",
    ({ proof }) => {
      const [file = "", name = ""] = proof.split(": ");
      expect(readFileSync(file, "utf8")).toContain(`it("${name}"`);
    },
  );

  it("says what is incomplete or missing", () => {
    for (const { level, note } of coverage) expect(Boolean(note)).toBe(level !== "supported");
  });
});
