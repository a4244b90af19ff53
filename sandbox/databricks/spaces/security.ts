import { namedId } from "../ids.ts";
import { overviewOf } from "./overview.ts";
import { count, list, number, type Space, type TrustedQuestion } from "./space.ts";

const filters = { table: "table_name", user: "user_email" };
const DURING = "event_date BETWEEN :from_date AND :to_date";
const month: TrustedQuestion["period"] = (calendar) => calendar.lastDays(30);

const sensitive: TrustedQuestion = {
  asks: ["Who accessed sensitive data?", "Which users read restricted tables?"],
  words: ["customer", "salary", "payment", "data"],
  about: "Counts the accesses to restricted tables by user.",
  query: {
    select: "user_email, COUNT(*) AS accesses, COUNT(DISTINCT table_name) AS tables, MAX(event_time) AS last_access",
    from: "access.audit",
    where: ["sensitivity = :sensitivity", "response = 'ok'", DURING],
    group: "user_email",
    order: "accesses DESC",
  },
  parameters: [{ keyword: "sensitivity", sql_type: "STRING", value: "restricted" }],
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `${count(rows.length, "user")} accessed sensitive data${where} ${when}: ${list(
      rows.map((row) => `**${row["user_email"]}** (${count(row["accesses"], "time")})`),
    )}.`,
};

const denied: TrustedQuestion = {
  asks: ["Who was denied access?", "Were there failed access attempts?"],
  words: ["block", "attempt", "login", "unsuccessful"],
  about: "Counts the denied accesses by user and table.",
  query: {
    select: "user_email, table_name, COUNT(*) AS denied",
    from: "access.audit",
    where: ["response = 'denied'", DURING],
    group: "user_email, table_name",
    order: "denied DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Denied accesses${where} ${when}: ${list(
      rows.slice(0, 5).map((row) => `${row["user_email"]} on ${row["table_name"]} **${number(row["denied"])}**`),
    )}.`,
};

const permissionChanges: TrustedQuestion = {
  asks: ["Who changed permissions?", "Show the latest permission changes"],
  words: ["recent", "modify", "alter", "update", "admin"],
  about: "Lists the changes of permissions, latest first.",
  query: {
    select: "event_time, user_email, table_name",
    from: "access.audit",
    where: ["action = 'updatePermissions'", "response = 'ok'", DURING],
    order: "event_time DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `There were **${count(rows.length, "permission change")}**${where} ${when}, the latest on ${rows[0]?.["table_name"]} by ${rows[0]?.["user_email"]}.`,
};

const atNight: TrustedQuestion = {
  asks: ["Was there unusual access at night?", "Who accessed data outside working hours?"],
  words: ["suspicious", "anomaly", "strange", "weekend", "after"],
  about: "Lists the accesses before five in the morning.",
  query: {
    select: "event_time, user_email, action, table_name, response",
    from: "access.audit",
    where: ["substr(event_time, 12, 2) < '05'", DURING],
    order: "event_time DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `**${count(rows.length, "access event")}**${where} before 05:00 ${when}, the latest by ${rows[0]?.["user_email"]} on ${rows[0]?.["table_name"]}.`,
};

const mostRead: TrustedQuestion = {
  asks: ["Which sensitive tables are read most?", "Which tables are accessed most?"],
  words: ["popular", "top", "rank"],
  about: "Counts the accesses by table.",
  query: {
    select: "table_name, sensitivity, COUNT(*) AS accesses, COUNT(DISTINCT user_email) AS users",
    from: "access.audit",
    where: ["response = 'ok'", DURING],
    group: "table_name, sensitivity",
    order: "sensitivity DESC, accesses DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Accesses by table${where} ${when}: ${list(
      rows.slice(0, 4).map((row) => `${row["table_name"]} (${row["sensitivity"]}) **${number(row["accesses"])}**`),
    )}.`,
};

const downloads: TrustedQuestion = {
  asks: ["Who downloaded data?", "Which query results were exported?"],
  words: ["export", "leak", "exfiltrate", "file"],
  about: "Counts the downloads of results by user and table.",
  query: {
    select: "user_email, table_name, sensitivity, COUNT(*) AS downloads",
    from: "access.audit",
    where: ["action = 'downloadQueryResult'", "response = 'ok'", DURING],
    group: "user_email, table_name, sensitivity",
    order: "downloads DESC",
  },
  filters,
  period: month,
  say: (rows, { where, when }) =>
    `Downloads${where} ${when}: ${list(
      rows.slice(0, 4).map((row) => `${row["user_email"]} from ${row["table_name"]} **${number(row["downloads"])}**`),
    )}.`,
};

const events: TrustedQuestion = {
  asks: ["List all audit events", "Show the audit log in detail"],
  words: ["raw", "row", "record", "entry"],
  about: "Lists every event of the audit log.",
  query: {
    select: "event_time, user_email, action, table_name, sensitivity, response",
    from: "access.audit",
    order: "event_time DESC",
  },
  filters,
  say: (rows, { where }) => `The result lists **${number(rows.length)}** audit events${where}.`,
};

export const security: Space = {
  id: namedId("space security"),
  agent: "security",
  title: "Platform security",
  description: "Who accessed, downloaded or changed what: the audit log of two years.",
  tables: ["access.audit"],
  dimensions: [
    { name: "table", values: "SELECT DISTINCT table_name FROM access.audit" },
    { name: "user", values: "SELECT DISTINCT user_email FROM access.audit" },
  ],
  questions: [
    sensitive,
    denied,
    overviewOf("security", [
      { name: "access events", value: "COUNT(*)", from: "access.audit", day: "event_date" },
      {
        name: "accesses to sensitive data",
        value: "SUM(CASE WHEN sensitivity = 'restricted' THEN 1 ELSE 0 END)",
        from: "access.audit",
        day: "event_date",
      },
      {
        name: "denied accesses",
        value: "SUM(CASE WHEN response = 'denied' THEN 1 ELSE 0 END)",
        from: "access.audit",
        day: "event_date",
      },
    ]),
    permissionChanges,
    atNight,
    mostRead,
    downloads,
    events,
  ],
};
