import { randomBytes } from "node:crypto";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { tokenKeys } from "../../../src/config/token-keys.ts";
import { unconfirmedStep } from "../../../src/identity/arrivals.ts";
import { departureStep } from "../../../src/identity/departures.ts";
import { createGrants } from "../../../src/identity/grants.ts";
import { createSignInFlow } from "../../../src/identity/sign-in-flow.ts";
import { createSignInRecords, hashOf, secretName } from "../../../src/identity/sign-in-records.ts";
import { createTokenCipher } from "../../../src/identity/token-encryption.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Departure } from "../../../src/ports/chat/departure.ts";
import type { SignInService } from "../../../src/ports/databricks/sign-in.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const keys = tokenKeys(`a:${randomBytes(32).toString("base64")}`);
if (typeof keys === "string") throw new Error(keys);
const cipher = createTokenCipher(keys);
const place: Place = { platform: "slack", thread: "slack:T1:D1:1", channelId: "D1", direct: true, to: null };
const personOf = (user: string, tenant = "T1", platform = "slack"): Actor => ({ platform, tenant, user });

const kinds: (BackendKind & { stop?(): Promise<void> })[] = [sqliteBackend, redisBackend(), postgresBackend()];

describe.each(kinds)("people who leave, in $name", (kind) => {
  let backend: Backend;
  let stores: Stores;
  let revoked: string[];
  let clock: number;
  beforeEach(async () => {
    backend = await kind.start();
    stores = await backend.open();
    revoked = [];
    clock = Date.now();
  });
  afterEach(() => backend.drop());
  afterAll(() => kind.stop?.());

  /** A bot over the stores. A code at Databricks is the name of the user, and each gives tokens of its own. */
  const bot = (during: { save?: () => Promise<void>; revoke?: () => Promise<void> } = {}) => {
    const service: SignInService = {
      address: ({ state }) => `https://w.example.com/?state=${state}`,
      exchange: async ({ code }) => ({ access: code, refresh: `refresh-${code}`, lastsMs: 3_600_000 }),
      refresh: () => Promise.reject(new Error("nothing is renewed here")),
      whoIs: async (access) => ({ id: access, userName: access, name: access, active: true, emails: [access] }),
      revoke: async (refresh) => {
        await during.revoke?.();
        revoked.push(refresh);
      },
    };
    const now = () => clock;
    const records = createSignInRecords(stores.records);
    const kept = createGrants({ records: stores.records, cipher, service, log: silent, host: "https://w", now });
    const grants: typeof kept = {
      ...kept,
      save: async (...given) => {
        await during.save?.();
        await kept.save(...given);
      },
    };
    const shared = { records, service, grants, cipher, audit: createAudit(stores.journal), log: silent, now };
    const flow = createSignInFlow({ ...shared, queue: stores.queue, redirect: "https://b/back", matchEmail: false });
    const leave = departureStep({ ...shared, store: stores.records });
    const drop = unconfirmedStep(shared);
    const run = (step: typeof leave, payload: Json) =>
      step({ id: "d1", orderingKey: "d1", kind: "x", payload, attempt: 1, begun: 1, storedAt: clock }, never);
    return {
      grants,
      flow,
      leaves: (who: Partial<Departure>) =>
        run(leave, { kind: "departure", id: "d1", platform: "slack", tenant: "T1", ...who }),
      timePasses: (state: string) => run(drop, { name: hashOf(state), until: clock - 1 }),
      arrives: async (actor: Actor, code: string) => {
        const browser = secretName();
        const secret = await records.send({ actor, place });
        const away = await flow.depart(secret, browser);
        const state = away.state === "away" ? (new URL(away.address).searchParams.get("state") ?? "") : "";
        await flow.arrive({ state, code }, browser);
        return { secret, state, yes: () => flow.answer(state, browser, true) };
      },
    };
  };
  const never = new AbortController().signal;

  it("are signed out here and at Databricks, and nobody else is", async () => {
    const { arrives, grants, leaves } = bot();
    const [asker, colleague, namesake] = [personOf("U1"), personOf("U2"), personOf("U1", "T2")];
    for (const [actor, code] of [
      [asker, "a"],
      [colleague, "c"],
      [namesake, "n"],
    ] as const)
      await (await arrives(actor, code)).yes();
    await leaves({ users: ["U1"] });
    expect(revoked).toEqual(["refresh-a"]);
    expect(await grants.who(asker)).toBeUndefined();
    expect((await grants.who(colleague))?.user.id).toBe("c");
    expect((await grants.who(namesake))?.user.id).toBe("n");
    await leaves({ users: ["U1"] });
    expect(revoked).toEqual(["refresh-a"]);
    const noted = await Array.fromAsync(createAudit(stores.journal).since(0));
    expect(noted.filter(({ action }) => action === "logout")).toMatchObject([
      { actor: { user: "U1" }, outcome: "signed out: the person has left", parameters: { user: "a" } },
    ]);
  });

  it("are all signed out when the app is removed, of that workspace alone", async () => {
    const { arrives, grants, leaves } = bot();
    const elsewhere = [personOf("U1", "T2"), personOf("U1", "T1", "teams")];
    const here = [personOf("U1"), personOf("U2"), personOf("U3")];
    for (const [index, actor] of [...here, ...elsewhere].entries()) await (await arrives(actor, `${index}`)).yes();
    const onTheWay = await arrives(personOf("U4"), "late");
    await leaves({});
    expect([...revoked].sort()).toEqual(["refresh-0", "refresh-1", "refresh-2", "refresh-late"]);
    for (const actor of here) expect(await grants.who(actor)).toBeUndefined();
    for (const actor of elsewhere) expect(await grants.who(actor)).toBeDefined();
    expect(await onTheWay.yes()).toEqual({ state: "over" });
    expect(await grants.who(personOf("U4"))).toBeUndefined();
  });

  it("cannot sign in by a link that they still have, or by a page that is still open", async () => {
    const { arrives, grants, leaves, flow } = bot();
    const open = await arrives(personOf("U1"), "a");
    await leaves({ users: ["U1"] });
    expect(await open.yes()).toEqual({ state: "over" });
    expect(await flow.begin(open.secret)).toEqual({ state: "over" });
    expect(await grants.who(personOf("U1"))).toBeUndefined();
    expect(revoked).toEqual(["refresh-a"]);
  });

  it("are signed out also when they say yes at that very moment", async () => {
    const asker = personOf("U1");
    const other = bot();
    const { arrives, grants } = bot({ save: async () => void (await other.leaves({ users: ["U1"] })) });
    expect(await (await arrives(asker, "a")).yes()).toEqual({ state: "over" });
    expect(await grants.who(asker)).toBeUndefined();
    expect(revoked).toContain("refresh-a");
  });

  it("leave nothing behind when the process dies on the way", async () => {
    const { arrives } = bot();
    await (await arrives(personOf("U1"), "a")).yes();
    await arrives(personOf("U1"), "b");
    const dying = bot({ revoke: () => Promise.reject(new Error("killed")) });
    await expect(dying.leaves({ users: ["U1"] })).rejects.toThrow("killed");
    const { leaves, grants } = bot();
    await leaves({ users: ["U1"] });
    expect(await grants.who(personOf("U1"))).toBeUndefined();
    expect([...revoked].sort()).toEqual(["refresh-a", "refresh-b"]);
  });

  it("who never say yes leave no token alive", async () => {
    const { arrives, timePasses, grants } = bot();
    const { state, yes } = await arrives(personOf("U1"), "a");
    clock += 10 * 60_000;
    expect(await yes()).toEqual({ state: "over" });
    await timePasses(state);
    await timePasses(state);
    expect(revoked).toEqual(["refresh-a"]);
    expect(await grants.who(personOf("U1"))).toBeUndefined();
  });

  it("who said yes stay signed in when their time to say it is over", async () => {
    const { arrives, timePasses, grants } = bot();
    const { state, yes } = await arrives(personOf("U1"), "a");
    expect(await yes()).toMatchObject({ state: "bound" });
    clock += 10 * 60_000;
    await timePasses(state);
    expect(revoked).toEqual([]);
    expect((await grants.who(personOf("U1")))?.user.id).toBe("a");
  });
});
