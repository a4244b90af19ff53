import { dayOf } from "../../config/parameter-values.ts";
import { Problem } from "../../errors.ts";
import { isRun, type JobOrder, order } from "../../jobs/job-order.ts";
import { deniesStart } from "../../jobs/start-words.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import type { Model } from "../../ports/model.ts";
import { noAgents } from "../../reply/notices/help-notices.ts";
import { mostInbound } from "../../text/bounds.ts";
import { zoneFor } from "../../text/dates/time-zone.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { Choice, ChoiceWithJobs, type JobChoice } from "../plan-choice.ts";
import { hintOf } from "../plan-hint.ts";
import { planPrompt } from "../prompts.ts";
import type { Plan, State, SupervisorContext } from "../state.ts";
import { greenWords } from "./failure-sentences.ts";
import { routeJobs } from "./job-router.ts";
import { offers, unsure } from "./keyword-router.ts";
import { asSpoken } from "./spoken-order.ts";

export type Profiles = readonly AgentProfile[];

/** The plan that the language model makes, held to what there is and to what the person said. May throw a Problem. */
export const planByModel = async (
  context: SupervisorContext,
  profiles: Profiles,
  model: Model,
  state: State,
  signal: AbortSignal,
): Promise<Plan> => {
  const jobs = context.jobs();
  const zone = zoneFor(state.actor, context.timeZone);
  const today = dayOf(context.now(), zone);
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
  // Whoever wants something stopped, looked at, or not started, is never offered to start it.
  if (job.action === "start" && asked?.order && isOther(asked.order)) return asked;
  if (job.action === "start" && words !== undefined && deniesStart(words))
    return planOfChoice({ ...rest, kind: "clarify" }, profiles, state);
  const spoken = asSpoken(orderOf(job), { words, jobs, now: context.now(), zone });
  return { kind: "job", asks: [], choices: [], confidence, byModel: true, order: spoken };
};

const isOther = ({ action }: JobOrder): boolean => action !== "start" && action !== "jobs";

/** Questions about runs, for jobs without a name, and whether one is green again have words of their own, and only look. */
const isLookOnly = ({ action, failed, mine, job }: JobOrder, question: string): boolean =>
  action === "why" ||
  action === "jobs" ||
  (action === "runs" && (failed || !mine)) ||
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

const unusable = () => Problem.of("model.nonsense", {}, { detail: "no usable plan" });

/** What the person may choose from: the model's questions, else examples, first of the agents it thought of. */
const choicesOf = (choice: Choice, profiles: readonly AgentProfile[], asks: Plan["asks"]): string[] => {
  const given = choice.choices.map((item) => item.trim().slice(0, 300)).filter(Boolean);
  const first = asks.map((ask) => ask.agent);
  return (given.length > 0 ? given : offers(profiles, first)).slice(0, 4);
};

/** Tools are only asked where somebody names them, or a language model chooses them. */
export const agentsIn = (profiles: Profiles): AgentProfile[] => profiles.filter(({ tool }) => tool === undefined);

/** The message is meant for other people. */
export const silence: Plan = { kind: "silent", asks: [], choices: [], confidence: 1, byModel: true };

/** Asks to agents that exist, one for each agent, whole or not at all. */
export const checkedAsks = (asks: Plan["asks"], profiles: readonly AgentProfile[], question: string): Plan["asks"] =>
  profiles.flatMap(({ id }) => {
    const mine = asks.filter((ask) => ask.agent.trim().toLowerCase() === id.toLowerCase());
    if (mine.length === 0) return [];
    const questions = new Set(mine.map((ask) => ask.question.trim()).filter(Boolean));
    const whole = [...questions].join(" ") || question;
    return whole.length > mostInbound ? [] : [{ agent: id, question: whole }];
  });
