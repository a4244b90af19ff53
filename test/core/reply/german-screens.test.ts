import type { JobConfig } from "../../../src/config/config.ts";
import { TriageConfig } from "../../../src/config/triage-config.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Form } from "../../../src/ports/chat/form.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import type { Run } from "../../../src/ports/databricks/run.ts";
import { sentenceOf } from "../../../src/problems/all-problems.ts";
import { clusterList } from "../../../src/reply/admin-replies.ts";
import { alertOutcome, preparedAlert } from "../../../src/reply/alert-notices.ts";
import { foundMarkdown, nothingFound } from "../../../src/reply/answer/tool-quotes.ts";
import { voted, voteForm } from "../../../src/reply/answer/votes.ts";
import { plainText } from "../../../src/reply/fit/plain-text.ts";
import { confirmCard, formNotice, jobList, whichJob } from "../../../src/reply/jobs/job-notices.ts";
import { runCard } from "../../../src/reply/jobs/run-card.ts";
import { endNotice, runEnded } from "../../../src/reply/jobs/run-end-card.ts";
import { failureAnswer, runList, runStatus } from "../../../src/reply/jobs/run-list.ts";
import { cancelled } from "../../../src/reply/notices/cancel-notices.ts";
import { agentList, help } from "../../../src/reply/notices/help-notices.ts";
import { answeredElsewhere } from "../../../src/reply/notices/private-notices.ts";
import { queryScope, scopeWords } from "../../../src/reply/query/query-scope.ts";
import type { Reader } from "../../../src/reply/reader.ts";
import { loginOffer, signedIn } from "../../../src/reply/sign-in-notices.ts";
import { emailForm, ignoreForm, judgedClass, judgeForm } from "../../../src/reply/triage/triage-notices.ts";
import { phrase } from "../../../src/reply/words/phrase.ts";
import { cardOf } from "../../../src/triage/case-card.ts";
import { causeOf } from "../../../src/triage/diagnosis/cause.ts";
import { draftOf } from "../../../src/triage/notify/message-draft.ts";
import { failedRun } from "../../support/databricks/failed-run.ts";

/* What people read in German, without data or names: no English word of ours is in it. */

const to: Reader = { locale: "de-DE", zone: "Europe/Berlin", isAlone: true };
const actor: Actor = { platform: "slack", tenant: "T1", user: "U1", name: "Xx", locale: "de-DE" };
const job = { id: "xx", name: "Xx", description: "Xx.", job_id: "1", parameters: {} } as unknown as JobConfig;
const run: Run = {
  ...{
    run: "7",
    job: "1",
    name: "Xx",
    state: "queued",
    queued: "it has to wait its turn",
    startedAt: 0,
    creator: "Xx",
  },
  ...{ parameters: {}, url: "https://dbx.example.com/" },
  tasks: [
    { key: "aa", run: "8", state: "ended", outcome: "failed", startedAt: 0, endedAt: 9_000 },
    { key: "bb", run: "9", state: "waiting" },
  ],
};
const failed: Run = { ...run, state: "ended", outcome: "failed", endedAt: 9_000 };
const view = (of: Run) => ({ run: of, name: "Xx", starter: actor, parameters: {}, usualMs: 60_000, now: 10_000, to });
const why = { cause: causeOf("network", "aa", "refused"), evidence: ["Databricks' code: 7"] };
const parts = {
  config: {
    ...({ access: {} as never, jobsChannel: undefined, language: "de", timeZone: "Europe/Berlin" } as const),
    triage: TriageConfig.parse({}),
  },
  ...{ catalog: { byNumber: () => undefined }, notifiers: [] },
};
const one = failedRun("x", {
  name: "Xx",
  owner: "Xx",
  decision: { ...failedRun("x").decision, cause: why.cause, evidence: why.evidence },
  log: ["Repair by Xx, run 7", "Left to people: it would cost more than I may spend in a day", "Run 7 failed, too"],
});

/** As the tools describe themselves, for people and for a model. */
const tools = [
  [phrase("webSearch", {}), phrase("aboutWeb", {}), phrase("webExample", {})],
  ["Runbooks", phrase("aboutRunbooks", {}), phrase("runbookExample", {})],
  ["Dashboards", phrase("aboutDashboards", {}), phrase("dashboardExample", {})],
  [phrase("alerts", {}), phrase("aboutAlerts", { names: "Xx" }), phrase("alertExample", { name: "Xx" })],
].map(([name = "", about = "", example = ""], at) => ({
  ...{ id: `tool-${at}`, name, description: "It gets the person's own words.", examples: [example], keywords: [] },
  tool: { verbs: [], wishes: [], isPublic: false, about },
}));

