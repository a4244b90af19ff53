import { choreIn } from "../../../adapters/api/wire/chores.ts";
import { conversationIn } from "../../../adapters/api/wire/conversation.ts";
import { createDraft } from "../../../adapters/api/wire/draft.ts";
import { safeMarkdown as apiMarkdown } from "../../../adapters/api/wire/markdown.ts";
import { parse as apiOrder } from "../../../adapters/api/wire/parse.ts";
import { render as apiRender } from "../../../adapters/api/wire/render.ts";
import { parseFault } from "../../../adapters/databricks/fault.ts";
import { familyOf } from "../../../adapters/databricks/genie/failures.ts";
import { answerIn, lastQuery } from "../../../adapters/databricks/genie/result/answer.ts";
import { GenieMessage } from "../../../adapters/databricks/genie/result/message.ts";
import { trailingQuestions } from "../../../adapters/databricks/genie/result/questions.ts";
import { OutputShape, outputOf } from "../../../adapters/databricks/jobs/output.ts";
import { RunShape, runOf } from "../../../adapters/databricks/jobs/parse.ts";
import { jobProblem } from "../../../adapters/databricks/jobs/problems.ts";
import { tableIn } from "../../../adapters/databricks/jobs/table.ts";
import { plain } from "../../../adapters/databricks/jobs/text.ts";
import { int64, tryJson } from "../../../adapters/databricks/json.ts";
import { problemOf } from "../../../adapters/databricks/problem.ts";
import { requestOf } from "../../../adapters/incident/requests.ts";
import { incidentSettings } from "../../../adapters/incident/settings.ts";
import { mailProblem } from "../../../adapters/mail/problems.ts";
import { mailboxOf, serverOf } from "../../../adapters/mail/settings.ts";
import { chunkOf } from "../../../adapters/model/chunks.ts";
import { lastObject } from "../../../adapters/model/json-object.ts";
import { modelProblem } from "../../../adapters/model/problems.ts";
import { createReasoningFilter } from "../../../adapters/model/reasoning.ts";
import { readClick } from "../../../adapters/slack/inbound/click.ts";
import { readCommand } from "../../../adapters/slack/inbound/command.ts";
import { readEvent } from "../../../adapters/slack/inbound/event.ts";
import { readView } from "../../../adapters/slack/inbound/view.ts";
import * as slackEscape from "../../../adapters/slack/render/escape.ts";
import { modal } from "../../../adapters/slack/render/form.ts";
import { safeMarkdown as slackMarkdown } from "../../../adapters/slack/render/markdown.ts";
import { markdownSize } from "../../../adapters/slack/render/markdown-size.ts";
import { render as slackRender } from "../../../adapters/slack/render/render.ts";
import { split as slackSplit } from "../../../adapters/slack/render/split.ts";
import { Activity } from "../../../adapters/teams/inbound/activity.ts";
import { inboundOf } from "../../../adapters/teams/inbound/parse.ts";
import * as teamsEscape from "../../../adapters/teams/render/escape.ts";
import { consentMessage } from "../../../adapters/teams/render/file.ts";
import { formMessage } from "../../../adapters/teams/render/form.ts";
import { markdownBlocks as teamsMarkdown } from "../../../adapters/teams/render/markdown.ts";
import { render as teamsRender } from "../../../adapters/teams/render/render.ts";
import { split as teamsSplit } from "../../../adapters/teams/render/split.ts";
import { createDialog } from "../../../adapters/terminal/dialog.ts";
import { harmless } from "../../../adapters/terminal/escape.ts";
import { markdownLines } from "../../../adapters/terminal/markdown.ts";
import type { OutputStyle } from "../../../adapters/terminal/output-style.ts";
import { liveLines, plainLines, timed } from "../../../adapters/terminal/progress-lines.ts";
import { finalLines } from "../../../adapters/terminal/render.ts";
import { fitted, padded, widthOf, wrapped } from "../../../adapters/terminal/width.ts";
import { isPlainShow, refusalOf } from "../../../src/admin/sql-read-only.ts";
import { File } from "../../../src/config/config-file.ts";
import { coerce } from "../../../src/config/parameter-values.ts";
import { FailureClass, TriageConfig } from "../../../src/config/triage-config.ts";
import { csvPieces } from "../../../src/files/csv.ts";
import { findJob, leadingJob } from "../../../src/jobs/job-names.ts";
import { isRun, orderOf, parseStart } from "../../../src/jobs/job-order.ts";
import { checkParameters } from "../../../src/jobs/parameters.ts";
import { shownValue, withoutSecrets } from "../../../src/logging/secrets.ts";
import { readPreference } from "../../../src/memory/preference-reading.ts";
import type { Form } from "../../../src/ports/chat/form.ts";
import type { Answer, Notice, Progress } from "../../../src/ports/chat/reply.ts";
import type { Notification } from "../../../src/ports/notifier.ts";
import { Place } from "../../../src/ports/place.ts";
import type { Table } from "../../../src/ports/table.ts";
import { answer } from "../../../src/reply/answer/answer.ts";
import { suggestionIn } from "../../../src/reply/answer/suggestion.ts";
import { foundMarkdown } from "../../../src/reply/answer/tool-quotes.ts";
import { fieldLabel } from "../../../src/reply/field-label.ts";
import { plainText, unmarked } from "../../../src/reply/fit/plain-text.ts";
import { inMarkdown, inPlainWords } from "../../../src/reply/fit/plainer.ts";
import { runCard } from "../../../src/reply/jobs/run-card.ts";
import { reported, runEnded } from "../../../src/reply/jobs/run-end-card.ts";
import { runsOf } from "../../../src/reply/markdown/inline-markdown.ts";
import { blocksOf } from "../../../src/reply/markdown/markdown.ts";
import { cut, mendFences } from "../../../src/reply/markdown/pieces.ts";
import { editForm, howUnderstood } from "../../../src/reply/notices/question-notices.ts";
import { queryScope, scopeWords } from "../../../src/reply/query/query-scope.ts";
import { sqlTables } from "../../../src/reply/query/sql-tables.ts";
import { chartOf, chartsOf, chartWords } from "../../../src/reply/tables/chart.ts";
import { columnViews, isQuantity } from "../../../src/reply/tables/column-view.ts";
import { textInColumns } from "../../../src/reply/tables/columns.ts";
import { grouped } from "../../../src/reply/tables/numbers.ts";
import { causeIn, phraseIn } from "../../../src/reply/words/phrase-reading.ts";
import { suggestionsOf } from "../../../src/supervisor/answering/joined-findings.ts";
import { joinedVerdict } from "../../../src/supervisor/answering/joined-verdict.ts";
import { supportedText } from "../../../src/supervisor/answering/supported-text.ts";
import { declineIn } from "../../../src/supervisor/planning/declined-wishes.ts";
import { routeJobs } from "../../../src/supervisor/planning/job-router.ts";
import { isFollowUp, route } from "../../../src/supervisor/planning/keyword-router.ts";
import { partsOf } from "../../../src/supervisor/planning/question-parts.ts";
import { smallTalk } from "../../../src/supervisor/planning/small-talk.ts";
import { answerPrompt, planPrompt } from "../../../src/supervisor/prompts.ts";
import { askedView, viewAlone, withoutView } from "../../../src/text/asked-view.ts";
import { askedPeriods } from "../../../src/text/dates/asked-period.ts";
import { timeZone } from "../../../src/text/dates/time-zone.ts";
import { isEmailAddress } from "../../../src/text/email-address.ts";
import { figuresIn } from "../../../src/text/figures/figures.ts";
import { escapeMarkdown } from "../../../src/text/markup/markdown-escape.ts";
import { pretends, visible, webAddress } from "../../../src/text/markup/sanitize.ts";
import { oneLine, shortened, shortenedBytes } from "../../../src/text/shorten.ts";
import { sqlTokens } from "../../../src/text/sql-tokens.ts";
import { plainTyping } from "../../../src/text/typing.ts";
import { normalizeText, stems } from "../../../src/text/word-forms.ts";
import { writtenLanguage } from "../../../src/text/written-language.ts";
import { cardOf } from "../../../src/triage/case-card.ts";
import { causeOf } from "../../../src/triage/diagnosis/cause.ts";
import { classify } from "../../../src/triage/diagnosis/classification.ts";
import { evidenceText } from "../../../src/triage/diagnosis/evidence-text.ts";
import { normalizeError } from "../../../src/triage/diagnosis/signature.ts";
import { reportMarkdown, reportOf } from "../../../src/triage/learning/report.ts";
import { trainingLines } from "../../../src/triage/learning/training-file.ts";
import { draftOf, notificationOf as notificationOfCase } from "../../../src/triage/notify/message-draft.ts";
import { sendingId } from "../../../src/triage/notify/sending.ts";
import { parseWords } from "../../../src/turn/interactions/command-words.ts";
import { readPrivacy } from "../../../src/turn/privacy/private-words.ts";
import { longMarkdown } from "../../contract/replies.ts";
import { exampleProfiles } from "../bench.ts";
import { exampleJobs } from "../databricks/example-jobs.ts";
import { failedRun } from "../databricks/failed-run.ts";
import type { Reader } from "./linear.ts";

