/** The words of a question that carry meaning, as stems, each once: "Why are jobs failing?" -> job, fail. */
export const stems = (text: string): Set<string> =>
  new Set(
    text
      .toLowerCase()
      .split(/[^a-z0-9]+/)
      .filter((word) => word.length > 1 && !stopWords.has(word))
      .map(stem)
      .map((word) => synonyms.get(word) ?? word),
  );

const stem = (word: string): string => {
  if (word.length < 4 || /(ss|us|is)$/.test(word)) return word;
  if (word.endsWith("ies")) return `${word.slice(0, -3)}y`;
  const root = word
    .replace(/(?<=(ss|x|ch|sh))es$/, "")
    .replace(/(?<=..[^s])s$/, "")
    .replace(/(?<=...)(ing|ed)$/, "");
  return root.replace(/([^aeiouls])\1$/, "$1").replace(/(?<=...)e$/, "");
};

/** Words of every question, and those with which an earlier one is quoted. */
const stopWords = new Set(
  `a about also am an and any are as at be been but by can could did do does each every for from get give had has have how
  i if in into is it its just last let like many me much my need no not now of on or our over per please show so some tell
  than that the their them then there these they this those to up us was we were what when where which who whom whose
  will with would you your compare databricks list asked answer before earlier first oldest question questions`.split(
    /\s+/,
  ),
);

const groups = [
  "revenue turnover income earning",
  "sell seller sold sale bestseller",
  "cost spend spent expense expensive bill billing price charge dbu",
  "spike jump surge increase rise rose peak anomaly",
  "churn attrition",
  "customer client buyer",
  "segment tier",
  "region area territory",
  "reorder restock replenish",
  "stock inventory",
  "low short scarce",
  "top best highest leading",
  "job pipeline workflow",
  "fail failure broken error crash",
  "slow slowest long longest latency duration",
  "query statement",
  "sensitive confidential pii restricted personal private",
  "access read open view",
  "user person people somebody anyone",
  "deny forbidden unauthorized refuse reject",
  "permission grant privilege right",
  "health healthy condition",
  "overview summary summarize summarise report general",
  "trend develop month monthly evolve",
  "stale fresh freshness outdated late delay",
  "quality check validation rule expectation",
  "reliability reliable stability",
];
const synonyms = new Map(
  groups.flatMap((group) => {
    const [name = "", ...others] = group.split(" ").map(stem);
    return others.map((other) => [other, name] as const);
  }),
);
