import type { Row } from "../../data/database.ts";
import type { FiguresPlan, Plan } from "../plan.ts";
import type { Order } from "../tags.ts";
import { narrowing } from "./describe.ts";
import type { Figure } from "./figures.ts";

/* Parts of the sentences that answers are said in. */

/** " in the North, in October 2026" */
export const scopeText = (plan: Plan): string => {
  const narrowed = narrowing(unlabelled(plan)).map((text) => text.replace(/^only /, ""));
  const words = plan.period?.words ?? "";
  return `${narrowed.length > 0 ? ` (${narrowed.join(", ")})` : ""}${words ? ` ${words}` : ""}`;
};

/** Without the flags that the figure's own name says already. */
const unlabelled = (plan: Plan): Plan =>
  plan.kind !== "figures"
    ? plan
    : {
        ...plan,
        flags: plan.flags.filter(({ flag }) => !plan.figures.some(({ label }) => label.startsWith(flag.name))),
      };

export const isCount = ({ unit, label }: Figure): boolean =>
  unit === "count" && !/^(?:average|highest|lowest|stock|reorder)/.test(label);

export const singular = ({ subject }: Plan, label: string): string => {
  const { one, many } = subject.record;
  return label.endsWith(many)
    ? `${label.slice(0, -many.length)}${one}`
    : (subject.dimensions.find((each) => each.many === label)?.label ?? label);
};

export const ordinal = (place: number): string =>
  ["", "first", "second", "third", "fourth", "fifth"][place] ?? `${place}th`;

export const superlative = (order: Order, figure: Figure): string =>
  isCount(figure) && figure.adds ? (order === "desc" ? "most" : "fewest") : order === "desc" ? "highest" : "lowest";

export const label = (plan: FiguresPlan, row: Row): string =>
  [
    ...(plan.grain ? [String(row[grainName(plan)] ?? "none")] : []),
    ...plan.groups.map(({ name }) => String(row[name] ?? "none")),
  ].join(", ");

const grainName = ({ grain, subject }: FiguresPlan): string =>
  grain === "day" ? (subject.day ?? "day") : (grain ?? "");
