import { quoted } from "../composing/sql.ts";
import type { Parts } from "../parts.ts";
import type { Dimension, Flag } from "../subject.ts";
import type { Piece } from "../tags.ts";

/* "Or" between conditions of two kinds: "in the north or at high risk". */

/** Pieces that say which rows are meant. */
export const CONDITION: ReadonlySet<string> = new Set(["value", "flag", "threshold", "period"]);

/** What a condition is one of: values of one dimension are alternatives already. */
export const conditionKey = ({ tag }: Piece): string => {
  if (tag.is === "value") return tag.dimension.name;
  return tag.is === "flag" ? tag.flag.where : tag.is;
};

/** Where two conditions are all that narrows the rows, and "or" stands between them, either is enough. */
export const addEither = (parts: Parts, pieces: readonly Piece[]): void => {
  addDays(parts);
  const at = pieces.findIndex(({ tag, text }) => tag.is === "joint" && text === "or");
  const conditions = pieces.filter(({ tag }) => tag.is === "value" || tag.is === "flag" || tag.is === "threshold");
  const [one, other] = conditions;
  if (at < 0 || !one || !other || conditions.length > 2 || conditionKey(one) === conditionKey(other)) return;
  if (pieces.indexOf(one) > at || pieces.indexOf(other) < at || parts.versus || parts.share) return;
  if (pieces.some(({ tag }) => tag.is === "not" || tag.is === "nothing")) return;
  const either = [one, other].map(({ tag }) =>
    tag.is === "flag" ? tag.flag : tag.is === "value" ? valueFlag(tag.dimension, tag.values) : undefined,
  );
  const [first, second] = either;
  if (!first || !second || (first.join && second.join && first.join !== second.join)) return;
  const join = first.join ?? second.join;
  parts.flags = [{ flag: orFlag([first, second], join), not: false }];
  parts.filters = [];
};

/** "On Mondays and Fridays": no day is both. */
const addDays = (parts: Parts): void => {
  const days = parts.flags.filter(({ flag, not }) => !not && /^dayname\(\w+\) = /.test(flag.where));
  if (days.length < 2 || parts.versus) return;
  const rest = parts.flags.filter((each) => !days.includes(each));
  parts.flags = [...rest, { flag: orFlag(days.map(({ flag }) => flag)), not: false }];
};

const orFlag = (flags: readonly Flag[], join?: string): Flag => ({
  name: flags.map(({ name }) => name).join(" or "),
  words: "",
  where: `(${flags.map(({ where }) => where).join(" OR ")})`,
  ...(join && { join }),
});

/** The condition that a row has one of these values. */
export const valueFlag = ({ name, sql, label, join }: Dimension, values: readonly string[]): Flag => ({
  name: `with ${label} ${values.join(" or ")}`,
  words: "",
  where: `${sql ?? name} IN (${values.map(quoted).join(", ")})`,
  ...(join && { join }),
});
