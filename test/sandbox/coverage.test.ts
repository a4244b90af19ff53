import { readFileSync } from "node:fs";
import { coverage } from "../../sandbox/coverage.ts";
import { createDatabricks } from "../../sandbox/databricks/service.ts";
import { createIncidents } from "../../sandbox/incident/service.ts";
import { createModel } from "../../sandbox/model/service.ts";
import { createSearch } from "../../sandbox/search/service.ts";
import { createSlack } from "../../sandbox/slack/service.ts";
import { createTeams } from "../../sandbox/teams/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";

const traffic = new Traffic();
const services = [
  createSlack({ traffic }),
  createTeams({ traffic }),
  createDatabricks({ traffic }),
  createModel({ traffic }),
  createIncidents({ traffic }),
  createSearch({ traffic }),
];
const name = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

describe("the coverage list", () => {
  it.each(services.map((service) => [service.name, service] as const))(
    "names the routes of %s, all and no other",
    (_, service) => {
      const listed = coverage.filter((entry) => entry.service === service.name && entry.level !== "missing");
      expect(listed.map(name).sort()).toEqual(service.routes.map(name).sort());
    },
  );

  it("lists as missing what no service answers", () => {
    const routes = services.flatMap((service) => service.routes.map((route) => `${service.name} ${name(route)}`));
    const missing = coverage.filter((entry) => entry.level === "missing");
    expect(missing.filter((entry) => routes.includes(`${entry.service} ${name(entry)}`))).toEqual([]);
    expect(missing.filter((entry) => !entry.note)).toEqual([]);
  });

  it("says of everything partial what is left out", () => {
    expect(coverage.filter((entry) => entry.level === "partial" && !entry.note)).toEqual([]);
  });

  it("proves everything else by a test that exists", () => {
    for (const entry of coverage.filter(({ level }) => level !== "missing")) {
      const [file = "", test] = entry.proof.split(": ");
      const source = readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
      if (test) expect(source, `${entry.path}: ${entry.proof}`).toContain(test);
    }
  });
});
