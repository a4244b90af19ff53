import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { dayOf } from "../../config/parameter-values.ts";
import { asProblem, Problem } from "../../errors.ts";
import { isRun, type JobOrder, order } from "../../jobs/job-order.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import type { Model } from "../../ports/model.ts";
import { meantHere } from "../../reply/memory-notices.ts";
import { noAgents } from "../../reply/notices/help-notices.ts";
import { failureIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { withoutView } from "../../text/asked-view.ts";
import { mostInbound } from "../../text/bounds.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { fold } from "../history.ts";
import { asSeen, restsOn } from "../own-history.ts";
import { Choice, ChoiceWithJobs, type JobChoice } from "../plan-choice.ts";
import { hintOf } from "../plan-hint.ts";
import { planPrompt, promptVersion } from "../prompts.ts";
import {
  hooksOf,
  offeredTo,
  type Plan,
  type State,
  type SupervisorContext,
  type TurnHooks,
  type Update,
} from "../state.ts";
import { aboutThreadRun } from "../thread-run.ts";
import { greenWords } from "./failure-sentences.ts";
import { routeJobs } from "./job-router.ts";
import { isFollowUp, offers, route, unsure } from "./keyword-router.ts";
import { asSpoken } from "./spoken-order.ts";
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
  const suggested = planByClick(profiles, state) ?? planByTool(context, profiles, state);
  const certain = suggested ?? (await planOfThreadRun(state, hooks));
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

/** "Stop it" in the thread of a run is about that run, whatever a model makes of it. */
const planOfThreadRun = async ({ question, isClicked }: State, hooks: TurnHooks): Promise<Plan | undefined> => {
  const run = isClicked ? undefined : await hooks.runHere();
  const order = run && aboutThreadRun(question, run);
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

/** Tools are only asked where somebody names them, or a language model chooses them. */
const agentsIn = (profiles: Profiles): AgentProfile[] => profiles.filter(({ tool }) => tool === undefined);

type Profiles = readonly AgentProfile[];

const planByModel = async (
  context: SupervisorContext,
  profiles: Profiles,
  model: Model,
  state: State,
  signal: AbortSignal,
): Promise<Plan> => {
  const jobs = context.jobs();
  const today = dayOf(context.now(), state.actor.zone);
  const messages = planPrompt({
    hint: hintOf(state, agentsIn(profiles), context.spaces()),
    agents: profiles,
    jobs,
    today,
    guidance: { instructions: context.instructions, preferences: state.preferences },
    ...state,
  });
  const asked = state.isClicked ? undefined : routeJobs(state.question, jobs);
  if (asked?.order && isLookOnly(asked.order, state.question)) return asked;
  if (jobs.length === 0) return planOfChoice(await model.object(Choice, "plan", messages, signal), profiles, state);
  const { kind, job, ...rest } = await model.object(ChoiceWithJobs, "plan", messages, signal);
  if (kind !== "job") return planOfChoice({ ...rest, kind }, profiles, state);
  if (!job) throw unusable();
  const confidence = clamp(rest.confidence);
  if (confidence < leastConfidence) return planOfChoice({ ...rest, kind: "clarify" }, profiles, state);
  const words = state.isClicked ? undefined : state.question;
  // Whoever wants something stopped is never offered to start it.
  if (job.action === "start" && asked?.order?.action === "cancel") return asked;
  const spoken = asSpoken(orderOf(job), { words, jobs, now: context.now(), zone: state.actor.zone });
  return { kind: "job", asks: [], choices: [], confidence, byModel: true, order: spoken };
};

/** Nobody has waited for Genie's allowance lately, as far as this replica knows. */
const isCalm = ({ lastQueued, now }: SupervisorContext): boolean => now() - lastQueued.at > calmMs;
const calmMs = 60_000;

/** Questions about runs, for jobs without a name, and whether one is green again have words of their own, and only look. */
const isLookOnly = ({ action, failed, job }: JobOrder, question: string): boolean =>
  action === "why" ||
  action === "jobs" ||
  (action === "runs" && failed) ||
  (action === "status" && (!job || greenWords.test(question)));

const orderOf = ({ action, job, run, mine, parameters }: JobChoice): JobOrder =>
  order(action, {
    ...(job.trim() ? { job: job.trim() } : {}),
    ...(isRun(run.trim()) ? { run: run.trim() } : {}),
    mine,
    parameters: Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  });

const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** Below this the person is asked instead of the agents. */
const leastConfidence = 0.35;

const planOfChoice = (
  choice: Choice,
  profiles: readonly AgentProfile[],
  { question, isUnclear, actor }: State,
): Plan => {
  const asks = checkedAsks(choice.asks, profiles, question);
  const text = choice.text.trim();
  const base = { confidence: clamp(choice.confidence), choices: [], byModel: true };
  const clarify = (): Plan => ({
    ...base,
    kind: "clarify",
    asks: [],
    text: text || (profiles.length === 0 ? noAgents(actor.locale) : unsure),
    choices: choicesOf(choice, profiles, asks),
  });
  switch (choice.kind) {
    case "silent":
      // Only where it is in question whom the message means.
      return isUnclear ? silence : clarify();
    case "clarify":
      return clarify();
    case "reply":
      if (!text) throw unusable();
      return { ...base, kind: "reply", asks: [], text };
    case "ask":
      if (asks.length === 0) throw unusable();
      if (base.confidence < leastConfidence) return clarify();
      return { ...base, kind: "ask", asks, mayGoOn: choice.more, ...reasonOf(choice) };
  }
};

/** Characters of the reason that the person reads. */
const longestReason = 100;

const reasonOf = ({ why }: Choice): Pick<Plan, "why"> => {
  const words = shortened(oneLine(why.slice(0, 2 * longestReason)), longestReason);
  return words === "" ? {} : { why: words };
};

const silence: Plan = { kind: "silent", asks: [], choices: [], confidence: 1, byModel: true };

const unusable = () => Problem.of("model.nonsense", {}, { detail: "no usable plan" });

/** What the person may choose from: the model's questions, else examples, first of the agents it thought of. */
const choicesOf = (choice: Choice, profiles: readonly AgentProfile[], asks: Plan["asks"]): string[] => {
  const given = choice.choices.map((item) => item.trim().slice(0, 300)).filter(Boolean);
  const first = asks.map((ask) => ask.agent);
  return (given.length > 0 ? given : offers(profiles, first)).slice(0, 4);
};

/** Asks to agents that exist, one for each agent, whole or not at all. */
export const checkedAsks = (asks: Plan["asks"], profiles: readonly AgentProfile[], question: string): Plan["asks"] =>
  profiles.flatMap(({ id }) => {
    const mine = asks.filter((ask) => ask.agent.trim().toLowerCase() === id.toLowerCase());
    if (mine.length === 0) return [];
    const questions = new Set(mine.map((ask) => ask.question.trim()).filter(Boolean));
    const whole = [...questions].join(" ") || question;
    return whole.length > mostInbound ? [] : [{ agent: id, question: whole }];
  });
