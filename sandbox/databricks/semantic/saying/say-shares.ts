import type { Row } from "../../data/database.ts";
import type { FiguresPlan } from "../plan.ts";
import { partOf, wholeOf } from "../shares.ts";
import { label, scopeText } from "./scope.ts";
import { shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/** Shares of rows, or of a figure in its groups. */
export const sayShare = (voice: Voice, plan: FiguresPlan, rows: Row[]): string => {
  const { amount, answers, names } = voice;
  const [figure] = plan.figures;
  const isOfRows = plan.share?.of === "rows";
  const scope = scopeText(voice, isOfRows ? { ...plan, flags: wholeOf(plan.flags) } : plan);
  if (isOfRows && plan.groups.length === 0 && !plan.grain) return sayRate(voice, plan, scope, rows[0]);
  const { named, more } = shown(voice, rows);
  const each = named.map((row) => {
    const percent = amount(row["share_percent"], "percent");
    return `${label(voice, plan, row)} **${percent}** (${amount(row[figure?.name ?? ""], figure?.unit ?? "count")})`;
  });
  return answers.shares(names.figure(figure?.label ?? ""), scope, each) + more;
};

const sayRate = (voice: Voice, plan: FiguresPlan, scope: string, row: Row | undefined): string => {
  const { amount, answers, names } = voice;
  const [figure] = plan.figures;
  const { record } = plan.subject;
  const unit = figure?.unit ?? "count";
  const what = figure?.value ? names.figure(figure.label) : names.rows(record, [], 2);
  const column = figure?.value ? figure.name : record.many.replaceAll(" ", "_");
  const states = partOf(plan.flags).map(({ flag, not }) => {
    const state = names.state(flag.name);
    return not ? answers.not(state) : state;
  });
  const percent = amount(row?.["share_percent"], "percent");
  const [part, all] = [amount(row?.[figure?.name ?? ""], unit), amount(row?.[`all_${column}`], unit)];
  return answers.rate(percent, what, scope, states, part, all);
};
