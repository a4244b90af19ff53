import type { Route } from "../../http/server.ts";
import type { HttpRequest, HttpResponse } from "../../ports/chat/http.ts";
import { failureIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { acceptedLocale } from "../../text/accepted-locale.ts";
import type { FlowStep, SignInFlow } from "../sign-in-flow.ts";
import type { SentLink } from "../sign-in-records.ts";
import { type BrowserCookie, createBrowserCookie, formProof, isSameText } from "./browser-cookie.ts";
import { afterPage, beforePage, endPage } from "./sign-in-pages.ts";

/* The sign-in over HTTP: a page before Databricks and one after it. Getting a page binds nobody; the last form does. */

export const startPath = "/auth/databricks/start";
export const callbackPath = "/auth/databricks/callback";

export interface SignInRoutesDeps {
  flow: SignInFlow;
  /** Where people reach us by browser. */
  publicUrl: string;
  /** The workspace. */
  host: string;
  titleOf(platform: string): string;
}

/** By method and path. */
export const signInRoutes = (deps: SignInRoutesDeps): [route: string, route: Route][] => {
  const cookie = createBrowserCookie(new URL(deps.publicUrl).protocol === "https:");
  const receive = (answer: (request: HttpRequest) => Promise<HttpResponse>): Route => ({ receive: answer });
  return [
    [`GET ${startPath}`, receive((request) => showStart(deps, cookie, request))],
    [`POST ${startPath}`, receive((request) => leave(deps, cookie, request))],
    [`GET ${callbackPath}`, receive((request) => comeBack(deps, cookie, request))],
    [`POST ${callbackPath}`, receive((request) => confirm(deps, cookie, request))],
  ];
};

const showStart = async (
  deps: SignInRoutesDeps,
  cookie: BrowserCookie,
  request: HttpRequest,
): Promise<HttpResponse> => {
  const secret = nameIn(new URLSearchParams(request.query ?? ""), "t");
  const step = secret === undefined ? over : await deps.flow.begin(secret);
  if (step.state !== "begin" || secret === undefined) return pageOf(deps, step, request);
  const known = cookie.read(request);
  const given = known === undefined ? cookie.give() : { secret: known, header: undefined };
  const fields = { t: secret, proof: formProof(given.secret, secret) };
  const shown = beforePage(namesOf(deps, step.link, request), fields, new URL(deps.host).origin);
  return given.header === undefined ? shown : { ...shown, headers: { ...shown.headers, "set-cookie": given.header } };
};

const leave = async (deps: SignInRoutesDeps, cookie: BrowserCookie, request: HttpRequest): Promise<HttpResponse> => {
  const sent = new URLSearchParams(request.body.toString());
  const [browser, secret] = [cookie.read(request), nameIn(sent, "t")];
  if (browser === undefined || secret === undefined || !isOurForm(sent, browser, secret))
    return pageOf(deps, elsewhere, request);
  return pageOf(deps, await deps.flow.depart(secret, browser), request);
};

const comeBack = async (deps: SignInRoutesDeps, cookie: BrowserCookie, request: HttpRequest): Promise<HttpResponse> => {
  const query = new URLSearchParams(request.query ?? "");
  const [browser, state] = [cookie.read(request), nameIn(query, "state")];
  if (state === undefined) return pageOf(deps, over, request);
  const code = query.get("code") ?? undefined;
  const step = await deps.flow.arrive({ state, code }, browser);
  if (step.state !== "confirm" || browser === undefined) return pageOf(deps, step, request);
  return afterPage(namesOf(deps, step.link, request), step.user, { state, proof: formProof(browser, state) });
};

const confirm = async (deps: SignInRoutesDeps, cookie: BrowserCookie, request: HttpRequest): Promise<HttpResponse> => {
  const sent = new URLSearchParams(request.body.toString());
  const [browser, state] = [cookie.read(request), nameIn(sent, "state")];
  if (browser === undefined || state === undefined || !isOurForm(sent, browser, state))
    return pageOf(deps, elsewhere, request);
  return pageOf(deps, await deps.flow.answer(state, browser, sent.get("answer") === "yes"), request);
};

const over: FlowStep = { state: "over" };
const elsewhere: FlowStep = { state: "elsewhere" };

/** A random name that we made. */
const nameIn = (from: URLSearchParams, name: string): string | undefined => {
  const given = from.get(name) ?? "";
  return /^[\w-]{43}$/.test(given) ? given : undefined;
};

const isOurForm = (sent: URLSearchParams, browser: string, about: string): boolean =>
  isSameText(sent.get("proof") ?? "", formProof(browser, about));

const namesOf = ({ titleOf, host }: SignInRoutesDeps, { actor, email }: SentLink, request: HttpRequest) => {
  const name = actor.name ?? actor.user;
  return {
    platform: titleOf(actor.platform),
    person: email === undefined ? name : `${name} (${email})`,
    host: new URL(host).host,
    locale: actor.locale ?? acceptedLocale(request.headers),
  };
};

const pageOf = (deps: SignInRoutesDeps, step: FlowStep, request: HttpRequest): HttpResponse => {
  const locale = acceptedLocale(request.headers);
  const { pages } = wordsIn(locale).signIn;
  switch (step.state) {
    case "away":
      return {
        status: 303,
        headers: { location: step.address, "cache-control": "no-store", "referrer-policy": "no-referrer" },
      };
    case "bound":
      return boundPage(namesOf(deps, step.link, request), step.user.userName);
    case "declined":
      return endPage(pages.unchanged, pages.unchangedWords, locale);
    case "elsewhere":
      return endPage(pages.elsewhere, pages.elsewhereWords, locale, 403);
    case "refused":
      return endPage(pages.refused, failureIn(step.problem.failure, locale), locale, 403);
    case "begin":
    case "confirm":
    case "over":
      return endPage(pages.over, pages.overWords, locale, 404);
  }
};

const boundPage = ({ person, locale }: ReturnType<typeof namesOf>, user: string): HttpResponse => {
  const { pages } = wordsIn(locale).signIn;
  return endPage(pages.bound, pages.boundWords(person, user), locale);
};
