/** The words of a question that carry meaning, as stems, each once: "Why are jobs failing?" -> job, fail. */
export const stems = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1 && !stopWords.has(word))
      .map((word) => synonyms.get(stem(word)) ?? stem(word)),
  );

const stem = (word: string): string => {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  if (/(ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  if (word.endsWith("s")) return word.slice(0, -1);
  const root = word.replace(/(?<=...)(ing|ed)$/, "");
  return root === word ? word : root.replace(/([^aeiouls])\1$/, "$1");
};

const stopWords = new Set(
  `a about also am an and any are as at be been but by can could did do does each every for from get give had has have how
  i if in into is it its just last let like many me much my need no not now of on or our out over per please show so some
  tell than that the their them then there these they this those to up us was we were what when where which who whom whose
  will with would you your compare list`.split(/\s+/),
);

const groups = [
  "revenue turnover income earning",
  "sell seller sold sale bestseller bestsell",
  "cost spend spent spending expense expensive expensiv bill billing price pricey charge dbu",
  "spike jump surge increase rise ros rose peak anomaly explode",
  "churn attrition churner",
  "customer client account buyer",
  "segment tier",
  "region area territory geography",
  "category categorie",
  "reorder restock replenish replenishment",
  "stock inventory",
  "low short scarce",
  "top best highest leading",
  "job pipeline workflow",
  "fail failure broken error crash",
  "slow slowest long longest latency duration sluggish",
  "query querie statement",
  "sensitive confidential pii restrict personal private",
  "access accessed read open view",
  "user person people somebody anyone",
  "deny denied forbidden unauthorized refuse reject",
  "permission grant privilege right",
  "health healthy status condition",
  "overview summary summarize summarise report general",
  "trend develop development month monthly evolve history",
  "stale fresh freshness outdat late delay",
  "quality check validation rule expectation",
  "reliability reliable success stability",
];
const synonyms = new Map(
  groups.flatMap((group) => {
    const [name = "", ...others] = group.split(" ");
    return others.map((other) => [stem(other), name] as const);
  }),
);