/*
 * Everything that reads text of people, data or models, as functions of one text. linear.test.ts feeds them all, and
 * fails where a file of the folders that read texts is neither imported here nor named there with a reason.
 */

const notificationOf = (text: string): Notification => ({
  ...{ id: text, kind: "escalation", to: [], subject: text, text, html: text },
  links: [{ title: text, url: text }],
  facts: [{ name: text, value: text }],
});

const agents = exampleProfiles();
const jobs = exampleJobs();
const [job = fail()] = jobs;
function fail(): never {
  throw new Error("the example configuration has no job");
}

const table = (text: string): Table => ({
  columns: [
    { name: text, type: "text" },
    { name: "amount", type: "number" },
    { name: "at", type: "time" },
  ],
  rows: [
    [text, text, text],
    [text, text, text],
  ],
  total: 2,
  truncated: false,
});

/** The text in every field of a reply, once. */
const progressOf = (text: string): Progress => ({
  kind: "progress",
  headline: text,
  question: text,
  rows: [{ agent: "sales", title: text, state: "running", words: text }],
  facts: [text],
  links: [{ label: text, url: "https://dbx.example.com" }],
  draft: text,
  elapsedMs: 1,
  buttons: [{ action: "cancel", value: "1", label: text }],
});

const answerOf = (text: string): Answer => ({
  kind: "answer",
  question: text,
  markdown: text,
  tables: [{ title: text, table: table(text) }],
  chart: { type: "bar", title: text, categories: [text], series: [{ name: text, values: [1] }] },
  sources: [
    { agent: "sales", title: text, question: text, sql: text, link: text, elapsedMs: 1, trusted: true },
    { agent: "stock", title: "Stock", question: "?", elapsedMs: 1, trusted: false, failed: text },
  ],
  confidence: "high",
  notes: [text],
  elapsedMs: 1,
  buttons: [{ action: "ask", value: "1", label: text }],
});