const archived = sentenceOf("slack.archived", {});
const quote = {
  ...{ title: "Xx", text: "", where: phrase("foundInDatabricks", {}), date: phrase("noDate", {}) },
  why: phrase("isAbout", { words: "Xx" }),
};

const replies: [string, Reply | string][] = [
  ["jobs", jobList([job, job], { wordsOf: () => "", given: { a: "1" }, to, missed: "Xx" })],
  ["which job", whichJob("Xx", [], { all: [job], wordsOf: () => "", to })],
  [
    "a proposal",
    confirmCard({
      ...{ proposal: "p", job, values: { a: "1" }, proposed: ["a"], asker: actor },
      isRepeated: true,
      isForLater: true,
      until: 0,
      to,
    }),
  ],
  ["a form's complaints", formNotice(job, [{ name: "a", wrong: "must be at least 3, not “2”" }], "p", to)],
  ["a run's card", runCard(view(run))],
  ["a run's end", runEnded({ ...view(failed), results: undefined, again: undefined })],
  ["the notice of it", endNotice({ ...view(failed), mention: actor })],
  ["a run's state", runStatus(view(run), true)],
  ["why a run failed", failureAnswer(view(failed), why, run)],
  ["runs", runList({ views: [view(run)], mine: false, failed: true, causes: new Map([["7", why.cause]]), to })],
  ["a failure's card", cardOf(parts, one, to)],
  ["a failure's mail", draftOf(one, to).text],
  [
    "what was stopped",
    cancelled({
      by: actor,
      asker: actor,
      elapsedMs: 1,
      stopped: [],
      answered: [],
      question: "Xx",
      mayEdit: false,
    } as never),
  ],
  ["no agents", agentList([], "de")],
  ["tools among the agents", agentList(tools, "de")],
  ["help", help(tools, phrase("askInTeams", {}), { forAdmin: true, hasSignIn: true, locale: "de" })],
  ["a moved question", answeredElsewhere(["Xx", "Yy"], "de")],
  ["a link to sign in", loginOffer("https://a.example/", "de")],
  ["a sign-in", signedIn("Xx", "de")],
  ["a vote", voted("down", "t", { asksWhy: true, locale: "de" })],
  ["clusters", clusterList([], 0, "de")],
  ["an alert", preparedAlert({ name: "Xx" }, "Xx", "de")],
  ["an alert's end", alertOutcome("Xx", [{ title: "the channel", state: "failed", reason: archived }], "de")],
  ["what a tool found", foundMarkdown([quote], "de")],
  ["a tool that found nothing", nothingFound("Xx", "de")],
  [
    "a query's scope",
    scopeWords(queryScope("SELECT 1 FROM t WHERE d >= '2026-10-01' AND r <> 'Xx'", "2026-11-29"), "de"),
  ],
  ...[
    voteForm("down", "t", "de"),
    ignoreForm("c", "Xx", to),
    judgeForm("c", to),
    emailForm("c", { to: "", subject: "", text: "" }, to),
  ].map((form): [string, string] => [form.title, formText(form)]),
];

/** Everything that a form shows. */
function formText({ title, intro, fields, submit }: Form): string {
  return [
    title,
    intro,
    submit.label,
    ...fields.flatMap(({ label, hint = "", options = [] }) => [label, hint, ...options]),
  ].join("\n");
}

const english =
  /\b(?:the|is|are|isn't|you|your|it|its|of|and|to|with|for|has|have|can't|no|not|by|after|failed|started|run|tasks?|waiting|running)\b/i;

describe("what people read in German", () => {
  it.each(replies)("has no English word of ours: %s", (_, reply) => {
    const text = typeof reply === "string" ? reply : plainText(reply);
    expect(english.exec(text.replace(/`[^`]*`|https?:\S+/g, ""))?.[0], text).toBeUndefined();
  });

  it("reads a kind of failure back that was chosen in German", () => {
    expect(judgedClass("Netz", to)).toBe("network");
    expect(judgedClass("network", to)).toBe("network");
    expect(judgedClass("nothing", to)).toBeUndefined();
  });
});
