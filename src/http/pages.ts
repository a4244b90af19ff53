import type { HttpResponse } from "../ports/chat/http.ts";
import { retention } from "../retention.ts";

/* The pages that an app in Slack or Teams has to link to: what this is, privacy and terms. The same for everybody. */

const page = (title: string, paragraphs: readonly string[]): HttpResponse => ({
  status: 200,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  },
  body: [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title>`,
    '<meta name="viewport" content="width=device-width"><style>body{font:1em/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}</style>',
    `<h1>${title}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
  ].join("\n"),
});

const days = (ms: number): string => `${ms / 86_400_000} days`;

/** By path. */
export const pages: ReadonlyMap<string, HttpResponse> = new Map([
  [
    "/",
    page("Genie Concierge", [
      "The front desk for your company's Databricks Genie agents and jobs, in Slack and Microsoft Teams.",
      "Write <b>help</b> to it in your chat to see what it can do. Your company runs it; its administrators can answer your questions.",
      '<a href="/privacy">Privacy</a> · <a href="/terms">Terms of use</a>',
    ]),
  ],
  [
    "/privacy",
    page("Privacy", [
      "Your company runs this bot on servers of its own choice. The makers of the software receive nothing that you write.",
      "The bot reads the messages that are addressed to it. It sends your questions to Databricks Genie and, if your company has set one up, to a language model.",
      `Your conversations are kept as long as your company has decided, and what a question needs to be finished, with the first rows of its answer, for ${days(retention.turns)}. Who started or cancelled which job, and who reset a conversation, is kept for ${days(retention.journal)}, unless your company has decided otherwise, together with who asked which agent what, and the SQL and number of rows of the answer. Where questions are asked with your own rights, your sign-in to Databricks is kept encrypted until you sign out.`,
      "The command <b>reset</b> makes the bot forget the conversation in which you write it, also in Genie.",
      "Your company's administrators can tell you what data is kept about you.",
    ]),
  ],
  [
    "/terms",
    page("Terms of use", [
      "You may use this bot as your company's rules for its data and systems allow. Jobs that you start are recorded under your name.",
      "Answers are computed by Databricks Genie and may be wrong. Look at the sources and the SQL below an answer before you rely on it.",
      "The software comes without warranty, under the Apache License 2.0.",
    ]),
  ],
]);
