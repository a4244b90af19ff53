import { readFile } from "node:fs/promises";
import { parser } from "@prometheus-io/lezer-promql";
import { parse } from "yaml";
import { z } from "zod";
import { createMetrics } from "../../src/metrics/metrics.ts";

/* The dashboard and the alert rules, against the names and labels that the bot exports, and the grammar of PromQL. */

const Dashboard = z.object({
  panels: z.array(
    z.object({
      id: z.number(),
      title: z.string(),
      gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
      targets: z.array(z.object({ expr: z.string(), legendFormat: z.string() })).min(1),
    }),
  ),
});
const Rules = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.object({
          alert: z.string(),
          expr: z.string(),
          labels: z.object({ severity: z.enum(["critical", "warning", "info"]) }),
          annotations: z.object({ summary: z.string(), description: z.string() }),
        }),
      ),
    }),
  ),
});

const dashboard = async () =>
  Dashboard.parse(JSON.parse(await readFile("deploy/monitoring/grafana-dashboard.json", "utf8")));
const rules = async () =>
  Rules.parse(parse(await readFile("deploy/monitoring/prometheus-rules.yaml", "utf8"))).groups.flatMap(
    (group) => group.rules,
  );
const expressions = async (): Promise<string[]> => [
  ...(await dashboard()).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ...(await rules()).map(({ expr }) => expr),
];

interface Read {
  metrics: string[];
  labels: string[];
  isBroken: boolean;
}

/** The metrics and labels of an expression. */
const read = (expression: string): Read => {
  const text = expression.replaceAll("$__rate_interval", "5m");
  const found: Read = { metrics: [], labels: [], isBroken: false };
  parser.parse(text).iterate({
    enter: ({ name, type, from, to }) => {
      if (type.isError) found.isBroken = true;
      if (name === "Identifier") found.metrics.push(text.slice(from, to));
      if (name === "LabelName") found.labels.push(text.slice(from, to));
    },
  });
  return found;
};

/** Every series of the bot, as a scrape shows them. */
const exported = async (): Promise<string[]> => {
  const counts = async () => ({ ready: 0, delayed: 0, running: 0, dead: 0 });
  const text = await createMetrics({ counts }, []).text();
  return [...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].flatMap(([, name = "", type]) =>
    type === "histogram" ? ["_bucket", "_sum", "_count"].map((end) => `${name}${end}`) : [name],
  );
};

it("the metrics are shown without the tasks while the store is away", async () => {
  let isAway = false;
  const counts = async () => {
    if (isAway) throw new Error("the store is away");
    return { ready: 7, delayed: 0, running: 0, dead: 0 };
  };
  const metrics = createMetrics({ counts }, []);
  metrics.problems.inc({ code: "store.unavailable" });
  const ready = 'concierge_tasks{state="ready"} 7';
  expect(await metrics.text()).toContain(ready);
  isAway = true;
  const text = await metrics.text();
  expect(text).toContain('concierge_problems_total{code="store.unavailable"} 1');
  expect(text).not.toContain("concierge_tasks{");
  isAway = false;
  expect(await metrics.text()).toContain(ready);
});

/** Prometheus's own. */
const given = ["up"];

describe("the dashboard and the alert rules", () => {
  it("are right PromQL", async () => {
    const all = await expressions();
    expect(all.length).toBeGreaterThan(20);
    expect(all.filter((expression) => read(expression).isBroken)).toEqual([]);
    expect(read("sum by (rate(x[5m])").isBroken).toBe(true);
  });

  it("name only metrics that the bot exports, and show every one of them", async () => {
    const known = await exported();
    const named = (await expressions()).flatMap((expression) => read(expression).metrics);
    expect([...new Set(named)].filter((name) => !known.includes(name) && !given.includes(name))).toEqual([]);
    const shown = new Set(named.map((name) => name.replace(/_(?:bucket|sum|count)$/, "")));
    const bare = new Set(known.map((name) => name.replace(/_(?:bucket|sum|count)$/, "")));
    expect([...bare].filter((name) => !shown.has(name))).toEqual([]);
  });

  it("name only labels that there are", async () => {
    const source = await readFile("src/metrics/metrics.ts", "utf8");
    const own = [...source.matchAll(/labelNames: \[([^\]]+)\]/g)].flatMap(([, list = ""]) =>
      [...list.matchAll(/"(\w+)"/g)].map(([, name = ""]) => name),
    );
    const labels = (await expressions()).flatMap((expression) => read(expression).labels);
    expect([...new Set(labels)].filter((name) => ![...own, "le", "job", "instance"].includes(name))).toEqual([]);
    expect(labels.length).toBeGreaterThan(10);
  });

  it("put no panel over another, and say what to do about every alert", async () => {
    const { panels } = await dashboard();
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w } }) => Array.from({ length: w }, (_, at) => `${x + at}:${y}`));
    expect(new Set(cells).size).toBe(cells.length);
    for (const { annotations } of await rules()) expect(annotations.description.length).toBeGreaterThan(20);
  });
});
