import type { LangGraphRunnableConfig } from "@langchain/langgraph";
import { dayOf } from "../../config/parameter-values.ts";
import type { JobOrder } from "../../jobs/job-order.ts";
import type { ChartType } from "../../ports/chat/answer-parts.ts";
import type { Display } from "../../ports/preference.ts";
import { keptInMind } from "../../reply/memory-notices.ts";
import { shownName } from "../../reply/shown-agent.ts";
import { askedView } from "../../text/asked-view.ts";
import { noteRefusal } from "../asking/service-refusal.ts";
import { type FurtherAsks, furtherRound } from "../further-round.ts";
import { remember } from "../history.ts";
import { movedAsOwn } from "../own-history.ts";
import {
  hooksOf,
  type Plan,
  type State,
  type SupervisorContext,
  type TurnHooks,
  type Update,
  type Verdict,
} from "../state.ts";
import { doubtsAbout } from "./answer-doubts.ts";
import {
  agentOf,
  answers,
  confidenceOf,
  failures,
  joinFindings,
  type NameOf,
  notesOf,
  questionsBack,
  suggestionsOf,
} from "./joined-findings.ts";
import { footnotes, writeAnswer } from "./written-answer.ts";

/** Node *answer*: the verdict of the turn, or the asks of a further round. */
export const answerNode =
  (context: SupervisorContext) =>
  async (state: State, config: LangGraphRunnableConfig): Promise<Update> => {
    const { intent } = state;
    if (!intent) throw new Error("a turn without a plan cannot be answered");
    const hooks = hooksOf(config);
    if (intent.kind !== "ask") {
      const isToMove = intent.kind !== "silent" && state.as !== "" && !hooks.mayShowOwn;
      if (isToMove) return movedAsOwn(context, state, hooks, { barred: [], asked: [] });
      return conclude(context, state, verdictOf(intent, state.notes));
    }
    const signedOut = failures(state.outcomes).filter(({ failure }) => mustSignIn.has(failure.code));
    if (signedOut.length > 0) return { verdict: { kind: "sign-in", markdown: "", agents: signedOut.map(agentOf) } };
    const again = await askAgain(context, state, intent, hooks);
    if (again) return again;
    const work = { kind: "step", name: "answer" } as const;
    const next = await context.tracer.during(work, () => decide(context, state, intent, hooks));
    if ("kind" in next) return conclude(context, state, next);
    const { why: _, ...before } = intent;
    const further: Plan = { ...before, asks: next.asks, ...(next.why && { why: next.why }) };
    hooks.onPlan(further);
    return { intent: further, round: state.round + 1 };
  };

/** The asker's sign-in ended while the question was out, or they are somebody else now: the question is put again. */
const mustSignIn: ReadonlySet<string> = new Set(["login.needed", "login.ended", "login.other-user"]);

/** Puts asks that the service had no room for back into the quota, for a further round, while there is time. */
const askAgain = async (
  context: SupervisorContext,
  state: State,
  intent: Plan,
  hooks: TurnHooks,
): Promise<Update | undefined> => {
  const refused = failures(state.outcomes).filter((outcome) => outcome.refused);
  if (refused.length === 0 || context.now() >= hooks.deadline) return undefined;
  for (const { key, refused: wait } of refused) {
    await noteRefusal(context);
    await context.quota.refused(key, wait?.afterMs);
    // The next round asks under a key of its own.
    await context.quota.leave(key);
  }
  const event = "genie.asked-again";
  context.log.info({ event, asks: refused.map(({ key }) => key) }, "Genie refused a question for now; it waits again");
  return {
    intent: { ...intent, asks: refused.map(({ agent, question }) => ({ agent, question })) },
    outcomes: state.outcomes.filter((outcome) => outcome.state !== "failed" || !outcome.refused),
    round: state.round + 1,
  };
};

