import { randomBytes } from "node:crypto";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { tokenKeys } from "../../../src/config/token-keys.ts";
import { createGrants } from "../../../src/identity/grants.ts";
import { formProof, isSameText } from "../../../src/identity/pages/browser-cookie.ts";
import { createSignInFlow, type FlowStep } from "../../../src/identity/sign-in-flow.ts";
import { createSignInRecords, hashOf, secretName } from "../../../src/identity/sign-in-records.ts";
import { createTokenCipher } from "../../../src/identity/token-encryption.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { SignInService } from "../../../src/ports/databricks/sign-in.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend } from "../../contract/backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const keys = tokenKeys(`a:${randomBytes(32).toString("base64")}`);
if (typeof keys === "string") throw new Error(keys);
const cipher = createTokenCipher(keys);
const asker: Actor = { platform: "slack", tenant: "T1", user: "U0ASKER" };
const place: Place = { platform: "slack", thread: "slack:T1:D1:1", channelId: "D1", direct: true, to: null };

/** Databricks: a code is the user name of whoever chose themselves there; it can be redeemed once. */
const databricks = () => {
  const redeemed = new Set<string>();
  const revoked: string[] = [];
  const service: SignInService = {
    address: ({ state }) => `https://w.example.com/oidc/v1/authorize?state=${state}`,
    exchange: async ({ code }) => {
      if (redeemed.has(code)) throw new Error("a code was redeemed twice");
      redeemed.add(code);
      return { access: code.split("#")[0] ?? "", refresh: `refresh-${code}`, lastsMs: 3_600_000 };
    },
    refresh: async () => Promise.reject(new Error("nothing is renewed here")),
    whoIs: async (access) => ({ id: access, userName: access, name: access, active: true, emails: [access] }),
    revoke: async (refresh) => void revoked.push(refresh),
  };
  return { ...service, revoked };
};

/** The process died. */
class Killed extends Error {}

/** The stores of a process that dies at its n-th write, before it or after it. */
const dying = (stores: Stores, at: number, after: boolean): Stores => {
  let writes = 0;
  const mortal =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      writes += 1;
      if (writes > at || (writes === at && !after)) throw new Killed();
      const result = await write(...args);
      if (writes === at) throw new Killed();
      return result;
    };
  const { records, queue, journal } = stores;
  return {
    ...stores,
    records: {
      ...records,
      add: mortal(records.add),
      write: mortal(records.write),
      swap: mortal(records.swap),
      remove: mortal(records.remove),
    },
    queue: { ...queue, put: mortal(queue.put) },
    journal: { ...journal, append: mortal(journal.append) },
  };
};

