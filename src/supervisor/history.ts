import { asProblem } from "../errors.ts";
import { promptVersion, summaryPrompt } from "./prompts.ts";
import type { Exchange, State, SupervisorContext } from "./state.ts";

const questionLength = 1_000;
const answerLength = 1_500;
const summaryLength = 1_500;

type Memory = Pick<State, "exchanges" | "summary">;

/** Makes room for the exchange of this turn: the oldest one goes into the running summary. */
export const fold = async (context: SupervisorContext, state: Memory, signal: AbortSignal): Promise<Memory> => {
  const [oldest, ...rest] = state.exchanges;
  if (!oldest || state.exchanges.length < context.keptExchanges)
    return { exchanges: state.exchanges, summary: state.summary };
  // The summary is everybody's.
  const shown = oldest.of === undefined ? oldest : { ...oldest, answer: "" };
  return { exchanges: rest, summary: await summarize(context, state.summary, shown, signal) };
};

/** The exchanges with one more, cut to what later turns need. */
export const remember = (exchanges: readonly Exchange[], exchange: Exchange): Exchange[] => [
  ...exchanges,
  {
    ...exchange,
    question: exchange.question.slice(0, questionLength),
    answer: exchange.answer.slice(0, answerLength),
  },
];

const summarize = async (
  context: SupervisorContext,
  summary: string,
  oldest: Exchange,
  signal: AbortSignal,
): Promise<string> => {
  if (context.model) {
    try {
      const text = await context.model.text(summaryPrompt(summary, oldest), () => {}, signal);
      if (text.trim()) return text.trim().slice(0, summaryLength);
    } catch (error) {
      if (signal.aborted) throw error;
      context.log.warn(
        { event: "supervisor.summary-by-words", err: error, code: asProblem(error).code, promptVersion },
        "summary without the model",
      );
    }
  }
  return listed(summary, oldest);
};

/** A summary without a model: the questions. */
export const listed = (summary: string, { question }: Exchange): string =>
  `${summary}\n- ${question}`.trim().slice(-summaryLength);