const noticeOf = (text: string): Notice => ({
  kind: "notice",
  tone: "warning",
  title: text,
  question: text,
  markdown: text,
  mention: { user: text, name: text },
  buttons: [{ action: "ask", value: "1", label: text }],
});

const form = (text: string): Form => ({
  title: text,
  intro: text,
  fields: [
    { name: "a", label: text, type: "text", hint: text, value: text, error: text, required: true },
    { name: "b", label: "b", type: "number", value: text, required: true },
    { name: "c", label: "c", type: "date", value: text, required: true },
    { name: "d", label: "d", type: "choice", options: [text, "x"], value: text, required: true },
  ],
  submit: { action: "job-fill", value: "1", label: text },
});

const place = Place.parse({ platform: "slack", thread: "slack:T1:C1:1", channelId: "C1", direct: true, to: null });

const run = (text: string) => ({
  run: runOf(
    RunShape.parse({
      run_id: "1",
      job_id: "2",
      run_name: text,
      run_page_url: text,
      creator_user_name: text,
      status: { state: "TERMINATED", termination_details: { code: "RUN_EXECUTION_ERROR", message: text } },
      tasks: [
        {
          task_key: text,
          run_id: "3",
          status: { state: "TERMINATED", termination_details: { code: "RUN_EXECUTION_ERROR", message: text } },
        },
      ],
      job_parameters: [{ name: "a", value: text }],
    }),
    "https://dbx.example.com",
  ),
  name: "Nightly load",
  starter: undefined,
  parameters: { a: text },
  now: 0,
  to: { locale: "de" },
});

