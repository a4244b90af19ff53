import { cells, openSpaces, written } from "../../../support/databricks/genie-answers.ts";
import type { AgentId } from "../../../support/seed-questions.ts";

/* What can be asked of one table can be asked of every other one: the same question, with the words of each. */

const { ask, sql } = openSpaces();

interface Table {
  agent: AgentId;
  /** Its rows as people call them, and where they are. */
  many: string;
  from: string;
  day?: string;
  time?: string;
  /** Two splits: the word for one value, for many, and the column. */
  split: [one: string, many: string, column: string];
  other: [one: string, many: string, column: string];
  /** Two values of the first split, as people say them and as they are. */
  values: [said: string, value: string][];
  state?: [said: string, where: string];
  /** A number of each row. */
  figure?: [said: string, column: string];
}

const tables: Table[] = [
  {
    agent: "sales",
    many: "orders",
    from: "retail.sales",
    day: "sale_date",
    split: ["region", "regions", "region"],
    other: ["product", "products", "product"],
    values: [
      ["the north", "North"],
      ["the south", "South"],
    ],
    figure: ["order value", "revenue"],
  },
  {
    agent: "customer",
    many: "customers",
    from: "retail.customers",
    split: ["segment", "segments", "segment"],
    other: ["region", "regions", "region"],
    values: [
      ["premium", "Premium"],
      ["standard", "Standard"],
    ],
    state: ["high churn risk", "churn_risk = 'High'"],
    figure: ["lifetime value", "lifetime_value"],
  },
  {
    agent: "reliability",
    many: "runs",
    from: "lakeflow.job_runs",
    day: "run_date",
    time: "start_time",
    split: ["job", "jobs", "job_name"],
    other: ["team", "teams", "team"],
    values: [
      ["nightly-etl", "nightly-etl"],
      ["ledger-close", "ledger-close"],
    ],
    state: ["failed", "result_state = 'FAILED'"],
    figure: ["run time", "duration_minutes"],
  },
  {
    agent: "security",
    many: "accesses",
    from: "access.audit",
    day: "event_date",
    time: "event_time",
    split: ["user", "users", "user_email"],
    other: ["table", "tables", "table_name"],
    values: [
      ["guest", "guest@example.com"],
      ["admin", "admin@example.com"],
    ],
    state: ["denied", "response = 'denied'"],
  },
  {
    agent: "security",
    many: "logins",
    from: "access.logins",
    day: "login_date",
    time: "login_time",
    split: ["user", "users", "user_email"],
    other: ["client", "clients", "client"],
    values: [
      ["guest", "guest@example.com"],
      ["admin", "admin@example.com"],
    ],
    state: ["failed", "result = 'failed'"],
  },
  {
    agent: "performance",
    many: "queries",
    from: "query.history",
    day: "query_date",
    time: "start_time",
    split: ["warehouse", "warehouses", "warehouse"],
    other: ["user", "users", "user_email"],
    values: [
      ["bi-shared", "bi-shared"],
      ["marketing-adhoc", "marketing-adhoc"],
    ],
    state: ["failed", "status = 'FAILED'"],
    figure: ["query time", "duration_seconds"],
  },
  {
    agent: "quality",
    many: "checks",
    from: "quality.checks",
    day: "check_date",
    split: ["table", "tables", "table_name"],
    other: ["kind of check", "kinds of checks", "check_name"],
    values: [
      ["ml.features", "ml.features"],
      ["finance.payments", "finance.payments"],
    ],
    state: ["failed", "NOT passed"],
  },
];

