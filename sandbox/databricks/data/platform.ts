import type { Calendar } from "./calendar.ts";
import type { Seed } from "./database.ts";
import { randomFrom } from "./random.ts";

/** Two years of a platform's own records, the same on every start but for the date they end: yesterday. */
export const platform =
  (calendar: Calendar): Seed =>
  (db) => {
    const days = Array.from({ length: DAYS }, (_, index) => calendar.ago(DAYS - index));
    const world = (seed: number): World => ({ days, spike: calendar.last("tuesday").from, random: randomFrom(seed) });
    const fill = (table: string, columns: string, rows: Iterable<(string | number | null)[]>) => {
      db.exec(`CREATE TABLE ${table} (${columns})`);
      const insert = db.prepare(`INSERT INTO ${table} VALUES (${columns.replace(/[^,]+/g, "?")})`);
      for (const row of rows) insert.run(...row);
    };
    fill(
      "billing.usage",
      "usage_date DATE, team TEXT, sku TEXT, workload TEXT, dbus REAL, cost REAL, workspace TEXT",
      usage(world(20261)),
    );
    fill(
      "lakeflow.job_runs",
      "run_id INTEGER, job_name TEXT, team TEXT, run_date DATE, start_time TIMESTAMP, duration_minutes REAL, result_state TEXT, termination_code TEXT",
      runs(world(20262)),
    );
    fill(
      "access.audit",
      "event_date DATE, event_time TIMESTAMP, user_email TEXT, action TEXT, table_name TEXT, sensitivity TEXT, response TEXT",
      audit(world(20263)),
    );
    fill(
      "access.logins",
      "login_date DATE, login_time TIMESTAMP, user_email TEXT, client TEXT, result TEXT",
      logins(world(20267)),
    );
    fill(
      "query.history",
      "query_date DATE, start_time TIMESTAMP, warehouse TEXT, user_email TEXT, duration_seconds REAL, queued_seconds REAL, read_bytes REAL, status TEXT",
      queries(world(20264)),
    );
    fill(
      "quality.checks",
      "check_date DATE, table_name TEXT, check_name TEXT, passed BOOLEAN, checked_rows INTEGER, failed_rows INTEGER",
      checks(world(20265)),
    );
    fill(
      "quality.freshness",
      "table_name TEXT, last_update TIMESTAMP, allowed_hours INTEGER, hours_old REAL",
      freshness(world(20266)),
    );
  };

const DAYS = 730;

interface World {
  /** Oldest first, the last one is yesterday. */
  days: string[];
  /** The day on which one job went wrong: its cost, its runs and the table that it writes. */
  spike: string;
  random: () => number;
}

interface Warehouse {
  name: string;
  team: string;
  cost: number;
  /** Usual time of a query. */
  seconds: number;
}
interface Table {
  name: string;
  sensitivity: "restricted" | "internal" | "public";
  /** Share of checks that fail. */
  fails: number;
}

/** Daily cost in dollars, usual minutes, share of failed runs. */
const jobs = [
  { name: "feature-backfill", team: "ml-platform", cost: 310, minutes: 95, fails: 0.14 },
  { name: "clickstream-sessions", team: "web", cost: 210, minutes: 88, fails: 0.06 },
  { name: "nightly-etl", team: "data-engineering", cost: 180, minutes: 62, fails: 0.03 },
  { name: "customer-merge", team: "marketing", cost: 140, minutes: 74, fails: 0.09 },
  { name: "transaction-anomalies", team: "fraud", cost: 95, minutes: 41, fails: 0.04 },
  { name: "recommendation-training", team: "ml-platform", cost: 88, minutes: 120, fails: 0.02 },
  { name: "ad-attribution", team: "marketing", cost: 64, minutes: 36, fails: 0.02 },
  { name: "ledger-close", team: "finance", cost: 41, minutes: 28, fails: 0.01 },
  { name: "log-compaction", team: "data-engineering", cost: 33, minutes: 25, fails: 0.01 },
  { name: "invoice-sync", team: "finance", cost: 22, minutes: 9, fails: 0.01 },
  { name: "currency-rates", team: "finance", cost: 6, minutes: 3, fails: 0.02 },
  { name: "sitemap-refresh", team: "web", cost: 4, minutes: 2, fails: 0.005 },
];
const warehouses: [Warehouse, ...Warehouse[]] = [
  { name: "bi-shared", team: "data-engineering", cost: 260, seconds: 9 },
  { name: "finance-reports", team: "finance", cost: 90, seconds: 14 },
  { name: "marketing-adhoc", team: "marketing", cost: 120, seconds: 22 },
];
const clusters = [
  { name: "ml-notebooks", team: "ml-platform", sku: "All-Purpose Compute", cost: 240 },
  { name: "analyst-notebooks", team: "web", sku: "All-Purpose Compute", cost: 110 },
  { name: "churn-model", team: "ml-platform", sku: "Model Serving", cost: 75 },
];
const people: [string, ...string[]] = [
  "asker@example.com",
  "colleague@example.com",
  "admin@example.com",
  "guest@example.com",
  "svc-etl",
  "svc-reporting",
];
const tables: [Table, ...Table[]] = [
  { name: "crm.customers", sensitivity: "restricted", fails: 0.03 },
  { name: "finance.payments", sensitivity: "restricted", fails: 0.02 },
  { name: "hr.salaries", sensitivity: "restricted", fails: 0.01 },
  { name: "ml.features", sensitivity: "internal", fails: 0.08 },
  { name: "web.sessions", sensitivity: "internal", fails: 0.05 },
  { name: "finance.ledger", sensitivity: "internal", fails: 0.01 },
  { name: "ads.campaigns", sensitivity: "internal", fails: 0.02 },
  { name: "ref.currencies", sensitivity: "public", fails: 0.01 },
];

