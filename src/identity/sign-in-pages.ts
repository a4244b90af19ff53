import type { HttpResponse } from "../ports/chat/http.ts";

/* What a browser shows of a sign-in. Names come from people and services, so every one of them is escaped. */

/** Who is bound to whom: a person in the chat, and a Databricks user. */
export interface BoundNames {
  /** `Slack`. */
  platform: string;
  person: string;
  host: string;
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

const headers = (target?: string): Record<string, string> => ({
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  // A browser applies form-action to where a form's answer redirects to as well.
  "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; form-action 'self'${target ? ` ${target}` : ""}; frame-ancestors 'none'; base-uri 'none'`,
});

const page = (status: number, title: string, body: string[], target?: string): HttpResponse => ({
  status,
  headers: headers(target),
  body: [
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)}</title>`,
    '<meta name="viewport" content="width=device-width"><style>body{font:1em/1.5 sans-serif;max-width:36em;margin:3em auto;padding:0 1em}button{font:inherit;padding:.5em 1em;margin-right:.5em}</style>',
    `<h1>${escaped(title)}</h1>`,
    ...body,
  ].join("\n"),
});

const form = (fields: Record<string, string>, buttons: readonly { value: string; label: string }[]): string =>
  [
    '<form method="post">',
    ...Object.entries(fields).map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`),
    ...buttons.map(({ value, label }) => `<button name="answer" value="${value}">${escaped(label)}</button>`),
    "</form>",
  ].join("");

/** Before: who is about to sign in where. `target`: the origin that the form leads to. */
export const beforePage = (
  { platform, person, host }: BoundNames,
  fields: Record<string, string>,
  target: string,
): HttpResponse =>
  page(
    200,
    "Sign in to Databricks",
    [
      `<p>You are about to let Genie Concierge ask Databricks for <b>${escaped(person)}</b> in ${escaped(platform)}, with the rights that this person has in <b>${escaped(host)}</b>.</p>`,
      `<p>If you are not ${escaped(person)}, close this page: somebody has passed their link on to you.</p>`,
      form(fields, [{ value: "yes", label: "Go on to Databricks" }]),
    ],
    target,
  );

/** After: both names, and the question whether they belong together. */
export const afterPage = (
  { platform, person, host }: BoundNames,
  user: { userName: string; name: string },
  fields: Record<string, string>,
): HttpResponse => {
  const name = user.name === user.userName ? user.userName : `${user.name} (${user.userName})`;
  return page(200, "Is this you?", [
    `<p>In ${escaped(platform)} you are <b>${escaped(person)}</b>.<br>In Databricks (${escaped(host)}) you are <b>${escaped(name)}</b>.</p>`,
    `<p>If you say yes, what ${escaped(person)} asks in ${escaped(platform)} is answered with the rights of ${escaped(name)}. <code>logout</code> ends it at any time.</p>`,
    form(fields, [
      { value: "yes", label: "Yes, both are me" },
      { value: "no", label: "No" },
    ]),
  ]);
};

/** The end, or why there is none. */
export const endPage = (title: string, words: string, status = 200): HttpResponse =>
  page(status, title, [`<p>${escaped(words)}</p>`]);
