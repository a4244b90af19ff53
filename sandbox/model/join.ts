import type { Finding } from "./finding.ts";

/* What findings say together. The rows themselves are shown to the person, so only the leaders are named. */

/** One statement over all findings that name the same things, such as regions. */
export const joinFindings = (
  question: string,
  findings: readonly Finding[],
): { text: string; sources: number[] } | undefined => {
  const keyed = sharedKeys(findings);
  const [first] = keyed;
  if (!first) return undefined;
  const things = [...new Set(keyed.flatMap(({ names }) => names.map((name) => name.toLowerCase())))];
  const facts = merged(keyed.flatMap(({ finding, at }) => factOf(finding, at)));
  const label = readable(first.finding.columns[first.at] ?? "");
  return { text: sentence(question, label, things.length, facts), sources: keyed.map(({ finding }) => finding.source) };
};

interface Keyed {
  finding: Finding;
  at: number;
  names: string[];
}

interface Fact {
  thing: string;
  /** "total revenue (2,525) [1]" */
  words: string;
  /** "total revenue 2,525 [1]" */
  bare: string;
}

/** What two findings say alike is said once. */
const merged = (facts: Fact[]): Fact[] => {
  const once = new Map<string, Fact>();
  for (const fact of facts) {
    const [bare = ""] = fact.words.split(" [");
    const same = once.get(`${fact.thing} ${bare}`);
    once.set(
      `${fact.thing} ${bare}`,
      same ? { ...same, words: `${same.words}${fact.words.slice(bare.length)}` } : fact,
    );
  }
  return [...once.values()];
};

const sentence = (question: string, label: string, things: number, facts: readonly Fact[]): string => {
  const [first] = facts;
  if (!first) return `The findings name ${things} of the same kind (${label}).`;
  if (things === 1)
    return `**${first.thing}** is the only ${label} that the findings name: ${facts.map(({ bare }) => bare).join(", ")}.`;
  const asksWhether = /^(?:are|is|do|does|did|has|have|was|were)\b/i.test(question.trim());
  const asksBoth = /\b(?:but|both|also)\b|\band\b(?!\s+(?:what|which|who|how|when|where|why)\b)/i.test(question);
  if (facts.every(({ thing }) => thing === first.thing)) {
    return `${asksWhether ? "Yes: " : ""}**${first.thing}** leads in ${facts.map(({ words }) => words).join(" and ")}.`;
  }
  const each = facts.map(({ thing, words }) => `**${thing}** leads in ${words}`).join(", ");
  return asksBoth && facts.length === 2 ? `No ${label} has both: ${each}.` : `${each}.`;
};

/** In each finding the column whose names another finding has too. */
const sharedKeys = (findings: readonly Finding[]): Keyed[] => {
  const all = findings.flatMap((finding) =>
    finding.columns.flatMap((_, at): Keyed[] => {
      const names = finding.rows.flatMap((row) => row[at] ?? []);
      return names.length > 0 && names.every((name) => !isNumber(name)) ? [{ finding, at, names }] : [];
    }),
  );
  const fits = (one: Keyed, other: Keyed): boolean =>
    one.finding !== other.finding && one.names.some((name) => other.names.includes(name));
  const [first] = all.filter((one) => all.some((other) => fits(one, other)));
  if (!first) return [];
  const others = all.filter((other) => fits(first, other));
  return [first, ...others.filter((one, at) => others.findIndex(({ finding }) => finding === one.finding) === at)];
};

const grades = ["none", "low", "medium", "high"];

const rankOf = (cell: string | null | undefined): number =>
  cell && isNumber(cell) ? Number(cell) : grades.indexOf((cell ?? "").toLowerCase());

/** Who leads in the first column of numbers or grades. */
const factOf = ({ columns, rows, source }: Finding, key: number): Fact[] => {
  const at = columns.findIndex((_, index) => index !== key && rows.every((row) => rankOf(row[index]) >= 0));
  const best = rows.toSorted((one, other) => rankOf(other[at]) - rankOf(one[at]))[0];
  if (at < 0 || !best) return [];
  const [measure, value] = [readable(columns[at] ?? ""), number(best[at] ?? "")];
  const words = `${measure} (${value}) [${source}]`;
  return [{ thing: best[key] ?? "", words, bare: `${measure} ${value} [${source}]` }];
};

const readable = (column: string): string => column.replaceAll("_", " ");

const isNumber = (cell: string): boolean => /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell);

const number = (cell: string): string =>
  isNumber(cell) && cell.length < 16 ? Number(cell).toLocaleString("en-US", { maximumFractionDigits: 2 }) : cell;