const output = (text: string) =>
  [{ error: text, error_trace: text }, { logs: text }, { notebook_output: { result: text } }].map((shape) =>
    outputOf(OutputShape.parse(shape)),
  );

const ended = (text: string) =>
  output(text).map((one) => {
    const view = run(text);
    const [task = fail()] = view.run.tasks;
    return runEnded({ ...view, results: [{ task, output: one }], again: undefined });
  });

const genie = (text: string) =>
  GenieMessage.parse({
    message_id: "1",
    status: "COMPLETED",
    attachments: [
      { text: { content: text } },
      {
        query: {
          ...{ query: text, description: text },
          thoughts: [{ thought_type: "THOUGHT_TYPE_STEPS", content: text }],
        },
      },
      { suggested_questions: { questions: [text] } },
    ],
  });

const finding = (text: string) => ({
  agent: "sales",
  question: text,
  text,
  sql: text,
  table: table(text),
  earlier: [],
  notes: [],
  clarifies: false,
  thoughts: [{ kind: "steps" as const, text }],
  suggestions: [text],
  link: text,
  trusted: false,
  elapsedMs: 1,
});
const outcome = (text: string) => ({ state: "done" as const, key: "k", finding: finding(text) });

const slackMessage = (text: string, fields = "") => ({
  type: "event_callback",
  team_id: "T1",
  event_id: "E1",
  event: {
    ...{ type: "message", channel: "D1", channel_type: "im", user: "U1", text, ts: "1.1" },
    attachments: [
      { is_share: true, author_name: fields, text: fields },
      { blocks: [{ type: "table", rows: [[{ type: "raw_text", text: fields }]] }] },
    ],
  },
});
const bot = { team: "T1", bot: "UBOT" };
const slackClick = (text: string) => ({
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  container: { channel_id: "C1", message_ts: "1.1" },
  actions: [{ action_id: text, action_ts: "1", value: text }],
});
const slackView = (text: string) => ({
  type: "view_submission",
  user: { id: "U1", team_id: "T1" },
  team: { id: "T1" },
  view: {
    id: "V1",
    callback_id: "c",
    private_metadata: JSON.stringify({ value: text, place }),
    state: { values: { a: { a: { value: text } } } },
  },
});

const activity = (text: string, more: object = {}) =>
  Activity.parse({
    type: "message",
    id: "1",
    channelId: "msteams",
    serviceUrl: "https://smba.example.com/",
    conversation: { id: "a:1", conversationType: "personal", tenantId: "T1" },
    from: { id: "29:1", name: text },
    recipient: { id: "28:bot" },
    text,
    entities: [{ type: "mention", mentioned: { id: "28:bot" }, text: "<at>Bot</at>" }],
    channelData: { tenant: { id: "T1" } },
    ...more,
  });

const apiRequest = (text: string) => ({
  method: "POST",
  path: "/v1/chat/completions",
  headers: { "x-thread-id": "t" },
  body: Buffer.from(
    JSON.stringify({
      model: "genie-concierge",
      user: text.slice(0, 1_000),
      messages: [
        { role: "user", content: text },
        { role: "user", content: `x${text.slice(0, 7_000)}` },
      ],
    }),
  ),
});