const conclude = (context: SupervisorContext, state: State, verdict: Verdict): Update => {
  if (verdict.kind === "silent" || verdict.kind === "elsewhere" || verdict.kind === "sign-in") return { verdict };
  const exchanges = remember(state.exchanges, {
    question: state.question,
    answer: verdict.markdown,
    agents: [...new Set(state.outcomes.map(agentOf))],
    kind: verdict.kind === "job" ? "reply" : verdict.kind,
    at: context.now(),
    ...(state.as && { of: state.actor, as: state.as }),
  });
  return { verdict, exchanges };
};

/** A plan without asks is the verdict already. */
const verdictOf = (intent: Plan, notes: string[]): Verdict => {
  if (intent.kind === "silent") return { kind: "silent" };
  const markdown = intent.text ?? "";
  if (intent.order) return { kind: "job", markdown: orderNote(intent.order), order: intent.order };
  return intent.kind === "clarify"
    ? { kind: "clarify", markdown, choices: intent.choices }
    : { kind: "reply", markdown, notes, ...(intent.byModel && { byModel: true }) };
};

/** What the history keeps of an order. */
const orderNote = ({ action, job, run }: JobOrder): string =>
  `(Passed on to the jobs: ${[action, job, run && `run ${run}`].filter(Boolean).join(" ")})`;

const decide = async (
  context: SupervisorContext,
  state: State,
  intent: Plan,
  hooks: TurnHooks,
): Promise<Verdict | FurtherAsks> => {
  const { outcomes } = state;
  const nameOf: NameOf = (id) =>
    shownName(id, context.agents.find(({ profile }) => profile.id === id)?.profile, state.actor.locale);
  const more = await furtherRound(context, state, intent, hooks, nameOf);
  if (more) return more;
  if (answers(outcomes).length === 0 && questionsBack(outcomes).length > 0) return clarifyingVerdict(state, nameOf);
  const written = await writeAnswer(context, state, hooks, nameOf);
  if ("asks" in written) return written;
  const doubts = doubtNotes(context, state, intent, nameOf);
  const own = [...doubts, ...notesOf(outcomes, nameOf, state.actor.locale)];
  const how = [...state.notes, ...own, ...written.notes, ...footnotes(intent, written.joined, state.actor.locale)];
  return {
    kind: "answer",
    markdown: written.markdown,
    ...(written.details === undefined ? {} : { details: written.details }),
    confidence: confidenceOf(intent, outcomes, doubts.length > 0 || written.isCut),
    notes: answers(outcomes).length > 0 ? [...new Set(how)] : [],
    ...(answers(outcomes).length > 0 ? { wishes: keptInMind(state.preferences, state.actor.locale) } : {}),
    ...displayOf(state),
    suggestions: suggestionsOf(outcomes, [state.question, ...state.exchanges.map(({ question }) => question)]),
  };
};

/** How the asker wants rows to be shown. */
const displayOf = ({ preferences, question }: State): { display?: Display; chart?: ChartType } => {
  const asked = askedView(question);
  if (asked) return asked;
  const { display } = preferences.findLast((one) => one.display !== undefined) ?? {};
  return display ? { display } : {};
};

/** What in the queries does not fit the question, under the agent's name where there are several. */
const doubtNotes = (
  context: SupervisorContext,
  { outcomes, question, actor: { locale } }: State,
  intent: Plan,
  nameOf: NameOf,
): string[] => {
  const all = answers(outcomes);
  return all.flatMap((outcome) => {
    const asked = intent.asks.find(({ agent }) => agent === agentOf(outcome))?.question ?? question;
    const isOnly = all.length === 1;
    const doubts = doubtsAbout(isOnly ? question : asked, outcome, { today: dayOf(context.now()), isOnly, locale });
    return doubts.map((doubt) => (all.length > 1 ? `${nameOf(agentOf(outcome))}: ${doubt}` : doubt));
  });
};

/** No agent answered and at least one asks back: the person is asked in its words. */
const clarifyingVerdict = ({ outcomes, actor }: State, nameOf: NameOf): Verdict => ({
  kind: "clarify",
  markdown: joinFindings(outcomes, nameOf, outcomes, actor.locale),
  choices: suggestionsOf(outcomes, []),
});