/** Questions about a table in October, or in all of it where its rows have no time, and what SQL finds. */
const questionsAbout = (table: Table): [question: string, sql: string][] => {
  const { many, from, day, time, split, other, values, state, figure } = table;
  const [first, second] = values;
  const when = day ? " in October" : "";
  const during = day ? `${day} BETWEEN '2026-10-01' AND '2026-10-31'` : "1 = 1";
  const rows = (select: string, where: string, rest = "") => `SELECT ${select} FROM ${from} WHERE ${where} ${rest}`;
  const by = `GROUP BY ${split[2]} ORDER BY 2 DESC, 1`;
  const ofFirst = `${split[2]} = '${first?.[1]}'`;
  const ofBoth = `${split[2]} IN ('${first?.[1]}', '${second?.[1]}')`;
  return [
    [`how many ${many} are there${when}`, rows("COUNT(*)", during)],
    [`number of ${many} per ${split[0]}${when}`, rows(`${split[2]}, COUNT(*)`, during, by)],
    [`which ${split[0]} has the most ${many}${when}`, rows(`${split[2]}, COUNT(*)`, during, by)],
    [`top 2 ${split[1]} by number of ${many}${when}`, rows(`${split[2]}, COUNT(*)`, during, `${by} LIMIT 2`)],
    [`second most ${many} by ${split[0]}${when}`, rows(`${split[2]}, COUNT(*)`, during, `${by} LIMIT 1 OFFSET 1`)],
    [`how many ${many} without ${first?.[0]}${when}`, rows("COUNT(*)", `${during} AND NOT ${ofFirst}`)],
    [
      `compare the number of ${many} of ${first?.[0]} with ${second?.[0]}${when}`,
      rows(`${split[2]}, COUNT(*)`, `${during} AND ${ofBoth}`, by),
    ],
    [`how many ${split[1]} have ${many}${when}`, rows(`COUNT(DISTINCT ${split[2]})`, during)],
    [
      `average number of ${many} per ${split[0]}${when}`,
      rows(`ROUND(1.0 * COUNT(*) / COUNT(DISTINCT ${split[2]}), 2)`, during),
    ],
    [
      `number of ${many} by ${split[0]} and ${other[0]}${when}`,
      rows(`${split[2]}, ${other[2]}, COUNT(*)`, during, `GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2`),
    ],
    ...ifKnown(state, ([said, where]): [string, string][] => [
      [`how many ${many} are ${said}${when}`, rows("COUNT(*)", `${during} AND ${where}`)],
      [
        `which ${split[0]} has the most ${said} ${many}${when}`,
        rows(`${split[2]}, COUNT(*)`, `${during} AND ${where}`, by),
      ],
      [
        `${said} ${many} by ${other[0]}${when}`,
        rows(`${other[2]}, COUNT(*)`, `${during} AND ${where}`, `GROUP BY 1 ORDER BY 2 DESC, 1`),
      ],
      [
        `what share of ${many} is ${said}${when}`,
        rows(`SUM(${where}), COUNT(*), ROUND(100.0 * AVG(${where}), 1)`, during),
      ],
      [
        `which ${split[1]} have no ${said} ${many}${when}`,
        rows(`${split[2]}, COUNT(*)`, during, `GROUP BY 1 HAVING SUM(${where}) = 0 ORDER BY 2 DESC, 1`),
      ],
    ]),
    ...ifKnown(figure, ([said, column]): [string, string][] => [
      [`highest and lowest ${said}${when}`, rows(`MAX(${column}), MIN(${column})`, during)],
      [
        `${split[1]} above the average ${said}${when}`,
        rows(
          `${split[2]}, ROUND(AVG(${column}), 1) AS mean`,
          during,
          `GROUP BY 1 HAVING AVG(${column}) > (SELECT AVG(${column}) FROM ${from} WHERE ${during}) ORDER BY 2 DESC, 1`,
        ),
      ],
    ]),
    ...ifKnown(day, (column): [string, string][] => [
      [
        `change in the number of ${many} from September to October`,
        `SELECT SUM(${column} < '2026-10-01'), SUM(${column} >= '2026-10-01') FROM ${from} WHERE ${column} BETWEEN '2026-09-01' AND '2026-10-31'`,
      ],
      [
        `how did the number of ${many} develop from July to October`,
        `SELECT substr(${column}, 1, 7), COUNT(*) FROM ${from} WHERE ${column} BETWEEN '2026-07-01' AND '2026-10-31' GROUP BY 1 ORDER BY 1`,
      ],
      [`on how many days were there ${many} in October`, rows(`COUNT(DISTINCT ${column})`, during)],
      [
        `which day in October had the most ${many}`,
        rows(`${column}, COUNT(*)`, during, "GROUP BY 1 ORDER BY 2 DESC, 1"),
      ],
    ]),
    ...ifKnown(time, (column): [string, string][] => [
      [`how many ${many} at night in October`, rows("COUNT(*)", `${during} AND substr(${column}, 12, 2) < '05'`)],
      [
        `how many ${many} outside office hours in October`,
        rows("COUNT(*)", `${during} AND (substr(${column}, 12, 2) < '08' OR substr(${column}, 12, 2) >= '18')`),
      ],
      [
        `how many ${many} during working hours in October`,
        rows("COUNT(*)", `${during} AND substr(${column}, 12, 2) BETWEEN '08' AND '17'`),
      ],
      [
        `how many ${many} in the afternoon in October`,
        rows("COUNT(*)", `${during} AND substr(${column}, 12, 2) BETWEEN '12' AND '17'`),
      ],
      [
        `number of ${many} by hour in October`,
        rows(`substr(${column}, 12, 2), COUNT(*)`, during, "GROUP BY 1 ORDER BY 2 DESC, 1"),
      ],
      [
        `busiest hour for ${many} in October`,
        rows(`substr(${column}, 12, 2), COUNT(*)`, during, "GROUP BY 1 ORDER BY 2 DESC, 1"),
      ],
    ]),
  ];
};

const ifKnown = <T, R>(known: T | undefined, make: (known: T) => R[]): R[] => (known === undefined ? [] : make(known));

describe.each(tables)("the $many of $agent", (table) => {
  it.each(questionsAbout(table))("%s", (question, query) => {
    const answer = ask(table.agent, question);
    expect(answer.kind === "query" ? answer.text : `asked back: ${answer.text}`).not.toMatch(/^asked back/);
    const expected = sql(query);
    const found = answer.kind === "query" ? cells(answer.attempt.result) : [];
    expect(found).toHaveLength(expected.length);
    for (const [row, values] of expected.entries())
      expect(found[row]?.map(rounded)).toEqual(expect.arrayContaining(values.map(rounded)));
  });
});

const rounded = (value: unknown) => (typeof value === "number" ? written(Math.round(value * 10) / 10) : value);
