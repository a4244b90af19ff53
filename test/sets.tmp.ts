// runs every existing question; prints id \t kind \t hash of sql/text
import { readFileSync } from "node:fs";
import { parse } from "yaml";
const root = "/work/wt/sem2";
const { cells, openSpaces } = await import(`${root}/test/support/databricks/genie-answers.ts`);
const { strictVerdict } = await import(`${root}/test/support/databricks/strict-answers.ts`);
const qs: any[] = [];
for (const f of ["data","data-2"]) for (const q of JSON.parse(readFileSync(`/work/wt/blind-9/${f}.json`,"utf8"))) qs.push({set:f, space:q.space, q:q.question, sql:q.sql, at:"2026-11-30"});
for (const [f,at] of [["unseen-questions.yaml","2026-11-20"],["unseen-questions-november.yaml","2026-11-30"]]) for (const q of parse(readFileSync(`${root}/test/support/databricks/${f}`,"utf8"))) qs.push({set:f, space:q.agent, q:q.ask, before:q.before, sql:q.sql, missing:q.missing, at});
const spaces: any = {};
for (const at of ["2026-11-20","2026-11-30"]) spaces[at]=openSpaces(Date.parse(at+"T12:00:00Z"));
const counts: any = {};
for (const q of qs) {
  const {ask, sql} = spaces[q.at];
  const a = ask(q.space, ...[q.q].flat());
  const v = strictVerdict(a, q.sql ? sql(q.sql.replaceAll("$today", `'${q.at}'`)) : undefined, q.missing ?? (q.sql?undefined:"."));
  (counts[q.set] ??= {})[v] = (counts[q.set][v]??0)+1;
  console.log(`${v}\t${q.set}\t[${q.space}] ${q.q}\t${a.text.slice(0,150)}`);
}
console.log(JSON.stringify(counts));
