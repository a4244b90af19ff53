import { asProblem, isAbort, Problem } from "../errors.ts";
import type { Agent, AgentProfile, Check } from "../ports/databricks/agent.ts";
import type { Quote, Tool, ToolResult } from "../ports/tool.ts";
import { withoutContext } from "../reply/answer/quoted-context.ts";
import { foundMarkdown, nothingFound } from "../reply/answer/tool-quotes.ts";
import { phrase } from "../reply/words/phrase.ts";
import { phraseIn } from "../reply/words/phrase-reading.ts";

/** A tool in the shape in which the supervisor asks agents, so that what it finds is a source like any other. */
export const toolAgent = <Input>(tool: Tool<Input>): { profile: AgentProfile; agent: Agent } => ({
  profile: {
    id: tool.name,
    name: tool.title,
    description: tool.description,
    examples: [tool.example],
    keywords: [...tool.words.nouns],
    tool: {
      verbs: [...tool.words.verbs],
      wishes: [...tool.words.wishes],
      isPublic: tool.isPublic,
      about: tool.about,
    },
  },
  agent: {
    // Looking is repeatable, so the look itself is taken when the ask is checked.
    start: async ({ agent, key }) => ({ agent, conversation: tool.name, message: key }),
    check: (_, ask, signal) => look(tool, ask, signal),
    cancel: async () => ({ stopped: false }),
    allRows: async () => {
      throw Problem.of("tool.no-rows", {});
    },
    rate: async () => undefined,
    about: async () => ({ ...unsaid, title: tool.title, description: tool.description }),
  },
});

/** A tool says of itself what its definition says. */
const unsaid = { questions: [], measures: [], columns: [], values: [] };

/** Longest time of one look, ms. */
const withinMs = 20_000;

const look = async <Input>(
  tool: Tool<Input>,
  { key, question, actor }: Parameters<Agent["check"]>[1],
  outer: AbortSignal = new AbortController().signal,
): Promise<Check> => {
  const began = performance.now();
  const late = AbortSignal.timeout(withinMs);
  const words = withoutContext(question);
  try {
    const result = await tool.run(inputOf(tool, words), { key, actor, signal: AbortSignal.any([outer, late]) });
    return {
      state: "done",
      finding: { ...findingOf(tool, result, actor.locale), question: words, elapsedMs: since(began) },
    };
  } catch (thrown) {
    if (outer.aborted) throw thrown;
    const problem = isAbort(thrown) || late.aborted ? slow(tool, thrown) : asProblem(thrown);
    if (problem.code.startsWith("store.")) throw problem;
    return { state: "failed", failure: problem.failure };
  }
};

const inputOf = <Input>({ schema, title }: Tool<Input>, query: string): Input => {
  const { data, error } = schema.safeParse({ query });
  if (data === undefined)
    throw Problem.of("tool.refused", { tool: title, reason: phrase("noUsableWords", {}) }, { cause: error });
  return data;
};

const slow = ({ title }: Pick<Tool, "title">, cause: unknown) =>
  Problem.of("tool.unavailable", { tool: title }, { retry: "later", cause });

const since = (began: number): number => Math.round(performance.now() - began);

const findingOf = ({ name, title }: Pick<Tool, "name" | "title">, result: ToolResult, locale: string | undefined) => {
  const base = {
    agent: name,
    credit: phraseIn(title, locale),
    earlier: [],
    clarifies: false,
    suggestions: [],
    trusted: false,
  };
  if (result.kind === "prepared") return { ...base, text: result.markdown, notes: [], offer: result.id };
  const { quotes, notes } = result;
  const [first] = quotes;
  return {
    ...base,
    text: quotes.length > 0 ? foundMarkdown(quotes, locale) : nothingFound(phraseIn(title, locale), locale),
    notes,
    ...(quotes.length === 1 && first?.url ? { link: first.url } : {}),
  };
};

/** How failures are looked up in the runbooks, where there are any. */
export const runbooksOf = (
  tools: readonly Tool[],
): ((query: string, signal: AbortSignal) => Promise<Quote[]>) | undefined => {
  const runbooks = tools.find(({ name }) => name === "runbooks");
  if (!runbooks) return undefined;
  return async (query, signal) => {
    const result = await runbooks.run(runbooks.schema.parse({ query }), { key: "runbooks", actor: nobody, signal });
    return result.kind === "found" ? result.quotes : [];
  };
};

/** The bot looks something up for itself. */
const nobody = { platform: "bot", tenant: "", user: "" };
