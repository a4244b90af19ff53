import type { FiguresPlan, Plan } from "../plan.ts";
import { partOf } from "../shares.ts";

/** The columns of a share of rows: what is part, all of it, and the percentage. */
export const rateColumns = (plan: FiguresPlan): string[] => {
  const condition = flagConditions(partOf(plan.flags)).join(" AND ");
  const [figure] = plan.figures;
  if (figure?.value) {
    const part = `SUM(CASE WHEN ${condition} THEN ${figure.value} ELSE 0 END)`;
    return [
      `ROUND(${part}, 2) AS ${figure.name}`,
      `ROUND(SUM(${figure.value}), 2) AS all_${figure.name}`,
      `ROUND(100.0 * ${part} / NULLIF(SUM(${figure.value}), 0), 1) AS share_percent`,
    ];
  }
  return [
    `SUM(CASE WHEN ${condition} THEN 1 ELSE 0 END) AS ${figure?.name}`,
    `COUNT(*) AS all_${plan.subject.record.many.replaceAll(" ", "_")}`,
    `ROUND(100.0 * AVG(CASE WHEN ${condition} THEN 1 ELSE 0 END), 1) AS share_percent`,
  ];
};

/** What the flags demand of each row. */
export const flagConditions = (flags: Plan["flags"]): string[] => [
  ...new Set(flags.map(({ flag, not }) => (not ? `NOT (${flag.where})` : flag.where))),
];