describe("a sign-in", () => {
  let backend: Backend;
  let stores: Stores;
  beforeEach(async () => {
    backend = await sqliteBackend.start();
    stores = await backend.open();
  });
  afterEach(() => backend.drop());

  const processOver = (over: Stores, service: SignInService) => {
    const records = createSignInRecords(over.records);
    const grants = createGrants({ ...{ records: over.records, cipher, service, log: silent }, host: "https://w" });
    const flow = createSignInFlow({
      ...{ records, service, grants, cipher, audit: createAudit(over.journal), queue: over.queue, log: silent },
      ...{ redirect: "https://b/auth/databricks/callback", matchEmail: true, now: Date.now },
    });
    return { records, grants, flow };
  };
  const stateIn = (step: FlowStep): string =>
    step.state === "away" ? (new URL(step.address).searchParams.get("state") ?? "") : "";

  it("binds nobody else and asks at worst once more, wherever the process is killed", async () => {
    const browser = secretName();
    let codes = 0;
    /** The whole way through, up to where a process dies; true: it was bound. */
    const goes = async (over: Stores, service: SignInService): Promise<boolean> => {
      const { records, flow } = processOver(over, service);
      const secret = await records.send({ actor: asker, place, email: "asker@example.com" });
      const state = stateIn(await flow.depart(secret, browser));
      codes += 1;
      await flow.arrive({ state, code: `asker@example.com#${codes}` }, browser);
      return (await flow.answer(state, browser, true)).state === "bound";
    };
    let wasBound = false;
    for (let at = 1; at < 40 && !wasBound; at += 1)
      for (const after of [false, true]) {
        const service = databricks();
        const whole = processOver(stores, service);
        await whole.grants.forget(asker);
        const died = await goes(dying(stores, at, after), service).catch((thrown: unknown) => {
          if (!(thrown instanceof Killed)) throw thrown;
          return false;
        });
        wasBound ||= died;
        // Nobody, or who it was: never somebody else.
        expect([undefined, "asker@example.com"]).toContain((await whole.grants.who(asker))?.user.id);
        // The next process brings it to its end from the start.
        expect(await goes(stores, service)).toBe(true);
        expect((await whole.grants.who(asker))?.user.id).toBe("asker@example.com");
      }
    expect(wasBound).toBe(true);
  });

  it("is brought to its end by the same yes when the process dies after it, and tells once", async () => {
    for (let at = 1; at <= 6; at += 1) {
      const service = databricks();
      const whole = processOver(stores, service);
      await whole.grants.forget(asker);
      const browser = secretName();
      const secret = await whole.records.send({ actor: asker, place, email: "asker@example.com" });
      const state = stateIn(await whole.flow.depart(secret, browser));
      await whole.flow.arrive({ state, code: `asker@example.com#${at}` }, browser);
      await processOver(dying(stores, at, true), service)
        .flow.answer(state, browser, true)
        .catch(() => undefined);
      // Nobody is signed in whom nothing tells so.
      const id = `signed-in:${hashOf(state)}`;
      if (await whole.grants.who(asker))
        expect(await stores.queue.put({ id, orderingKey: id, kind: "signed-in", payload: {} })).toMatchObject({
          fresh: false,
        });
      const again = await whole.flow.answer(state, browser, true);
      // Over: the first yes had been carried out to its last line.
      expect(["bound", "over"]).toContain(again.state);
      expect((await whole.grants.who(asker))?.user.id).toBe("asker@example.com");
    }
  });

  it("is refused to somebody else, to another browser, and a second time", async () => {
    const service = databricks();
    const { records, flow, grants } = processOver(stores, service);
    const [mine, others] = [secretName(), secretName()];
    const secret = await records.send({ actor: asker, place, email: "asker@example.com" });
    const foreign = stateIn(await flow.depart(secret, others));
    expect(await flow.arrive({ state: foreign, code: "thief@example.com#1" }, others)).toMatchObject({
      state: "refused",
      problem: { code: "login.mismatch" },
    });
    const state = stateIn(await flow.depart(secret, mine));
    expect(await flow.arrive({ state, code: "asker@example.com#2" }, others)).toEqual({ state: "elsewhere" });
    expect(await flow.arrive({ state, code: "asker@example.com#2" }, undefined)).toEqual({ state: "elsewhere" });
    expect(await flow.arrive({ state, code: "asker@example.com#2" }, mine)).toMatchObject({ state: "confirm" });
    expect(await flow.answer(state, others, true)).toEqual({ state: "elsewhere" });
    expect(await flow.answer(state, mine, true)).toMatchObject({ state: "bound" });
    expect(await flow.answer(state, mine, true)).toEqual({ state: "over" });
    expect(await flow.begin(secret)).toEqual({ state: "over" });
    // Two arrivals of one link: the first yes counts.
    const next = await records.send({ actor: asker, place, email: "asker@example.com" });
    const [one, two] = [stateIn(await flow.depart(next, mine)), stateIn(await flow.depart(next, mine))];
    await flow.arrive({ state: one, code: "asker@example.com#3" }, mine);
    await flow.arrive({ state: two, code: "asker@example.com#4" }, mine);
    expect(await flow.answer(one, mine, true)).toMatchObject({ state: "bound" });
    expect(await flow.answer(two, mine, true)).toEqual({ state: "over" });
    // Who is signed in stays who they are.
    const other = await records.send({ actor: asker, place, email: "second@example.com" });
    const third = stateIn(await flow.depart(other, mine));
    expect(await flow.arrive({ state: third, code: "second@example.com#5" }, mine)).toMatchObject({
      state: "refused",
      problem: { code: "login.logout-first" },
    });
    expect((await grants.who(asker))?.user.id).toBe("asker@example.com");
  });

  it("leaves no token alive that is not kept", async () => {
    const service = databricks();
    const { records, flow } = processOver(stores, service);
    const browser = secretName();
    const secret = await records.send({ actor: asker, place, email: "asker@example.com" });
    const arriveAs = async (code: string): Promise<string> => {
      const state = stateIn(await flow.depart(secret, browser));
      await flow.arrive({ state, code }, browser);
      return state;
    };
    const who = service.whoIs;
    service.whoIs = () => Promise.reject(new Error("away"));
    await arriveAs("asker@example.com#unknown");
    service.whoIs = who;
    const [one, two] = [await arriveAs("asker@example.com#one"), await arriveAs("asker@example.com#two")];
    await flow.answer(one, browser, true);
    await flow.answer(two, browser, true);
    expect(service.revoked).toEqual(["refresh-asker@example.com#unknown", "refresh-asker@example.com#two"]);
  });

  it("ends with a newer link", async () => {
    const { records, flow } = processOver(stores, databricks());
    const first = await records.send({ actor: asker, place, email: "asker@example.com" });
    const second = await records.send({ actor: asker, place, email: "asker@example.com" });
    expect(await flow.begin(first)).toEqual({ state: "over" });
    expect(await flow.begin(second)).toMatchObject({ state: "begin" });
  });
});

describe("the proof of a form", () => {
  const proof = formProof("browser", "about");

  it.each(["", "é".repeat(proof.length), `${proof.slice(1)}é`, `${proof}a`])("is no other text: %s", (text) => {
    expect(isSameText(text, proof)).toBe(false);
  });

  it("is itself", () => {
    expect(isSameText(formProof("browser", "about"), proof)).toBe(true);
  });
});
