import { z } from "zod";
import { isSame } from "../access/access.ts";
import type { Audit } from "../audit/audit-log.ts";
import { asProblem, Problem } from "../errors.ts";
import type { Log } from "../logging/log.ts";
import { Actor } from "../ports/actor.ts";
import type { Proof, TakeProof } from "../ports/chat/proof.ts";
import type { AssertionService, PersonTokens, SignInService } from "../ports/databricks/sign-in.ts";
import { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { type Timing, timing } from "../resilience/retry.ts";
import { retention } from "../retention.ts";
import { type BindingRules, mismatch } from "./binding.ts";
import type { Grants } from "./grants.ts";
import { hashOf, secretName } from "./sign-in-records.ts";

/*
 * The sign-in without a click: a platform that knows its people is asked who somebody is. An ask is for one person, and a
 * proof counts for its own ask alone; of the proofs that several clients bring, one is tried and all get its outcome.
 */

export interface ProofDeps extends BindingRules, Partial<Timing> {
  records: Records;
  service: Pick<SignInService, "whoIs">;
  /** Absent: assertions are worth nothing here. */
  assertions: AssertionService | undefined;
  grants: Pick<Grants, "forget" | "save" | "who">;
  audit: Audit;
  log: Log;
}

export interface Proofs {
  /** Names an ask, which a notice carries as its `proof`. Undefined: it was tried a moment ago, to no avail. */
  ask(about: { actor: Actor; place: Place; email?: string | undefined }): Promise<string | undefined>;
  /** Whether nothing more comes of an ask. */
  isRefused(ask: string): Promise<boolean>;
  /** Whether somebody could be asked now: nothing was tried a moment ago, to no avail. */
  mayAsk(actor: Actor): Promise<boolean>;
  /** Nothing came of asking somebody, or nobody could be asked: that rests for a while. */
  giveUp(actor: Actor): Promise<void>;
  take: TakeProof;
}

const Ask = z.object({
  actor: Actor,
  place: Place,
  /** The address that the chat knows them by. */
  email: z.string().optional(),
  state: z.enum(["open", "trying", "done", "refused"]),
  /** Since when it is in this state, epoch ms. */
  at: z.number(),
});
type Ask = z.infer<typeof Ask>;
const Asks = z.array(z.string());

/** Longer than one try may take, ms: then somebody has died of it. */
const tryMs = 14_000;
/** How long a client waits for the try of another one, ms. Teams waits fifteen seconds for us. */
const waitMs = 10_000;
const lookEveryMs = 200;
/** What was refused is not tried again for so long, ms. */
const restMs = 10 * 60_000;

/** Asks of one person that can still be answered: several questions of theirs may wait. */
const mostAsks = 10;

const keys = {
  ask: (name: string) => `proof-ask:${name}`,
  all: ({ platform, tenant, user }: Actor) => `proof-asks:${JSON.stringify([platform, tenant, user])}`,
  rest: ({ platform, tenant, user }: Actor) => `proof-rest:${JSON.stringify([platform, tenant, user])}`,
};

export const createProofs = (deps: ProofDeps): Proofs => {
  const { records, log } = deps;
  const time = timing(deps);
  const read = async (name: string) => {
    const found = await records.read(keys.ask(name));
    const value = Ask.safeParse(found?.value).data;
    return found && value && { value, version: found.version };
  };
  const settle = async (name: string, ask: Ask, token: Proof["token"]): Promise<boolean> => {
    const problem = await signIn(deps, name, ask, token).catch(asProblem);
    if (problem) {
      log.warn(
        { event: "login.proof-refused", code: problem.code, err: problem },
        "a person could not be signed in without a click",
      );
      await deps.audit.note({ ...noteOf(name, ask), outcome: `refused: ${problem.code}` });
      await giveUp(ask.actor);
    }
    // Gone: the person has left meanwhile, and whatever was saved since was saved for nobody.
    const isLive = await setState(name, problem ? "refused" : "done");
    if (!isLive && !problem) await deps.grants.forget(ask.actor);
    return isLive && !problem;
  };
  const setState = async (name: string, state: Ask["state"]): Promise<boolean> => {
    const found = await read(name);
    if (!found) return false;
    return records.swap(keys.ask(name), found.version, { ...found.value, state, at: time.now() }, retention.signIns);
  };

  const mayAsk = async (actor: Actor): Promise<boolean> => {
    const until = z.number().safeParse((await records.read(keys.rest(actor)))?.value).data ?? 0;
    return time.now() >= until;
  };
  const giveUp = (actor: Actor): Promise<void> => records.write(keys.rest(actor), time.now() + restMs, restMs);

  return {
    mayAsk,
    giveUp,
    ask: async ({ actor, place, email }) => {
      if (!(await mayAsk(actor))) return undefined;
      const secret = secretName();
      const ask: Ask = { actor, place, ...(email !== undefined && { email }), state: "open", at: time.now() };
      // First: an ask that nobody lists would outlive its person.
      await listAsk(records, actor, hashOf(secret));
      await records.write(keys.ask(hashOf(secret)), ask, retention.signIns);
      return secret;
    },
    // One that is gone was its person's who has left, or is too old.
    isRefused: async (ask) => ((await read(hashOf(ask)))?.value.state ?? "refused") === "refused",
    take: async ({ actor, ask, token }) => {
      const name = ask === undefined ? (await asksOf(records, actor))[0] : hashOf(ask);
      const end = time.now() + waitMs;
      while (name !== undefined && time.now() <= end) {
        const found = await read(name);
        if (!found || !isSame(found.value.actor, actor)) return false;
        const { state, at } = found.value;
        // What somebody does by hand afterwards is another try.
        if (state === "done" || (state === "refused" && ask !== undefined)) return state === "done";
        const isFree = state !== "trying" || time.now() > at + tryMs;
        const trying: Ask = { ...found.value, state: "trying", at: time.now() };
        if (isFree && (await records.swap(keys.ask(name), found.version, trying, retention.signIns)))
          return settle(name, trying, token);
        await time.sleep(lookEveryMs);
      }
      return false;
    },
  };
};

/** No proof counts for a person any more, whichever of their asks it answers. */
export const dropAsks = async (records: Records, actor: Actor): Promise<void> => {
  for (const name of await asksOf(records, actor)) await records.remove(keys.ask(name));
  await records.remove(keys.all(actor));
};

/** The asks of a person, the latest first. */
const asksOf = async (records: Records, actor: Actor): Promise<string[]> =>
  Asks.parse((await records.read(keys.all(actor)))?.value ?? []);

const listAsk = async (records: Records, actor: Actor, name: string): Promise<void> => {
  for (;;) {
    const found = await records.read(keys.all(actor));
    const before = Asks.parse(found?.value ?? []);
    const names = [name, ...before].slice(0, mostAsks);
    const isListed = found
      ? await records.swap(keys.all(actor), found.version, names, retention.signIns)
      : await records.add(keys.all(actor), names, retention.signIns);
    for (const old of isListed ? before.slice(mostAsks - 1) : []) await records.remove(keys.ask(old));
    if (isListed) return;
  }
};

/** Why nobody was signed in; undefined: they are. */
const signIn = async (deps: ProofDeps, name: string, ask: Ask, token: Proof["token"]): Promise<Problem | undefined> => {
  const tokens = await tokensOf(deps, token);
  if (!tokens) return Problem.of("login.unproven", {});
  const arrived = await deps.service.whoIs(tokens.access);
  const wrong = await mismatch(deps, ask, arrived);
  if (wrong) return wrong;
  const { id, userName, name: shown } = arrived;
  await deps.grants.save(ask.actor, { id, userName, name: shown }, tokens);
  const parameters = { user: userName, databricks_id: id };
  await deps.audit.note({ ...noteOf(name, ask), outcome: "signed in without a click", parameters });
  return undefined;
};

const tokensOf = async ({ assertions }: ProofDeps, token: Proof["token"]): Promise<PersonTokens | undefined> => {
  switch (token.kind) {
    case "none":
      return undefined;
    case "access":
      return { access: token.text, lastsMs: token.lastsMs };
    case "assertion":
      return assertions?.exchange(token.text);
  }
};

const noteOf = (name: string, { actor, place, at }: Ask) =>
  ({ id: `${name}:${at}`, actor, place, action: "login" }) as const;
