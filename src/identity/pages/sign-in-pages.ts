import type { HttpResponse } from "../../ports/chat/http.ts";
import { languageOf, wordsIn } from "../../reply/words/words.ts";

/* What a browser shows of a sign-in. Names come from people and services, so every one of them is escaped. */

/** Who is bound to whom: a person in the chat, and a Databricks user. */
export interface BoundNames {
  /** `Slack`. */
  platform: string;
  person: string;
  host: string;
  /** Of the person. */
  locale: string | undefined;
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

interface Page {
  status?: number;
  title: string;
  body: string[];
  /** The origin that its form leads to. */
  target?: string;
  locale: string | undefined;
}

const page = ({ status = 200, title, body, target, locale }: Page): HttpResponse => ({
  status,
  headers: headers(target),
  body: [
    `<!doctype html><html lang="${languageOf(locale)}"><meta charset="utf-8"><title>${escaped(title)}</title>`,
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

const bold = (name: string): string => `<b>${escaped(name)}</b>`;

/** Before: who is about to sign in where. `target`: the origin that the form leads to. */
export const beforePage = (
  { platform, person, host, locale }: BoundNames,
  fields: Record<string, string>,
  target: string,
): HttpResponse => {
  const words = wordsIn(locale).signIn;
  const { aboutTo, notYou, goOn } = words.pages;
  return page({
    title: words.signIn,
    body: [
      `<p>${aboutTo(bold(person), escaped(platform), bold(host))}</p>`,
      `<p>${notYou(escaped(person))}</p>`,
      form(fields, [{ value: "yes", label: goOn }]),
    ],
    ...{ target, locale },
  });
};

/** After: both names, and the question whether they belong together. */
export const afterPage = (
  { platform, person, host, locale }: BoundNames,
  user: { userName: string; name: string },
  fields: Record<string, string>,
): HttpResponse => {
  const { pages } = wordsIn(locale).signIn;
  const name = user.name === user.userName ? user.userName : `${user.name} (${user.userName})`;
  return page({
    title: pages.isThisYou,
    body: [
      `<p>${pages.inChat(escaped(platform), bold(person))}<br>${pages.inDatabricks(escaped(host), bold(name))}</p>`,
      `<p>${pages.ifYes(escaped(person), escaped(platform), escaped(name))}</p>`,
      form(fields, [
        { value: "yes", label: pages.yes },
        { value: "no", label: pages.no },
      ]),
    ],
    locale,
  });
};

/** The end, or why there is none. */
export const endPage = (title: string, words: string, locale: string | undefined, status = 200): HttpResponse =>
  page({ status, title, body: [`<p>${escaped(words)}</p>`], locale });
