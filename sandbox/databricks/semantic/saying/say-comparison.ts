import type { Period } from "../../data/calendar.ts";
import type { Row } from "../../data/database.ts";
import type { Figure } from "../composing/figures.ts";
import type { FiguresPlan } from "../plan.ts";
import { conditions, keyLabels, label, periodText } from "./scope.ts";
import { NAMED, shown } from "./shown.ts";
import type { Voice } from "./words.ts";

/** A figure in two periods, of everything or of each group. */
export const sayComparison = (voice: Voice, plan: FiguresPlan, before: Period, rows: Row[]): string => {
  const { answers, names } = voice;
  const [figure] = plan.figures;
  const [only] = rows;
  if (!figure) return "";
  const narrowed = answers.scope(conditions(voice, plan, false), "");
  const what = names.figure(figure.label);
  if (only && plan.groups.length === 0) return sayOne(voice, plan, { figure, what, narrowed, before, row: only });
  const times = answers.periods(periodText(voice, plan), voice.times.period(before));
  if (!only) return answers.noneMoved(what, narrowed, keyLabels(voice, plan), plan.course === "up", times);
  const each = (row: Row) => `${label(voice, plan, row)} ${againstText(voice, figure, row)}`;
  if (plan.order && rows.length > 1) {
    const kind = plan.course === "down" ? "decrease" : plan.order === "asc" ? "lowest" : "increase";
    const head = answers.moved(
      label(voice, plan, only),
      kind,
      what + narrowed,
      times,
      againstText(voice, figure, only),
    );
    return head + answers.next(rows.slice(1, NAMED).map(each));
  }
  const { named, more } = shown(voice, rows);
  return `${answers.by(what, keyLabels(voice, plan), `${narrowed} ${times}`)}: ${answers.list(named.map(each))}.${more}`;
};

const sayOne = (
  voice: Voice,
  plan: FiguresPlan,
  { figure, what, narrowed, before, row }: { figure: Figure; what: string; narrowed: string; before: Period; row: Row },
): string => {
  const { amount, answers, times } = voice;
  const [now, earlier] = [row[figure.name], row[`${figure.name}_before`]];
  const [when, then] = [periodText(voice, plan), times.period(before)];
  if (figure.adds && !now && !earlier) return answers.neither(what, narrowed, when, then);
  const said = answers.versus(what, narrowed, when, amount(now, figure.unit), then, amount(earlier, figure.unit));
  return `${said} (${changeText(voice, figure, row)}).`;
};

const againstText = (voice: Voice, figure: Figure, row: Row): string => {
  const { amount, answers } = voice;
  const earlier = amount(row[`${figure.name}_before`], figure.unit);
  return answers.against(amount(row[figure.name], figure.unit), earlier, changeText(voice, figure, row));
};

/** "+$531.12, +2.7%"; a percentage changes by points. */
const changeText = ({ answers, plain, signed }: Voice, { unit }: Figure, row: Row): string => {
  const change = Number(row["change"]);
  if (change === 0) return answers.unchanged;
  if (unit === "percent") return answers.points(signed(change, "amount"));
  const percent = row["change_percent"];
  return signed(change, unit) + (percent === null ? "" : `, ${plain.signed(Number(percent), "percent")}`);
};