const workloads = [
  ...jobs.map(({ name, team, cost }) => ({ name, team, cost, sku: "Jobs Compute" })),
  ...warehouses.map(({ name, team, cost }) => ({ name, team, cost, sku: "Serverless SQL" })),
  ...clusters,
];
const DOLLARS_PER_DBU = 0.3;
const workspaces: Record<string, string> = { "ml-platform": "research", web: "analytics", marketing: "analytics" };

function* usage({ days, spike, random }: World) {
  for (const [index, day] of days.entries()) {
    const growth = 0.7 + (0.3 * index) / DAYS;
    const weekday = isWeekend(day) ? 0.75 : 1;
    for (const { name, team, sku, cost } of workloads) {
      const wrong = day === spike && name === "feature-backfill" ? 8 : 1;
      const spent = cents(cost * growth * weekday * (0.92 + 0.16 * random()) * wrong);
      yield [day, team, sku, name, cents(spent / DOLLARS_PER_DBU), spent, workspaces[team] ?? "production"];
    }
  }
}

function* runs({ days, spike, random }: World) {
  let id = 610_000_000_000_001;
  for (const day of days)
    for (const job of jobs) {
      const wrong = day === spike && job.name === "feature-backfill";
      const attempts = wrong ? 6 : 1;
      for (let attempt = 0; attempt < attempts; attempt += 1) {
        const failed = wrong || random() < job.fails;
        const code = failed ? failureCode(wrong, random()) : "SUCCESS";
        const minutes = job.minutes * (0.85 + 0.3 * random()) * (wrong ? 2.4 : 1) * (failed && !wrong ? 0.6 : 1);
        id += 1 + Math.floor(random() * 900);
        yield [
          id,
          job.name,
          job.team,
          day,
          at(day, 1 + attempt * 4, random()),
          tenths(minutes),
          failed ? "FAILED" : "SUCCESS",
          code,
        ];
      }
    }
}

function* audit({ days, random }: World) {
  const actions: [string, ...string[]] = [
    "selectTable",
    "selectTable",
    "selectTable",
    "selectTable",
    "downloadQueryResult",
    "updatePermissions",
  ];
  for (const day of days)
    for (let index = 0; index < 8; index += 1) {
      const table = pick(tables, random());
      const action = pick(actions, random());
      const person = action === "updatePermissions" ? "admin@example.com" : pick(people, random());
      const denied = table.sensitivity === "restricted" && (person === "guest@example.com" || random() < 0.05);
      const hour = random() < 0.04 ? 2 : 7 + Math.floor(random() * 12);
      yield [day, at(day, hour, random()), person, action, table.name, table.sensitivity, denied ? "denied" : "ok"];
    }
}

function* logins({ days, random }: World) {
  const clients: [string, ...string[]] = ["browser", "browser", "api"];
  for (const day of days)
    for (let index = 0; index < 4; index += 1) {
      const person = pick(people, random());
      const failed = random() < (person === "guest@example.com" ? 0.3 : 0.08);
      yield [day, at(day, 7 + index * 3, random()), person, pick(clients, random()), failed ? "failed" : "ok"];
    }
}

function* queries({ days, random }: World) {
  for (const day of days)
    for (let index = 0; index < 8; index += 1) {
      const warehouse = pick(warehouses, random());
      const slow = random() < 0.03 ? 25 : 1;
      const seconds = tenths(warehouse.seconds * (0.3 + 1.4 * random()) * slow);
      const queued = tenths(random() < 0.2 ? seconds * random() * 0.5 : 0);
      const bytes = Math.round(seconds * (1 + random()) * 180_000_000);
      const status = random() < 0.02 ? "FAILED" : "FINISHED";
      yield [day, at(day, 7 + index, random()), warehouse.name, pick(people, random()), seconds, queued, bytes, status];
    }
}

function* checks({ days, spike, random }: World) {
  for (const day of days)
    for (const table of tables)
      for (const check of ["not_null", "unique_key"]) {
        const wrong = day >= spike && table.name === "ml.features";
        const failed = wrong || random() < table.fails;
        const checked = 20_000 + Math.floor(random() * 80_000);
        yield [day, table.name, check, failed ? 0 : 1, checked, failed ? 1 + Math.floor(random() * checked * 0.02) : 0];
      }
}

/** The run that went wrong did not write its table, so that is as old as the day before. */
function* freshness({ days, spike, random }: World) {
  const yesterday = days.at(-1) ?? spike;
  const before = days[days.indexOf(spike) - 1] ?? spike;
  for (const { name } of tables) {
    const updated = name === "ml.features" ? at(before, 1, random()) : at(yesterday, 18, random());
    const old = (Date.parse(`${yesterday}T23:59:59Z`) - Date.parse(updated)) / 3_600_000;
    yield [name, updated, 24, tenths(old)];
  }
}

const failureCode = (wrong: boolean, chance: number): string => {
  if (wrong) return "CLUSTER_ERROR";
  if (chance < 0.6) return "RUN_EXECUTION_ERROR";
  if (chance < 0.75) return "LIBRARY_INSTALLATION_ERROR";
  return chance < 0.9 ? "CLOUD_FAILURE" : "CANCELED";
};

const pick = <T>(items: readonly [T, ...T[]], chance: number): T =>
  items[Math.floor(chance * items.length)] ?? items[0];

const at = (day: string, hour: number, chance: number): string => {
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${day}T${two(hour)}:${two(chance * 60)}:${two((chance * 3_600) % 60)}.000Z`;
};

const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
const cents = (value: number): number => Math.round(value * 100) / 100;
const tenths = (value: number): number => Math.round(value * 10) / 10;
