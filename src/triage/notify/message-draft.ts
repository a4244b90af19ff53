import type { Notification } from "../../ports/notifier.ts";
import { duration } from "../../reply/format.ts";
import { endWords } from "../../reply/jobs/run-card.ts";
import { moment } from "../../reply/jobs/run-list.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { shownValue } from "../diagnosis/secrets.ts";
import type { TriageCase } from "../triage-case.ts";

/** Characters of a trace that a mail shows. */
const mostTrace = 3_000;

/** What a mail or an incident about a failure says, before anybody has changed it. */
export const draftOf = (one: TriageCase): Pick<Notification, "subject" | "text"> => {
  const { name, outcome, run, decision } = one;
  const took = duration(Math.max(0, one.endedAt - one.startedAt));
  return {
    subject: shortened(oneLine(`${name} ${endWords[outcome]}: ${decision.cause}`), 200),
    text: [
      `${name} ${endWords[outcome]} after ${took}, at ${moment(one.endedAt)}.`,
      `Why: ${decision.cause}\nKind of failure: ${decision.class}, ${decision.priority} priority`,
      factLines(one).join("\n"),
      triedText(one),
      one.trace ? `The end of the trace of run ${run}:\n\n${one.trace.slice(-mostTrace)}` : "",
    ]
      .filter(Boolean)
      .join("\n\n"),
  };
};

const factLines = ({ run, url, owner, starter, creator, since, failures, parameters }: TriageCase): string[] => [
  `Run: ${run}${url ? ` - ${url}` : ""}`,
  `Started by: ${starter?.name ?? creator ?? "a schedule or somebody else"}`,
  `Failing since: ${moment(since)}${failures > 1 ? `, ${failures} times in a row` : ""}`,
  ...Object.entries(parameters).map(([name, value]) => `${name} = ${shortened(oneLine(shownValue(name, value)), 200)}`),
  ...(owner ? [`Whom to ask: ${owner}`] : []),
];

const triedText = ({ log }: TriageCase): string =>
  log.length > 0
    ? `What has been done so far:\n${log.map((line) => `- ${line}`).join("\n")}`
    : "Nothing has been tried yet.";

/** A notification with this text; what people or data wrote is escaped in its document. */
export const notificationOf = (
  one: TriageCase,
  given: Pick<Notification, "id" | "kind" | "subject" | "text"> & { to: readonly string[] },
): Notification => ({
  ...given,
  about: one.id,
  subject: oneLine(given.subject),
  html: htmlOf(given.text),
  links: one.url ? [{ title: "Open the run in Databricks", url: one.url }] : [],
  facts: [
    { name: "job", value: one.name },
    { name: "run", value: one.run },
    { name: "class", value: one.decision.class },
    { name: "priority", value: one.decision.priority },
    { name: "cause", value: one.decision.cause },
    { name: "signature", value: one.signature },
  ],
});

/** Paragraphs as they were written; a trace keeps its lines. */
const htmlOf = (text: string): string =>
  `<!doctype html><html><body style="font-family: sans-serif">${text
    .split("\n\n")
    .map((part) => `<p style="white-space: pre-wrap">${escaped(part)}</p>`)
    .join("")}</body></html>`;

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
