import type { Actor } from "../../ports/actor.ts";
import type { Button, Form, Notice } from "../../ports/chat/reply.ts";

/* What is said about acts on a failure. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

const nameOf = ({ name }: Actor): string => name ?? "Somebody";

export const unknownFailure = notice("warning", "I no longer know this failure: it is too long ago.");

export const notYourFailure = (name: string): Notice =>
  notice(
    "warning",
    `You can't act on failures of ${name}. The person who started the run, administrators, and the people in triage.allow can.`,
  );

export const takenAlready = (name: string, by: string | undefined): Notice =>
  notice("info", `${by ?? "The policy of this job"} is already having ${name} run again.`);

export const settledAlready = (name: string): Notice =>
  notice("info", `There is nothing more to do here: this failure of ${name} has been dealt with.`);

export const clickAgain = notice("info", "I couldn't open the form in time. Please click once more.");

/** A retry or repair, as the message of its run says at first. */
export const beginning = (view: { name: string; run: string; isRepair: boolean; by: Actor | undefined }): Notice => {
  const who = view.by ? nameOf(view.by) : "I, by this job's policy,";
  return notice(
    "info",
    view.isRepair
      ? `${who} ${view.by ? "is" : "am"} repairing run ${view.run} of **${view.name}**: what failed runs again.`
      : `${who} ${view.by ? "is" : "am"} running **${view.name}** again, as run ${view.run}.`,
    [{ action: "cancel-run", value: view.run, label: "Cancel run", style: "danger" }],
  );
};

export const ignoreForm = (value: string, name: string): Form => ({
  title: "Ignore this failure",
  intro: `I won't bring this failure of ${name} up again for 30 days. Why doesn't it matter?`,
  fields: [{ name: "reason", label: "Reason", type: "text", required: true }],
  submit: { action: "triage-silence", value, label: "Ignore", style: "primary" },
});

export const emailForm = (value: string, draft: { to: string; subject: string; text: string }): Form => ({
  title: "E-mail about a failure",
  intro: "This is a draft. Change what you like; it is sent when you click Send.",
  fields: [
    {
      name: "to",
      label: "To",
      type: "text",
      value: draft.to,
      required: true,
      hint: "One address, or several with commas",
    },
    { name: "subject", label: "Subject", type: "text", value: draft.subject, required: true },
    { name: "text", label: "Text", type: "paragraph", value: draft.text, required: true },
  ],
  submit: { action: "triage-send", value, label: "Send", style: "primary" },
});

export const beingSent = (title: string): Notice =>
  notice("info", `I'm sending the ${title}. The card says how it went.`);

export const nobodyOnCall = notice(
  "warning",
  "Nobody is on call: an administrator can set a channel or addresses (setting triage.on_call).",
);

export const wrongValues = (name: string, complaints: readonly { name: string; wrong: string }[]): Notice => {
  const lines = complaints.map((complaint) => `- **${complaint.name}** ${complaint.wrong}`);
  return notice("warning", `I haven't run **${name}** again yet:\n${lines.join("\n")}`);
};

export const judgeForm = (value: string, classes: readonly string[]): Form => ({
  title: "What was it really?",
  intro: "Your answer is kept, and shows where I judge badly.",
  fields: [{ name: "class", label: "Kind of failure", type: "choice", options: [...classes], required: true }],
  submit: { action: "triage-judge", value, label: "Save", style: "primary" },
});
