import type { HttpResponse } from "../ports/chat/http.ts";
import type { OwnWords } from "../reply/words/english/en.ts";
import { languageOf, wordsIn } from "../reply/words/words.ts";
import { retention } from "../retention.ts";

/* The pages that an app in Slack or Teams has to link to: what this is, privacy and terms, in the reader's language. */

/** The page with this path; undefined: there is none. */
export const pageAt = (path: string, locale: string | undefined): HttpResponse | undefined => {
  const { pages: words } = wordsIn(locale);
  switch (path) {
    case "/":
      return page("Genie Concierge", [...words.about, links(words)], locale);
    case "/privacy":
      return page(words.privacyTitle, words.privacy(days(retention.turns), days(retention.journal)), locale);
    case "/terms":
      return page(words.termsTitle, words.terms, locale);
    default:
      return undefined;
  }
};

const page = (title: string, paragraphs: readonly string[], locale: string | undefined): HttpResponse => ({
  status: 200,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    vary: "accept-language",
  },
  body: [
    `<!doctype html><html lang="${languageOf(locale)}"><meta charset="utf-8"><title>${title}</title>`,
    '<meta name="viewport" content="width=device-width"><style>body{font:1em/1.5 sans-serif;max-width:40em;margin:2em auto;padding:0 1em}</style>',
    `<h1>${title}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${paragraph}</p>`),
  ].join("\n"),
});

const links = ({ privacyTitle, termsTitle }: OwnWords["pages"]): string =>
  `<a href="/privacy">${privacyTitle}</a> · <a href="/terms">${termsTitle}</a>`;

const days = (ms: number): number => ms / 86_400_000;
