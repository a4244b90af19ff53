import { overviewOf } from "./overview.ts";

/* The key figures of each space that has a platform's state to tell. */

const FAILED_RUN = "CASE WHEN result_state = 'FAILED' THEN 1 ELSE 0 END";
const FAILED_CHECK = "CASE WHEN passed THEN 0 ELSE 1 END";

export const costOverview = overviewOf("cost", "Kosten", [
  {
    name: "cost in dollars",
    german: "Kosten",
    unit: "dollars",
    value: "SUM(cost)",
    from: "billing.usage",
    day: "usage_date",
  },
  { name: "DBUs", german: "DBUs", unit: "count", value: "SUM(dbus)", from: "billing.usage", day: "usage_date" },
  {
    name: "cost of jobs in dollars",
    german: "Kosten der Jobs",
    unit: "dollars",
    value: "SUM(CASE WHEN sku = 'Jobs Compute' THEN cost END)",
    from: "billing.usage",
    day: "usage_date",
  },
]);

export const securityOverview = overviewOf("security", "Sicherheit", [
  {
    name: "access events",
    german: "Zugriffe",
    unit: "count",
    value: "COUNT(*)",
    from: "access.audit",
    day: "event_date",
  },
  {
    name: "accesses to sensitive data",
    german: "Zugriffe auf vertrauliche Daten",
    unit: "count",
    value: "SUM(CASE WHEN sensitivity = 'restricted' THEN 1 ELSE 0 END)",
    from: "access.audit",
    day: "event_date",
  },
  {
    name: "denied accesses",
    german: "verweigerte Zugriffe",
    unit: "count",
    value: "SUM(CASE WHEN response = 'denied' THEN 1 ELSE 0 END)",
    from: "access.audit",
    day: "event_date",
  },
]);

export const performanceOverview = overviewOf("performance", "Geschwindigkeit", [
  {
    name: "queries",
    german: "Abfragen",
    unit: "count",
    value: "COUNT(*)",
    from: "query.history",
    day: "query_date",
  },
  {
    name: "seconds per query",
    german: "Sekunden je Abfrage",
    unit: "count",
    value: "AVG(duration_seconds)",
    from: "query.history",
    day: "query_date",
  },
  {
    name: "seconds waiting per query",
    german: "Sekunden Wartezeit je Abfrage",
    unit: "count",
    value: "AVG(queued_seconds)",
    from: "query.history",
    day: "query_date",
  },
  {
    name: "minutes per job run",
    german: "Minuten je Lauf",
    unit: "count",
    value: "AVG(duration_minutes)",
    from: "lakeflow.job_runs",
    day: "run_date",
  },
]);

export const reliabilityOverview = overviewOf("reliability", "Zuverlässigkeit", [
  {
    name: "job runs",
    german: "Läufe",
    unit: "count",
    value: "COUNT(*)",
    from: "lakeflow.job_runs",
    day: "run_date",
  },
  {
    name: "failed runs",
    german: "fehlgeschlagene Läufe",
    unit: "count",
    value: `SUM(${FAILED_RUN})`,
    from: "lakeflow.job_runs",
    day: "run_date",
  },
  {
    name: "success rate in percent",
    german: "Erfolgsquote",
    unit: "percent",
    value: `100.0 - 100.0 * AVG(${FAILED_RUN})`,
    from: "lakeflow.job_runs",
    day: "run_date",
  },
]);

export const qualityOverview = overviewOf("data quality", "Datenqualität", [
  {
    name: "checks",
    german: "Prüfungen",
    unit: "count",
    value: "COUNT(*)",
    from: "quality.checks",
    day: "check_date",
  },
  {
    name: "failed checks",
    german: "fehlgeschlagene Prüfungen",
    unit: "count",
    value: `SUM(${FAILED_CHECK})`,
    from: "quality.checks",
    day: "check_date",
  },
  {
    name: "failed rows",
    german: "fehlerhafte Zeilen",
    unit: "count",
    value: "SUM(failed_rows)",
    from: "quality.checks",
    day: "check_date",
  },
]);
