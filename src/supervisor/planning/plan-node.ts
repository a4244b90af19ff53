import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { asProblem } from "../../errors.ts";
import { meantHere } from "../../reply/memory-notices.ts";
import { failureIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { withoutView } from "../../text/asked-view.ts";
import { fold } from "../history.ts";
import { asSeen, restsOn } from "../own-history.ts";
import { promptVersion } from "../prompts.ts";
import {
  hooksOf,
  offeredTo,
  type Plan,
  type State,
  type SupervisorContext,
  type TurnHooks,
  type Update,
} from "../state.ts";
import { aboutOwnRun, aboutThreadRun } from "../thread-run.ts";
import { declineIn } from "./declined-wishes.ts";
import { routeJobs } from "./job-router.ts";
import { isFollowUp, route, unsure } from "./keyword-router.ts";
import { agentsIn, type Profiles, planByModel, silence } from "./model-plan.ts";
import { toolNamedIn, toolWishedIn } from "./tool-words.ts";

/** Node *plan*: decides who is asked what, and folds an old exchange into the summary meanwhile. */
export const planNode =
  (context: SupervisorContext) =>
  async (saved: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const hooks = hooksOf(config);
    const { state, preferences } = await asSeen(saved, hooks);
    const [chosen, memory] = await context.tracer.during({ kind: "plan", name: "plan" }, async (note) => {
      note(() => ({ inputs: { messages: [{ role: "user", content: state.question }] } }));
      const choice = choose(context, { ...state, preferences }, hooks);
      const made = await Promise.all([choice, fold(context, saved, hooks.signal)]);
      note(() => ({ outputs: summaryOf(made[0].intent) }));
      return made;
    });
    const intent = withRowsAlone(withThreadHint(chosen.intent, state));
    const as = restsOn(state.exchanges, intent);
    // What rests on somebody's own answers is told nobody else.
    hooks.onPlan(as === "" || hooks.mayShowOwn ? intent : withoutReason(intent));
    const used = intent.kind === "ask" ? meantHere(preferences, state.actor.locale) : [];
    return { intent, preferences, as, notes: [...chosen.notes, ...used], ...memory };
  };

const withoutReason = ({ why: _, ...plan }: Plan): Plan => plan;

/** A plan as a trace shows it. */
const summaryOf = ({ kind, asks, confidence, byModel, text }: Plan) => {
  const messages = text === undefined ? [] : [{ role: "assistant", content: text }];
  return { kind, confidence, byModel, asks: asks.map((ask) => ({ ...ask })), ...(messages.length > 0 && { messages }) };
};

/** In which form the rows are shown is for us to see to. */
const withRowsAlone = (intent: Plan): Plan => ({
  ...intent,
  asks: intent.asks.map(({ agent, question }) => ({ agent, question: withoutView(question) })),
});

/** In a thread in which nothing was asked yet, a follow-up can only mean another thread. */
const withThreadHint = (intent: Plan, { question, exchanges, actor }: State): Plan => {
  if (intent.kind !== "clarify") return intent;
  const words = wordsIn(actor.locale);
  const text = intent.text === undefined || intent.text === unsure ? words.unsure : intent.text;
  const isElsewhere = exchanges.length === 0 && isFollowUp(question);
  return { ...intent, text: isElsewhere ? `${text}\n\n${words.otherThread}` : text };
};

const choose = async (
  context: SupervisorContext,
  state: State,
  hooks: TurnHooks,
): Promise<{ intent: Plan; notes: string[] }> => {
  const profiles = offeredTo(context, hooks);
  const suggested = planByClick(profiles, state) ?? declined(context, state) ?? planByTool(context, profiles, state);
  const certain = suggested ?? (await planOfThreadRun(context, state, hooks));
  if (certain) return { intent: certain, notes: [] };
  if (!context.planModel) return { intent: planByWords(context, profiles, state), notes: [] };
  try {
    return { intent: await planByModel(context, profiles, context.planModel, state, hooks.signal), notes: [] };
  } catch (error) {
    if (hooks.signal.aborted) throw error;
    const { code, failure } = asProblem(error);
    context.log.warn({ event: "supervisor.plan-by-words", err: error, code, promptVersion }, "plan without the model");
    return { intent: planByWords(context, profiles, state), notes: [failureIn(failure, state.actor.locale)] };
  }
};

/** A suggestion goes to the agent that made it, if that is still there. */
const planByClick = (profiles: Profiles, { agent, question }: State): Plan | undefined => {
  if (!profiles.some(({ id }) => id === agent)) return undefined;
  return { kind: "ask", asks: [{ agent, question }], choices: [], confidence: 1, byModel: false, byClick: true };
};

/** Nobody can do that, so nobody is asked. */
const declined = ({ jobs }: SupervisorContext, { question, isClicked, isUnclear, actor }: State): Plan | undefined => {
  const text = isClicked || isUnclear ? undefined : declineIn(question, jobs(), actor.locale);
  return text === undefined ? undefined : { kind: "reply", text, asks: [], choices: [], confidence: 1, byModel: false };
};

/** "Stop it" in the thread of a run is about that run, whatever a model makes of it. */
const planOfThreadRun = async (
  { jobs }: SupervisorContext,
  { question, isClicked, exchanges }: State,
  hooks: TurnHooks,
): Promise<Plan | undefined> => {
  if (isClicked || jobs().length === 0) return undefined;
  const run = await hooks.runHere();
  const isFirst = run === undefined && exchanges.length === 0;
  const order = isFirst ? aboutOwnRun(question) : run && aboutThreadRun(question, run);
  return order && { kind: "job", asks: [], choices: [], confidence: 0.95, byModel: false, order };
};

/** Somebody asks for a tool in so many words. */
const planByTool = (context: SupervisorContext, profiles: Profiles, state: State): Plan | undefined => {
  const { question, isClicked, isUnclear } = state;
  const isForJobs = !isClicked && routeJobs(question, context.jobs())?.order !== undefined;
  const agent = isUnclear ? undefined : toolNamedIn(question, profiles, isForJobs);
  return agent === undefined ? undefined : askTool(agent, question);
};

const askTool = (agent: string, question: string): Plan => {
  return { kind: "ask", asks: [{ agent, question }], choices: [], confidence: 0.95, byModel: false, byClick: true };
};

const planByWords = (
  context: SupervisorContext,
  profiles: Profiles,
  { question, exchanges, isClicked, isUnclear, actor }: State,
): Plan => {
  if (isUnclear) return { ...silence, byModel: false };
  const wished = isClicked ? undefined : toolWishedIn(question, profiles);
  if (wished !== undefined) return askTool(wished, question);
  const plan =
    routeJobs(question, context.jobs()) ??
    route(question, agentsIn(profiles), exchanges, context.spaces(), isCalm(context), actor.locale);
  return isClicked && plan.order ? { ...plan, order: { ...plan.order, isSpoken: false } } : plan;
};

/** Nobody has waited for Genie's allowance lately, as far as this replica knows. */
const isCalm = ({ lastQueued, now }: SupervisorContext): boolean => now() - lastQueued.at > calmMs;
const calmMs = 60_000;