const style: OutputStyle = { width: 80, paint: (_, text) => text };
const file: OutputStyle = { ...style, width: Number.POSITIVE_INFINITY };

const noRichText = new Set(["plan", "table", "markdown", "rich_text"]);

const deployment = { jobsChannel: undefined, language: "de", timeZone: "UTC" } as const;
const noTriage = { access: File.parse({}).access, ...deployment, triage: TriageConfig.parse({}) };
const noChannels = { catalog: { byNumber: () => undefined }, notifiers: [] };

const symptoms = (text: string) => ({
  ...{ outcome: "failed" as const, code: "RUN_EXECUTION_ERROR", type: "CLIENT_ERROR" },
  ...{ message: text, error: text, trace: text, logs: text },
});

/** More than one message holds, so that no length makes the difference between one message and two. */
const { markdown: long } = longMarkdown(14_000);

/** By area: what reads a text there. */
export const readers: Record<string, Record<string, Reader>> = {
  jobs: {
    parseStart,
    isRun,
    orderOf: (text) => [orderOf({ verb: "cancel", target: text }), orderOf({ verb: "run", rest: text })],
    findJob: (text) => findJob(jobs, text),
    leadingJob: (text) => leadingJob(jobs, text),
    checkParameters: (text) => checkParameters(job, { [text]: text, date: text }, text, "2026-01-31"),
    coerce: (text) =>
      (["string", "number", "integer", "boolean", "date"] as const).map((type) => coerce({ type }, text, "2026-01-31")),
  },
  turn: {
    "parseWords of a wish": (text) =>
      [`remember that ${text}`, `by ${text}`, `forget that ${text}`].map((one) => parseWords(one, "sentence")),
    readPreference: (text) => readPreference(text, 1),
    readPrivacy: (text) => [text, `--private ${text}`, `${text}, privately`].map(readPrivacy),
    "parseWords of a command": (text) => parseWords(text, "command", jobs),
    "parseWords of a sentence": (text) => parseWords(`run ${text}`, "sentence", jobs),
    "parseWords of a question": (text) => parseWords(text, "sentence", jobs),
  },
  triage: {
    classify: (text) => classify(symptoms(text)),
    sendingId: (text) => sendingId("mail", "report", text, text),
    withoutSecrets,
    shownValue: (text) => [shownValue(text, "x"), shownValue("x", text)],
    evidenceText,
    normalizeError,
    "cards and drafts": (text) => {
      const one = failedRun(text);
      const draft = draftOf(one, { locale: "de" });
      return [
        cardOf({ ...noChannels, config: noTriage }, one),
        notificationOfCase(one, { ...draft, id: "1", kind: "report", to: [] }, {}),
      ];
    },
    timeZone,
    reportMarkdown: (text) => {
      const { decision, signature, run } = failedRun(text);
      const ended = { id: "1", at: 1, job: text, run, signature, outcome: "green", mended: true, tried: true };
      const lessons = [ended, ended].map((one) => ({ ...decision, ...one }));
      return [reportMarkdown(reportOf(lessons)), trainingLines(lessons)];
    },
    "runs with words": (text) => orderOf({ verb: "runs", rest: text }),
    parametersInOrder: (text) => checkParameters(job, { from: text, to: text }, text, "2026-01-31"),
    phraseIn: (text) => [phraseIn(text, "de"), phraseIn(`e-mail: not sent. ${text}`, "de")],
    causeIn: (text) => [
      causeIn(text, "de"),
      causeIn(`Task ${text}`, "de"),
      causeIn(`The run ran out of memory: ${text}.`, "de"),
    ],
    causeOf: (text) => FailureClass.options.map((failure) => causeOf(failure, text, text)),
  },
  supervisor: {
    partsOf: (text) =>
      partsOf(text, ["a", "b"], {
        says: (clause) => [clause.length % 2 === 0 ? "a" : "b"],
        names: [{ name: "x y", agents: ["a", "b"] }],
      }),
    route: (text) => route(text, agents, [{ question: "x", answer: "", agents: ["sales"], kind: "answer", at: 0 }]),
    plainTyping,
    writtenLanguage,
    declineIn: (text) => [declineIn(text, jobs), declineIn(`alert me when ${text}`, jobs)],
    routeJobs: (text) => routeJobs(text, jobs),
    "routeJobs that may be run": (text) => routeJobs(`please run the nightly load ${text}`, jobs),
    smallTalk: (text) => smallTalk(text, agents),
    isFollowUp,
    stems,
    normalizeText,
    planPrompt: (text) =>
      planPrompt({ agents, jobs, today: "2026-01-31", summary: text, exchanges: [], question: text }),
    answerPrompt: (text) => answerPrompt(text, [outcome(text)], agents, (id) => id, true),
    suggestionsOf: (text) => suggestionsOf([outcome(text)], [text]),
    howUnderstood: (text) => howUnderstood([outcome(text)], (id) => id, undefined),
    editForm: (text) => [modal(editForm("t", text, undefined), place), formMessage(editForm("t", text, undefined))],
    foundMarkdown: (text) => foundMarkdown([{ title: text, text, where: text, url: text, date: text, why: text }]),
    supportedText: (text) => supportedText(text, text, [outcome(text)]),
    joinedVerdict: (text) => joinedVerdict(text, [outcome(text), { ...outcome(text), key: "l" }], (id) => id, "de"),
    figuresIn,
  },
  reply: {
    visible,
    pretends: (text) => pretends(text, "https://a.example/"),
    webAddress: (text) => [webAddress(text), webAddress(`https://${text}`), webAddress(`https://a.example/${text}`)],
    runsOf,
    blocksOf,
    unmarked,
    cut: (text) => mendFences(cut(text, 3_000)),
    oneLine,
    shortened: (text) => [shortened(text, 100), shortenedBytes(text, 100), shortenedBytes(text, text.length / 2)],
    escapeMarkdown,
    grouped,
    sqlTokens,
    sqlTables: (text) => [sqlTables(text), sqlTables(`SELECT 1 FROM ${text}`), sqlTables(`WITH ${text} SELECT 1`)],
    queryScope: (text) =>
      [text, `SELECT 1 FROM t WHERE ${text}`].map((sql) => scopeWords(queryScope(sql, "2026-11-29"), "de")),
    askedView,
    withoutView,
    viewAlone,
    charts: (text) => chartsOf(table(text)).map((as) => chartOf(table(text), as).map(chartWords)),
    askedPeriods: (text) => askedPeriods(text, "2026-11-29"),
    suggestionIn,
    fieldLabel,
    isQuantity: (text) => isQuantity({ name: text, type: "number" }, [text]),
    columnViews: (text) =>
      (["text", "number", "time", "date"] as const).flatMap((type) =>
        columnViews({ columns: [{ name: text, type }], rows: [[text], [text]] }).map(({ cell }) => cell(text)),
      ),
    csv: (text) => [...csvPieces(table(text))],
    textInColumns: (text) => textInColumns([["a", "b"], text.split(" ")], [true]),
    answer: (text) =>
      answer({
        result: {
          kind: "answer",
          markdown: text,
          outcomes: [outcome(text)],
          confidence: "high",
          notes: [text],
          suggestions: [text],
        },
        nameOf: () => "Sales",
        question: text,
        echo: text,
        elapsedMs: 1,
        today: "2026-11-29",
      }),
    plainText: (text) => [progressOf(text), answerOf(text), noticeOf(text)].map(plainText),
    run: (text) => [runCard(run(text)), reported(run(text)), ended(text)],
  },
  slack: {
    readEvent: (text) => readEvent(slackMessage(text), bot),
    "readEvent of a mention": (text) => readEvent(slackMessage(`${text}<@UBOT> x`), bot),
    "readEvent of what stands beside a message": (text) => readEvent(slackMessage("x", text), bot),
    readCommand: (text) =>
      readCommand({ team_id: "T1", channel_id: "C1", user_id: "U1", trigger_id: "1", text, user_name: text }, bot),
    readClick: (text) => readClick(slackClick(text), bot),
    readView: (text) => readView(slackView(text), bot),
    verbatim: slackEscape.verbatim,
    mrkdwn: slackEscape.mrkdwn,
    link: (text) => slackEscape.link("https://a.example", text),
    mention: slackEscape.mention,
    safeMarkdown: slackMarkdown,
    "size of markdown in Slack": (text) => [markdownSize(text), markdownSize(text, true)],
    modal: (text) => modal(form(text), place),
  },
  teams: {
    inboundOf: (text) => inboundOf(activity(text)),
    "inboundOf with mentions of all sorts": (text) =>
      inboundOf(
        activity(text, {
          entities: [text, "<at>Bot</at>", `<at>${text}</at>`].map((one) => ({
            type: "mention",
            mentioned: { id: "28:bot" },
            text: one,
          })),
        }),
      ),
    "inboundOf markup beside the text": (text) =>
      inboundOf(
        activity("why?", {
          attachments: [
            { contentType: "text/html", content: `<blockquote itemtype="x.schema.skype.com/Reply">${text}` },
          ],
        }),
      ),
    "inboundOf markup beside the same text": (text) =>
      inboundOf(
        activity(text, {
          attachments: [
            {
              contentType: "text/html",
              content: `<blockquote itemtype="x.schema.skype.com/Forward"></blockquote>${text}`,
            },
          ],
        }),
      ),
    "inboundOf a quoted message": (text) =>
      inboundOf(
        activity("why?", { entities: [{ type: "quotedReply", quotedReply: { senderName: text, preview: text } }] }),
      ),
    "inboundOf a card": (text) =>
      inboundOf(activity("", { value: { action: text, value: text, isForm: true, "field.a": text, [text]: text } })),
    verbatim: teamsEscape.verbatim,
    link: (text) => teamsEscape.link("https://a.example", text),
    markdownBlocks: teamsMarkdown,
    formMessage: (text) => formMessage(form(text)),
    consentMessage: (text) =>
      consentMessage({ name: text, title: text, contentType: "text/csv", content: Buffer.from("a") }, undefined),
  },
  terminal: {
    harmless,
    width: (text) => [widthOf(text), fitted(text, 40), padded(text, 40)],
    wrapped: (text) => [wrapped(text, 80), wrapped(text, Number.POSITIVE_INFINITY)],
    markdownLines: (text) => markdownLines(text, style),
    "markdownLines in a file": (text) => markdownLines(text, file),
    dialog: (text) => {
      const dialog = createDialog(form(text));
      return [dialog.intro, dialog.question(), dialog.answer(text), dialog.question()];
    },
  },
  api: {
    parse: (text) => apiOrder(apiRequest(text), "key", () => "id"),
    safeMarkdown: apiMarkdown,
    conversationIn: (text) =>
      conversationIn([
        { role: "system", content: text },
        { role: "user", content: text },
        { role: "assistant", content: [{ type: "text", text }] },
        { role: "user", content: "x" },
      ]),
    choreIn: (text) => [choreIn(text), choreIn(`### Task:\n### Output:\n"title":${text}`), choreIn(`User:${text}`)],
    "choreIn of a title": (text) => choreIn(`Write a title for the chat\n${text}`),
    draft: (text) => createDraft().grow({ state: "working", lines: [], draft: text }),
  },
  databricks: {
    "parseFault of a page": (text) => problemOf(parseFault(403, text)),
    "parseFault of JSON": (text) => problemOf(parseFault(403, JSON.stringify({ error_code: "X", message: text }))),
    "parseFault of words in JSON": (text) => parseFault(403, JSON.stringify({ error: text })),
    jobProblem: (text) =>
      jobProblem(problemOf({ status: 400, code: "INVALID", message: text }), { right: "CAN_VIEW" }, async () => "x"),
    familyOf: (text) => [familyOf({ error: text }), familyOf({ type: text })],
    answerIn: (text) => [answerIn(genie(text)), lastQuery(genie(text))],
    trailingQuestions: (text) => [trailingQuestions(text), trailingQuestions(`${text}?`)],
    plain,
    outputOf: output,
    runOf: run,
    tableIn: (text) => [tableIn(text, false), tableIn(JSON.stringify([{ a: text }]), false)],
    tryJson: (text) => [tryJson(text), tryJson(JSON.stringify({ a: text })), int64(text)],
  },
  notifiers: {
    isEmailAddress,
    mailboxOf: (text) => mailboxOf(`${text} <a@example.com>`),
    serverOf: (text) => serverOf(`smtp://${text}@example.com`),
    mailProblem: (text) => mailProblem(new Error(text)),
    requestOf: (text) =>
      (["pagerduty", "opsgenie"] as const).map((kind) =>
        requestOf({ kind, url: "https://example.com", token: "t" }, notificationOf(text)),
      ),
    "requestOf a template": (text) =>
      requestOf({ kind: "json", url: "https://example.com", token: undefined, template: text }, notificationOf(text)),
    incidentSettings: (text) =>
      incidentSettings({ INCIDENT_WEBHOOK_URL: text, INCIDENT_WEBHOOK_TEMPLATE: text }, () => undefined),
  },
  admin: {
    isPlainShow: (text) => isPlainShow(`SHOW ${text}`),
    refusalOf: (text) => refusalOf({ statements: [{ select: { args: [text], name: text } }], error: text }),
  },
  model: {
    modelProblem: (text) =>
      modelProblem(new Error(text), { kind: "openai", apiKey: "secret-key", model: "m" }, ["secret-key"]),
    lastObject: (text) => lastObject(Place, text),
    reasoning: (text) => createReasoningFilter().push(text),
    "reasoning in pieces": (text) => {
      const filter = createReasoningFilter();
      for (let at = 0; at < text.length; at += 5) filter.push(text.slice(at, at + 5));
      return filter.end();
    },
    "reasoning that begins": (text) => createReasoningFilter().push(`<think>${text}`),
    chunkOf: (text) => [chunkOf({ choices: [{ delta: { content: [text, { type: "text", text }] } }] }), chunkOf(text)],
  },
};

