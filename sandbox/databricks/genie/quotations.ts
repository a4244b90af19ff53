const MOST_CHARACTERS = 20_000;
const MOST_QUOTATIONS = 10;

/**
 * What stands in quotation marks, or in a quotation below the question, was said before; a single word in quotation marks
 * is just a word.
 */
export const quotedQuestions = (text: string): { unquoted: string; quoted: string[] } => {
  const { question, quotation } = quotationBelow(text.slice(0, MOST_CHARACTERS));
  const quoted =
    question
      .match(/"[^"]+"/g)
      ?.filter((quote) => /\s/.test(quote))
      .slice(-MOST_QUOTATIONS) ?? [];
  const own = quoted.reduce((unquoted, quote) => unquoted.replace(quote, " "), withoutNote(question));
  return { unquoted: own, quoted: [...quotation, ...quoted].slice(-MOST_QUOTATIONS) };
};

/** A last paragraph in brackets that holds quotations says nothing else. */
const withoutNote = (question: string): string => {
  const at = question.lastIndexOf("\n\n(");
  return at > 0 && question.includes('"', at) && question.trimEnd().endsWith(")") ? question.slice(0, at) : question;
};

/** The last paragraph is a quotation when its lines begin with `>`; one line that ends with a colon may introduce it. */
const quotationBelow = (text: string): { question: string; quotation: string[] } => {
  const at = text.lastIndexOf("\n\n");
  const lines = at < 0 ? [] : text.slice(at + 2).split("\n");
  const quotation = lines.filter((line) => line.startsWith(">")).map((line) => line.slice(1));
  const rest = lines.filter((line) => !line.startsWith(">"));
  const isQuotation = quotation.length > 0 && rest.length <= 1 && (rest[0]?.endsWith(":") ?? true);
  return isQuotation ? { question: text.slice(0, at), quotation } : { question: text, quotation: [] };
};
