import { FailureClass } from "../../config/triage-config.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Form } from "../../ports/chat/form.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { Reader } from "../reader.ts";
import { phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";

/* What is said about acts on a failure. */

const notice = (tone: Notice["tone"], markdown: string, buttons: Button[] = []): Notice => ({
  kind: "notice",
  tone,
  markdown,
  buttons,
});

const said = ({ locale }: Reader) => wordsIn(locale).triage;

export const unknownFailure = (to: Reader): Notice => notice("warning", said(to).gone);

export const notYourFailure = (name: string, to: Reader): Notice => notice("warning", said(to).notYours(name));

export const takenAlready = (name: string, by: string | undefined, to: Reader): Notice =>
  notice("info", said(to).takenAlready(name, by));

export const onItsCard = (name: string, to: Reader): Notice => notice("info", said(to).onItsCard(name));

export const settledAlready = (name: string, to: Reader): Notice => notice("info", said(to).settledAlready(name));

export const clickAgain = (to: Reader): Notice => notice("info", said(to).clickAgain);

/** A retry or repair, as the message of its run says at first. */
export const beginning = (view: {
  name: string;
  run: string;
  isRepair: boolean;
  by: Actor | undefined;
  to: Reader;
}): Notice => {
  const words = said(view.to);
  const who = view.by && (view.by.name ?? words.somebody);
  return notice("info", (view.isRepair ? words.repairing : words.running)(who, view.run, view.name), [
    { action: "cancel-run", value: view.run, label: wordsIn(view.to.locale).runs.cancel, style: "danger" },
  ]);
};

export const ignoreForm = (value: string, name: string, to: Reader): Form => {
  const words = said(to);
  return {
    title: words.ignoreTitle,
    intro: words.ignoreIntro(name),
    fields: [{ name: "reason", label: words.reason, type: "text", required: true }],
    submit: { action: "triage-silence", value, label: words.buttons.ignore, style: "primary" },
    locale: to.locale,
  };
};

export const emailForm = (value: string, draft: { to: string; subject: string; text: string }, to: Reader): Form => {
  const words = said(to);
  const required = true;
  return {
    title: words.emailTitle,
    intro: words.emailIntro,
    fields: [
      { name: "to", label: words.to, type: "text", value: draft.to, required, hint: words.toHint },
      { name: "subject", label: words.subject, type: "text", value: draft.subject, required },
      { name: "text", label: words.text, type: "paragraph", value: draft.text, required },
    ],
    submit: { action: "triage-send", value, label: words.buttons.send, style: "primary" },
    locale: to.locale,
  };
};

export const beingSent = (to: Reader): Notice => notice("info", said(to).beingSent);

export const nobodyOnCall = (to: Reader): Notice => notice("warning", said(to).nobodyOnCall);

export const wrongValues = (
  name: string,
  complaints: readonly { name: string; wrong: string }[],
  to: Reader,
): Notice => {
  const lines = complaints.map((complaint) => `- **${complaint.name}** ${phraseIn(complaint.wrong, to.locale)}`);
  return notice("warning", `${said(to).notYet(name)}\n${lines.join("\n")}`);
};

export const judgeForm = (value: string, to: Reader): Form => {
  const words = said(to);
  const options = FailureClass.options.map((failure) => words.classes[failure]);
  return {
    title: words.judgeTitle,
    intro: words.judgeIntro,
    fields: [{ name: "class", label: words.kind, type: "choice", options, required: true }],
    submit: { action: "triage-judge", value, label: words.buttons.save, style: "primary" },
    locale: to.locale,
  };
};

/** The kind of failure that somebody has chosen in the form. */
export const judgedClass = (chosen: string | undefined, to: Reader): FailureClass | undefined =>
  FailureClass.options.find((failure) => chosen === failure || chosen === said(to).classes[failure]);
