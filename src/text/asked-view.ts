/* In which form a question wants its answer. */

export interface AskedView {
  display: "table" | "chart";
  chart?: "line" | "bar" | "pie";
}

/** Characters of a question that are read. */
const most = 8_000;

const wish =
  /,? ?(?:\b(?:as|in|into) an? (?:(?:(line|bar|column|pie) )?(?:chart|graph|plot|diagram)|table)|\bals (?:(linien|balken|säulen|kreis|torten)?diagramm|tabelle))(?![\p{L}\p{N}])/iu;

/** `as a line chart`, `as a table`, `als Balkendiagramm`; undefined: the question does not say. */
export const askedView = (question: string): AskedView | undefined => {
  const found = wish.exec(oneBlank(question));
  if (!found) return undefined;
  const chart = kinds.get((found[1] ?? found[2] ?? "").toLowerCase());
  if (chart) return { display: "chart", chart };
  return { display: /tab(?:le|elle)$/i.test(found[0]) ? "table" : "chart" };
};

/** The question for an agent, which gives rows and draws nothing. A question of nothing else stays. */
export const withoutView = (question: string): string => {
  if (!wish.test(oneBlank(question))) return question;
  return oneBlank(question).replace(wish, "").trim() || question;
};

/** The form that a message wants, if it wants nothing else: "as a line chart", "show it as a table please", "als Torte". */
export const viewAlone = (text: string): AskedView | undefined => {
  if (text.length > mostAlone) return undefined;
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  const kind = words.filter((word) => !around.has(word)).join(" ");
  const isAsked = words.some((word) => formWords.has(word)) || / (?:chart|graph|plot|diagram)$|diagramm$/.test(kind);
  if (!isAsked) return undefined;
  if (tables.has(kind)) return { display: "table" };
  if (charts.has(kind)) return { display: "chart" };
  const chart = kinds.get(kind.replace(/(?: (?:chart|graph|plot|diagram)s?|diagramm)$/, ""));
  return chart && { display: "chart", chart };
};

/** Characters of a message that wants nothing but another form. */
const mostAlone = 100;

const setOf = (list: string): ReadonlySet<string> => new Set(list.split(" "));
/** These say that a form is meant. */
const formWords = setOf("as in into to als");
/** Words that may stand around the name of a form. */
const around = setOf(
  "as in into to als a an the please can could would you we show draw plot me us it that this them these those now instead rather but and just only display change turn switch make give again of answer result results rows bitte kannst könntest du zeig zeige mir uns es das die den diese stattdessen lieber jetzt nun nochmal noch einmal mal doch und aber nur einer einem einen eine ein in mach mache daraus antwort ergebnis",
);
const tables = setOf("table tables tabelle");
const charts = setOf("chart graph plot diagram diagramm grafik");

const oneBlank = (text: string): string => text.slice(0, most).replace(/\s+/g, " ");

const kinds = new Map<string, "line" | "bar" | "pie">([
  ["line", "line"],
  ["bar", "bar"],
  ["column", "bar"],
  ["pie", "pie"],
  ["linien", "line"],
  ["balken", "bar"],
  ["säulen", "bar"],
  ["kreis", "pie"],
  ["torten", "pie"],
  ["lines", "line"],
  ["linie", "line"],
  ["bars", "bar"],
  ["columns", "bar"],
  ["säule", "bar"],
  ["pies", "pie"],
  ["torte", "pie"],
  ["kuchen", "pie"],
]);
