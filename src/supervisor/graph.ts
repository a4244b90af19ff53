import { END, interrupt, START, StateGraph } from "@langchain/langgraph";
import { z } from "zod";
import { AskOutcome } from "../ports/databricks/agent.ts";
import { answerNode } from "./answering/answer-node.ts";
import { askKey, startNode } from "./asking/start-node.ts";
import { planNode } from "./planning/plan-node.ts";
import { State, type SupervisorContext, type Update } from "./state.ts";

/**
 * *plan → start → wait → answer*, and from *answer* back to *start* for a further round. *start* and *wait* are two
 * nodes because a resumed node runs again from its top, and nothing may be asked twice.
 */
export const createGraph = (context: SupervisorContext) =>
  new StateGraph(State)
    .addNode("plan", planNode(context))
    .addNode("start", startNode(context))
    .addNode("wait", wait)
    .addNode("answer", answerNode(context))
    .addEdge(START, "plan")
    .addConditionalEdges("plan", (state) => (state.intent?.kind === "ask" ? "start" : "answer"), ["start", "answer"])
    .addConditionalEdges("start", afterStart, ["wait", "answer", END])
    .addEdge("wait", "answer")
    .addConditionalEdges("answer", (state) => (state.verdict ? END : "start"), ["start", END])
    .compile({ checkpointer: context.saver });

const afterStart = ({ verdict, open }: State): "wait" | "answer" | typeof END => {
  if (verdict) return END;
  return open.length > 0 ? "wait" : "answer";
};

/** What a waiting graph is resumed with. An object: LangGraph takes an empty array for a map of interrupt ids. */
export const Resume = z.object({ outcomes: z.array(AskOutcome) });
export type Resume = z.infer<typeof Resume>;

/** Node *wait*: suspends the graph until the caller has an outcome of every open ask. */
const wait = (state: State): Update => {
  const { outcomes } = Resume.parse(interrupt(null));
  return { open: [], outcomes: inOrder(state, [...state.outcomes, ...outcomes]) };
};

/** Earlier rounds first, then this round in the order of its plan: the order of sources. */
const inOrder = (state: State, outcomes: AskOutcome[]): AskOutcome[] => {
  const keys = (state.intent?.asks ?? []).map(({ agent }) => askKey(state, agent));
  return outcomes.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key));
};
