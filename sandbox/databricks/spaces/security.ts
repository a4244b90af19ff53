import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Subject } from "../semantic/subject.ts";
import { securityOverview } from "./overviews.ts";
import type { Space, TrustedQuestion } from "./space.ts";
import { hourOf, partsOfDay } from "./times-of-day.ts";

const audit: Subject = {
  from: "access.audit",
  day: "event_date",
  time: "event_time",
  record: {
    one: "access event",
    many: "access events",
    words: `access event, audit event, event, access, accesses, read, open, view, look at, query, touch, hit, audit log, audit entry, log entry, activity, user activity, usage, use,
      audit record, accessed, work with, interact, poke around, snoop, snoop around, nose around, request, access attempt, access request`,
  },
  list: { columns: "event_time, user_email, action, table_name, sensitivity, response", order: "event_time DESC" },
  main: "events",
  usualDays: 30,
  who: "user_email",
  quiet: "data, audit, audit log, in log, access log, attempt, security, behavior, behaviour, record, try, information",
  measures: [
    {
      name: "events",
      label: "access events",
      words: "number of events, number of accesses, access count, event count",
      sql: "COUNT(*)",
      unit: "count",
      adds: true,
      high: "popular, active, accessed most, busy",
      low: "inactive",
    },
    {
      name: "denied_percent",
      label: "share of denied accesses",
      words: "denial rate, denied rate, rejection rate, share of denied accesses, refusal rate",
      sql: "ROUND(100.0 * AVG(CASE WHEN response = 'denied' THEN 1 ELSE 0 END), 1)",
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
  ],
  dimensions: [
    {
      name: "user_email",
      label: "user",
      many: "users",
      words: "user, person, people, employee, account, user email, identity, principal",
    },
    { name: "table_name", label: "table", many: "tables", words: "table, dataset, table name" },
    {
      name: "action",
      label: "action",
      many: "actions",
      words: "action, kind of access, type of action, action type, type of access, activity type, kind of action",
      values: false,
    },
    {
      name: "sensitivity",
      label: "sensitivity",
      many: "sensitivities",
      of: ["table_name"],
      words: "sensitivity, classification, sensitivity level, data classification, confidentiality",
      aliases: {
        restricted:
          "sensitive, confidential, pii, personal, private, secret, classified, restricted data, sensitive data",
        internal: "internal data",
        public: "public data",
      },
    },
    { name: "response", label: "response", many: "responses", words: "response, outcome", values: false },
    hourOf("event_time"),
  ],
  flags: [
    {
      name: "denied",
      words: `denied, deny, refused, refuse, rejected, reject, blocked, block, forbidden, unauthorized, unauthorised, without permission, failed access, access failed, failed attempt, not allowed,
        turned away, failed access attempt, unsuccessful, denied access, access denied, denial, failed, violation, illegal, incident, security incident, security issue, security problem`,
      where: "response = 'denied'",
    },
    { name: "successful", words: "successful, allowed, granted access, ok", where: "response = 'ok'" },
    {
      name: "permission change",
      words: `permission change, permission, changed permissions, change permission, privilege, grant, right, change of permission, access change, modified permissions, update permission, granted,
        access rights, grants, changed rights, altered permissions`,
      where: "action = 'updatePermissions'",
    },
    {
      name: "download",
      words:
        "download, export, exported, downloaded, query result download, leak, exfiltrate, take out, extract, exfiltration, exports",
      where: "action = 'downloadQueryResult'",
    },
    { name: "read", words: "select, selecttable, reads", where: "action = 'selectTable'" },
    ...partsOfDay("event_time", "nightly, suspicious, unusual, strange, anomaly, anomalous, unusual access, weird"),
  ],
};

const logins: Subject = {
  from: "access.logins",
  day: "login_date",
  time: "login_time",
  record: {
    one: "login",
    many: "logins",
    words:
      "login, log in, logon, log on, sign in, signin, authentication, logged in, login attempt, sign in attempt, sign ins, log ins, login event, logging in",
  },
  list: { columns: "login_time, user_email, client, result", order: "login_time DESC" },
  main: "logins",
  usualDays: 30,
  who: "user_email",
  quiet: "attempt, try, security",
  measures: [
    {
      name: "logins",
      label: "logins",
      words: "number of logins, login count",
      high: "busy, active",
      low: "quiet",
      sql: "COUNT(*)",
      unit: "count",
      adds: true,
    },
    {
      name: "failed_percent",
      label: "share of failed logins",
      words: "failure rate, login failure rate, failed login rate, fail rate",
      sql: "ROUND(100.0 * AVG(CASE WHEN result = 'failed' THEN 1 ELSE 0 END), 1)",
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
  ],
  dimensions: [
    {
      name: "user_email",
      label: "user",
      many: "users",
      words: "user, person, people, employee, account, identity",
    },
    { name: "client", label: "client", many: "clients", words: "client, device, application" },
    hourOf("login_time"),
  ],
  flags: [
    {
      name: "failed",
      words:
        "failed, fail, failing, failure, unsuccessful, rejected, denied, wrong password, bad password, refused, invalid",
      where: "result = 'failed'",
    },
    { name: "successful", words: "successful, succeeded, success, worked", where: "result = 'ok'" },
    ...partsOfDay("login_time", "nightly"),
  ],
};

const DURING = "event_date BETWEEN :from_date AND :to_date";

const sensitive: TrustedQuestion = {
  asks: ["Who accessed sensitive data?", "Which users read restricted tables?"],
  about: {
    en: "Counts the accesses to restricted tables by user.",
    de: "Zählt die Zugriffe auf vertrauliche Tabellen, je Person.",
  },
  query: {
    select: "user_email, COUNT(*) AS accesses, COUNT(DISTINCT table_name) AS tables, MAX(event_time) AS last_access",
    from: "access.audit",
    where: ["sensitivity = :sensitivity", "response = 'ok'", DURING],
    group: "user_email",
    order: "accesses DESC",
  },
  parameters: [{ keyword: "sensitivity", sql_type: "STRING", value: "restricted" }],
  filters: { table_name: "table_name", user_email: "user_email" },
  period: (calendar) => calendar.lastDays(30),
  say: {
    en: (rows, { where, when, voice }) =>
      `${rows.length} ${rows.length === 1 ? "user" : "users"} accessed sensitive data${where} ${when}: ${accessesText(rows, voice, "time", "times")}.`,
    de: (rows, { where, when, voice }) =>
      `Zugriffe auf vertrauliche Daten${where} ${when}, von ${rows.length} ${rows.length === 1 ? "Person" : "Personen"}: ${accessesText(rows, voice, "mal", "mal")}.`,
  },
};

const accessesText = (rows: Row[], { amount, answers }: Voice, once: string, often: string): string =>
  answers.list(
    rows.map(
      (row) => `**${row["user_email"]}** (${amount(row["accesses"], "count")} ${row["accesses"] === 1 ? once : often})`,
    ),
  );

export const security: Space = {
  id: namedId("space security"),
  agent: "security",
  title: "Platform security",
  description:
    "Who accessed, downloaded or changed what, what was denied, and who logged in: the audit log of two years. Without a period, the last 30 days are meant.",
  subjects: [audit, logins],
  trusted: [sensitive, securityOverview],
  samples: [
    "Who accessed sensitive data?",
    "Who was denied access?",
    "Give me an overview of the platform's security",
    "Who changed permissions?",
    "Was there unusual access at night?",
    "Which sensitive tables are read most?",
    "Who downloaded data?",
    "Which logins failed this week?",
    "List all audit events",
  ],
};
