import { createHash } from "node:crypto";
import type { Audit } from "../audit/audit-log.ts";
import { asProblem, type Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import type { DatabricksUser, PersonTokens, SignInService } from "../ports/databricks/sign-in.ts";
import type { Queue } from "../ports/stores/queue.ts";
import { retention } from "../retention.ts";
import { arrivalOwner, dropArrival, isSaved, tokensOf } from "./arrivals.ts";
import { boundToOther, mismatch } from "./binding.ts";
import type { Grants } from "./grants.ts";
import { type Arrival, hashOf, type SentLink, type SignInRecords, secretName } from "./sign-in-records.ts";
import type { TokenCipher } from "./token-encryption.ts";

/*
 * The way of a browser: our page, Databricks, our page, yes. Getting a page changes nothing, except that a code that came
 * back is redeemed, once, by the browser that went; only the yes binds. Each step can be repeated after a crash at any
 * line: at worst the person starts again from the link, which is used up by the yes alone.
 */

export interface FlowDeps {
  records: SignInRecords;
  service: SignInService;
  grants: Grants;
  cipher: TokenCipher;
  audit: Audit;
  queue: Queue;
  /** Where Databricks sends the browser back to. */
  redirect: string;
  /** Only the Databricks user may be bound whose address the chat knows the person by. */
  matchEmail: boolean;
  log: Log;
  now: () => number;
}

/** Where a browser stands. `refused`: the reason, in words for the person. */
export type FlowStep =
  | { state: "begin"; link: SentLink }
  | { state: "away"; address: string }
  | { state: "confirm"; link: SentLink; user: DatabricksUser }
  | { state: "bound"; link: SentLink; user: DatabricksUser }
  | { state: "over" | "elsewhere" | "declined" }
  | { state: "refused"; problem: Problem };

export interface SignInFlow {
  begin(secret: string): Promise<FlowStep>;
  depart(secret: string, browser: string): Promise<FlowStep>;
  arrive(back: { state: string; code?: string | undefined }, browser: string | undefined): Promise<FlowStep>;
  answer(state: string, browser: string | undefined, isYes: boolean): Promise<FlowStep>;
}

const over: FlowStep = { state: "over" };
const declined: FlowStep = { state: "declined" };
const elsewhere: FlowStep = { state: "elsewhere" };

export const createSignInFlow = (deps: FlowDeps): SignInFlow => {
  const { records, service, cipher } = deps;

  const begin: SignInFlow["begin"] = async (secret) => {
    const link = (await records.link(hashOf(secret)))?.value;
    return link && link.usedBy === undefined ? { state: "begin", link } : over;
  };

  const depart: SignInFlow["depart"] = async (secret, browser) => {
    const begun = await begin(secret);
    if (begun.state !== "begin") return begun;
    const [state, verifier] = [secretName(), secretName()];
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    const name = hashOf(state);
    const closed = cipher.encrypt(verifier, name);
    const journey = { link: hashOf(secret), browser: hashOf(browser), verifier: closed, state: "gone" } as const;
    await records.depart(name, journey);
    return { state: "away", address: service.address({ state, challenge, redirect: deps.redirect }) };
  };

  const arrive: SignInFlow["arrive"] = async ({ state, code }, browser) => {
    const name = hashOf(state);
    const journey = await records.journey(name);
    if (!journey) return over;
    if (browser === undefined || journey.value.browser !== hashOf(browser)) return elsewhere;
    const link = (await records.link(journey.value.link))?.value;
    const known = await records.arrival(name);
    if (link && known && isLive(known, deps.now())) return { state: "confirm", link, user: known.user };
    if (!link || journey.value.state === "back" || !(await records.arrive(name, journey))) return over;
    if (code === undefined) return declined;
    const verifier = cipher.decrypt(journey.value.verifier, name);
    if (verifier === undefined) return over;
    return redeem(deps, { name, code, verifier, link, journey: journey.value });
  };

  const answer: SignInFlow["answer"] = async (state, browser, isYes) => {
    const name = hashOf(state);
    const arrival = await records.arrival(name);
    if (!arrival || !isLive(arrival, deps.now())) return over;
    if (browser === undefined || arrival.browser !== hashOf(browser)) return elsewhere;
    return isYes ? bind(deps, name, arrival) : decline(deps, name, arrival, declined);
  };

  return { begin, depart, arrive, answer };
};

interface Redeemed {
  name: string;
  code: string;
  verifier: string;
  link: SentLink;
  journey: { link: string; browser: string };
}

const isLive = ({ at }: Arrival, now: number): boolean => now < at + retention.signIns;

/** Turns the code into tokens, looks who that is, and whether it is the person who was sent the link. */
const redeem = async (deps: FlowDeps, { name, code, verifier, link, journey }: Redeemed): Promise<FlowStep> => {
  const { service, records, cipher, redirect, now } = deps;
  let tokens: PersonTokens | undefined;
  try {
    tokens = await service.exchange({ code, verifier, redirect });
    const arrived = await service.whoIs(tokens.access);
    const wrong = await mismatch(deps, link, arrived);
    if (wrong) {
      await service.revoke(tokens.refresh ?? tokens.access);
      await note(deps, name, link, `refused: ${wrong.code} (${arrived.userName})`);
      return { state: "refused", problem: wrong };
    }
    const { id, userName, name: shown } = arrived;
    const user = { id, userName, name: shown };
    const closed = cipher.encrypt(JSON.stringify(tokens), arrivalOwner(name, user));
    await expectYes(deps, name);
    const { browser, link: hash } = journey;
    const arrival = { browser, link: hash, actor: link.actor, user, tokens: closed, at: now() };
    await records.keepArrival(name, arrival);
    return { state: "confirm", link, user };
  } catch (thrown) {
    const problem = asProblem(thrown);
    if (tokens) await service.revoke(tokens.refresh ?? tokens.access);
    deps.log.warn({ event: "login.failed", err: problem, code: problem.code }, "a sign-in came back and failed");
    await note(deps, name, link, `refused: ${problem.code}`);
    return { state: "refused", problem };
  }
};

/** Before the arrival is kept, so that none is kept whose tokens nobody ends. */
const expectYes = async ({ queue, now }: FlowDeps, name: string): Promise<void> => {
  const task = `unconfirmed:${name}`;
  const payload = { name, until: now() + retention.signIns };
  await queue.put({ id: task, orderingKey: task, kind: "unconfirmed-sign-in", payload });
};

/** The same yes may come again as long as this, ms. */
const arrivalMs = retention.signIns;

/** Uses up the link, keeps the tokens, and tells the person in the chat. Repeatable by the same arrival. */
const bind = async (deps: FlowDeps, name: string, arrival: Arrival): Promise<FlowStep> => {
  const { records, grants, cipher, queue } = deps;
  const link = await records.link(arrival.link);
  const tokens = tokensOf(cipher, name, arrival);
  if (!link || !tokens) return decline(deps, name, arrival, over);
  const { value, version } = link;
  if (value.usedBy !== undefined && value.usedBy !== name) return decline(deps, name, arrival, over);
  const { actor, place } = value;
  const other = await boundToOther(grants, actor, arrival.user.id);
  if (other) return decline(deps, name, arrival, { state: "refused", problem: other });
  if (value.usedBy === undefined && !(await records.use(arrival.link, { value, version }, name))) return over;
  await records.keepArrival(name, { ...arrival, isConfirmed: true });
  const { id, userName } = arrival.user;
  // Before they are signed in, so that nobody is without having been told; it waits until they are.
  await queue.put({
    id: `signed-in:${name}`,
    orderingKey: `signed-in:${name}`,
    kind: "signed-in",
    payload: { actor, place, userName, until: deps.now() + arrivalMs },
  });
  if (!(await isSaved(grants, actor, arrival))) await grants.save(actor, arrival.user, tokens);
  // Somebody who left meanwhile has been signed out already, and their link is gone.
  if (!(await records.link(arrival.link))) {
    await grants.forget(actor);
    return decline(deps, name, arrival, over);
  }
  await note(deps, name, value, "signed in", { user: userName, databricks_id: id });
  await records.dropArrival(name);
  return { state: "bound", link: value, user: arrival.user };
};

/** What came back is not kept, and ends. */
const decline = async (deps: FlowDeps, name: string, arrival: Arrival, step: FlowStep): Promise<FlowStep> => {
  await dropArrival(deps, name, arrival);
  return step;
};

const note = (
  { audit }: FlowDeps,
  name: string,
  { actor, place }: SentLink,
  outcome: string,
  parameters: Record<string, string> = {},
): Promise<void> => audit.note({ id: name, actor, place, action: "login", outcome, parameters });
