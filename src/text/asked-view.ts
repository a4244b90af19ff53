/* In which form a question wants its answer. */

interface AskedView {
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
]);
