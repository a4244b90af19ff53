import { shownValue } from "../../logging/secrets.ts";
import type { Notification } from "../../ports/notifier.ts";
import { duration } from "../../reply/format.ts";
import { creatorName } from "../../reply/jobs/run-card.ts";
import type { Reader } from "../../reply/reader.ts";
import { moment } from "../../reply/words/locale-style.ts";
import { causeIn, phraseIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import type { TriageCase } from "../triage-case.ts";

/** Characters of a trace that a mail shows. */
const mostTrace = 3_000;

/** What a mail or an incident about a failure says, before anybody has changed it. */
export const draftOf = (one: TriageCase, to: Reader): Pick<Notification, "subject" | "text"> => {
  const { name, outcome, run } = one;
  const { mail, classes, priorities } = wordsIn(to.locale).triage;
  const took = duration(Math.max(0, one.endedAt - one.startedAt));
  const ended = `${name} ${wordsIn(to.locale).runs.ends[outcome]}`;
  const cause = causeIn(one.decision.cause, to.locale);
  return {
    subject: shortened(oneLine(`${ended}: ${cause}`), 200),
    text: [
      mail.ended(ended, took, moment(one.endedAt, to)),
      `${mail.why(cause)}\n${mail.kind(classes[one.decision.class], priorities[one.decision.priority])}`,
      factLines(one, to).join("\n"),
      triedText(one, to),
      one.trace ? `${mail.trace(run)}\n\n${one.trace.slice(-mostTrace)}` : "",
    ]
      .filter(Boolean)
      .join("\n\n"),
  };
};

const factLines = (one: TriageCase, to: Reader): string[] => {
  const { run, url, owner, starter, creator, since, failures, parameters } = one;
  const { mail } = wordsIn(to.locale).triage;
  return [
    `${mail.run(run)}${url ? ` - ${url}` : ""}`,
    mail.startedBy(starter ? (starter.name ?? wordsIn(to.locale).runs.somebodyHere) : creatorName(creator, to)),
    mail.since(moment(since, to), failures),
    ...Object.entries(parameters).map(
      ([name, value]) => `${name} = ${shortened(oneLine(shownValue(name, value)), 200)}`,
    ),
    ...(owner ? [mail.owner(owner)] : []),
  ];
};

const triedText = ({ log }: TriageCase, { locale }: Reader): string => {
  const { mail } = wordsIn(locale).triage;
  return log.length > 0
    ? `${mail.tried}\n${log.map((line) => `- ${phraseIn(line, locale)}`).join("\n")}`
    : mail.nothingTried;
};

/** A notification with this text; what people or data wrote is escaped in its document. */
export const notificationOf = (
  one: TriageCase,
  given: Pick<Notification, "id" | "kind" | "subject" | "text"> & { to: readonly string[] },
  { locale }: Reader,
): Notification => ({
  ...given,
  about: one.id,
  subject: oneLine(given.subject),
  html: htmlOf(given.text),
  links: one.url ? [{ title: wordsIn(locale).triage.mail.open, url: one.url }] : [],
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