/** Whole replies in each channel. The core gives them at most `mostReply` characters of text. */
export const renderers: Record<string, Reader> = {
  "progress in Slack": (text) => slackRender(progressOf(text)),
  "answer in Slack": (text) => slackRender(answerOf(text)),
  "plain answer in Slack": (text) => slackRender(answerOf(text), noRichText),
  "notice in Slack": (text) => slackRender(noticeOf(text)),
  "split of an answer in Slack": (text) => slackSplit({ ...answerOf("x"), markdown: `${long}${text}` }),
  "split of a notice in Slack": (text) => slackSplit({ ...noticeOf("x"), markdown: `${long}${text}` }),
  "progress in Teams": (text) => teamsRender(progressOf(text)),
  "answer in Teams": (text) => teamsRender(answerOf(text)),
  "notice in Teams": (text) => teamsRender(noticeOf(text)),
  "split of an answer in Teams": (text) => teamsSplit({ ...answerOf("x"), markdown: `${long}${text}` }),
  "split of a notice in Teams": (text) => teamsSplit({ ...noticeOf("x"), markdown: `${long}${text}` }),
  "progress at a terminal": (text) => {
    const post = timed(undefined, progressOf(text), 0);
    return [liveLines(post, 0, style), plainLines(post)];
  },
  "answer in markdown": (text) => inMarkdown(answerOf(text)),
  "answer in plain words": (text) => inPlainWords(answerOf(text)),
  "answer at a terminal": (text) => finalLines(answerOf(text), style),
  "notice at a terminal": (text) => finalLines(noticeOf(text), style),
  "progress in the API": (text) => apiRender(progressOf(text)),
  "answer in the API": (text) => apiRender(answerOf(text)),
  "notice in the API": (text) => apiRender(noticeOf(text)),
};
