/** A text's last sentences that are questions, and what is said before them. */
interface TrailingQuestions {
  statement: string;
  questions: string[];
}

/** Undefined: the text does not end with a question. */
export const trailingQuestions = (text: string): TrailingQuestions | undefined => {
  const questions: string[] = [];
  let statement = text.trimEnd();
  while (endsInQuestion(statement) && questions.length < mostQuestions) {
    const start = sentenceStart(statement);
    const question = plain(statement.slice(start));
    if (question.length > longestQuestion) break;
    questions.unshift(question);
    statement = statement.slice(0, start).trimEnd();
  }
  return questions.length > 0 ? { statement, questions } : undefined;
};

const mostQuestions = 5;
const longestQuestion = 300;

const emphasis = "*_~`";

/** Question marks, also of Chinese and Japanese, Arabic, and Greek. */
const asks: ReadonlySet<string> = new Set("?？؟\u037e");
/** Ends of sentences in scripts that put no blank behind them. */
const unspaced: ReadonlySet<string> = new Set("。．！？");

const endsInQuestion = (text: string): boolean => asks.has(text.charAt(lastMark(text, text.length)));

/** Index of the last character before `end` that is no emphasis; -1 when there is none. */
const lastMark = (text: string, end: number): number => {
  let at = end - 1;
  while (at >= 0 && emphasis.includes(text.charAt(at))) at -= 1;
  return at;
};

/** Where the last sentence of a text begins: behind a line end, a mark that a blank follows, or one that needs none. */
const sentenceStart = (text: string): number => {
  for (let at = lastMark(text, text.length) - 1; at > 0; at -= 1) {
    const character = text.charAt(at);
    if (character === "\n" || unspaced.has(character)) return at + 1;
    if (character === " " && isEnd(text.charAt(lastMark(text, at)))) return at + 1;
  }
  return 0;
};

const isEnd = (mark: string): boolean => asks.has(mark) || (mark !== "" && ".!:".includes(mark));

/** Without list marks and emphasis around it: it becomes the label of a button. */
const plain = (text: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && `${emphasis}-• >`.includes(text.charAt(start))) start += 1;
  while (end > start && `${emphasis} `.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};
