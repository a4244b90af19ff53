import { AIMessage, type BaseMessage, HumanMessage } from "@langchain/core/messages";
import {
  Annotation,
  type BaseCheckpointSaver,
  END,
  MessagesAnnotation,
  Send,
  START,
  StateGraph,
} from "@langchain/langgraph";

/*
 * Graphs with the shape of a turn: route, ask two agents side by side, collect, synthesize, finish. Four messages a
 * turn, about 3,300 characters.
 */

interface Line {
  role: string;
  content: string;
}

const words = (what: string, length: number): string =>
  `${what}: ${"one more row of the answer, ".repeat(60)}`.slice(0, length);

const PlainState = Annotation.Root({
  question: Annotation<string>,
  lines: Annotation<Line[]>({ reducer: (old, added) => [...old, ...added], default: () => [] }),
  findings: Annotation<string[]>({
    reducer: (old, added) => (added.length ? [...old, ...added] : []),
    default: () => [],
  }),
});

/** The conversation as a list of plain objects. */
export const plainGraph = (checkpointer: BaseCheckpointSaver) =>
  new StateGraph(PlainState)
    .addNode("route", ({ question }) => ({ findings: [], lines: [{ role: "user", content: words(question, 120) }] }))
    .addNode("genie", async ({ question }: { question: string }) => ({
      findings: [words(question, 300)],
      lines: [{ role: "agent", content: words(question, 1200) }],
    }))
    .addNode("collect", () => ({}))
    .addNode("synthesize", ({ question }) => ({ lines: [{ role: "assistant", content: words(question, 800) }] }))
    .addNode("finish", () => ({ findings: [] }))
    .addEdge(START, "route")
    .addConditionalEdges("route", ({ question }) =>
      ["sales", "stock"].map((agent) => new Send("genie", { question: `${agent} ${question}` })),
    )
    .addEdge("genie", "collect")
    .addEdge("collect", "synthesize")
    .addEdge("synthesize", "finish")
    .addEdge("finish", END)
    .compile({ checkpointer });

const MessagesState = Annotation.Root({ ...MessagesAnnotation.spec, question: Annotation<string> });

/** The conversation as LangChain messages. */
export const messagesGraph = (checkpointer: BaseCheckpointSaver) =>
  new StateGraph(MessagesState)
    .addNode("route", ({ question }) => ({ messages: [new HumanMessage(words(question, 120))] }))
    .addNode("genie", async ({ question }: { question: string }) => ({
      messages: [new AIMessage(words(question, 1200))],
    }))
    .addNode("collect", () => ({}))
    .addNode("synthesize", ({ question }) => ({ messages: [new AIMessage(words(question, 800))] }))
    .addNode("finish", () => ({}))
    .addEdge(START, "route")
    .addConditionalEdges("route", ({ question }) =>
      ["sales", "stock"].map((agent) => new Send("genie", { question: `${agent} ${question}` })),
    )
    .addEdge("genie", "collect")
    .addEdge("collect", "synthesize")
    .addEdge("synthesize", "finish")
    .addEdge("finish", END)
    .compile({ checkpointer });

/** What so many earlier turns have left in the state, to begin with a long conversation. */
export const earlierLines = (turns: number): Line[] =>
  Array.from({ length: turns }, (_, turn) => [
    { role: "user", content: words(`earlier ${turn}`, 120) },
    { role: "agent", content: words(`sales earlier ${turn}`, 1200) },
    { role: "agent", content: words(`stock earlier ${turn}`, 1200) },
    { role: "assistant", content: words(`earlier ${turn}`, 800) },
  ]).flat();

export const earlierMessages = (turns: number): BaseMessage[] =>
  earlierLines(turns).map(({ role, content }) =>
    role === "user" ? new HumanMessage(content) : new AIMessage(content),
  );
