import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { tokenKeys } from "../../../src/config/token-keys.ts";
import { Problem } from "../../../src/errors.ts";
import { signOutAll } from "../../../src/identity/departures.ts";
import { createGrants } from "../../../src/identity/grants.ts";
import { createProofs } from "../../../src/identity/proofs.ts";
import { createSignInRecords } from "../../../src/identity/sign-in-records.ts";
import { createTokenCipher } from "../../../src/identity/token-encryption.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { untilPasses } from "../../support/eventually.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const keys = tokenKeys(`a:${randomBytes(32).toString("base64")}`);
if (typeof keys === "string") throw new Error(keys);
const cipher = createTokenCipher(keys);
const place: Place = { platform: "teams", thread: "teams:T:a:1", channelId: "a:1", direct: true, to: null };
const personOf = (user: string): Actor => ({ platform: "teams", tenant: "T", user });
const [asker, colleague] = [personOf("asker"), personOf("colleague")];
const assertion = (text: string) => ({ kind: "assertion", text }) as const;

const kinds: (BackendKind & { stop?(): Promise<void> })[] = [sqliteBackend, redisBackend(), postgresBackend()];

describe.each(kinds)("what a platform proves, in $name", (kind) => {
  let backend: Backend;
  let stores: Stores;
  let exchanged: string[];
  let clock: number;
  beforeEach(async () => {
    backend = await kind.start();
    stores = await backend.open();
    exchanged = [];
    clock = Date.now();
  });
  afterEach(() => backend.drop());
  afterAll(() => kind.stop?.());

  /** An assertion is the name of a Databricks user, or `refused`. Each bot stands for a replica. */
  const bot = ({ during, matchEmail = true }: { during?: () => Promise<unknown>; matchEmail?: boolean } = {}) => {
    const revoked: string[] = [];
    const service = {
      whoIs: async (id: string) => ({
        ...{ id, userName: `${id}@example.com`, name: id },
        ...{ active: id !== "inactive", emails: [`${id}@example.com`] },
      }),
      refresh: () => Promise.reject(new Error("nothing is renewed here")),
      revoke: async (token: string) => void revoked.push(token),
    };
    const now = () => clock;
    const shared = { records: stores.records, log: silent, now };
    const grants = createGrants({ ...shared, cipher, service, host: "https://w" });
    const proofs = createProofs({
      ...{ ...shared, grants, service, matchEmail, audit: createAudit(stores.journal) },
      // Waits are short, and move the clock a little.
      sleep: async () => {
        clock += 20;
        await sleep(2);
      },
      assertions: {
        exchange: async (text) => {
          exchanged.push(text);
          await during?.();
          if (text === "refused") throw Problem.of("login.federation", {});
          return { access: text, lastsMs: 3_600_000 };
        },
      },
    });
    const leaves = (user: string) =>
      signOutAll(
        { grants, cipher, service, store: stores.records, records: createSignInRecords(stores.records) },
        { platform: "teams", tenant: "T", users: [user] },
      );
    return { ...proofs, grants, revoked, leaves };
  };
  const about = (actor: Actor) => ({ actor, place, email: `${actor.user}@example.com` });

  it("signs its person in, encrypted as every sign-in is, and says so in the audit", async () => {
    const { ask, take, grants } = bot();
    const name = await ask(about(asker));
    expect(await take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(true);
    expect((await grants.ready(asker))?.id).toBe("asker");
    expect(await grants.credentials(asker, "asker").token()).toBe("asker");
    for await (const { key, value } of stores.records.scan())
      if (key.startsWith("proof")) expect(JSON.stringify([key, value])).not.toContain(name);
    expect(await Array.fromAsync(createAudit(stores.journal).since(0))).toMatchObject([
      { action: "login", actor: { user: "asker" }, outcome: "signed in without a click" },
    ]);
  });

  it("is tried once, whichever client and replica is first, and all get its outcome", async () => {
    const replicas = [bot({ during: () => sleep(30) }), bot({ during: () => sleep(30) })];
    const name = await replicas[0]!.ask(about(asker));
    const take = (index: number) =>
      replicas[index % 2]!.take({ actor: asker, place, ask: name, token: assertion("asker") });
    expect(await Promise.all(Array.from({ length: 8 }, (_, index) => take(index)))).toEqual(Array(8).fill(true));
    expect(exchanged).toEqual(["asker"]);
    expect(await take(0)).toBe(true);
    expect(exchanged).toEqual(["asker"]);
  });

  it("gives all clients the same refusal, and is not tried again for a while", async () => {
    const { ask, take, isRefused, grants } = bot();
    const name = (await ask(about(asker)))!;
    const refusals = Array.from({ length: 4 }, () =>
      take({ actor: asker, place, ask: name, token: assertion("refused") }),
    );
    expect(await Promise.all(refusals)).toEqual(Array(4).fill(false));
    expect(exchanged).toEqual(["refused"]);
    expect(await isRefused(name)).toBe(true);
    expect(await grants.who(asker)).toBeUndefined();
    expect(await ask(about(asker))).toBeUndefined();
    clock += 11 * 60_000;
    expect(await ask(about(asker))).toBeDefined();
  });

  it("counts for nobody else's ask, for none that was made up, and for no other Databricks user", async () => {
    const { ask, take, grants } = bot();
    const name = await ask(about(asker));
    expect(await take({ actor: colleague, place, ask: name, token: assertion("colleague") })).toBe(false);
    expect(await take({ actor: asker, place, ask: "made-up", token: assertion("asker") })).toBe(false);
    expect(await take({ actor: colleague, place, token: assertion("colleague") })).toBe(false);
    expect(exchanged).toEqual([]);
    expect(await take({ actor: asker, place, ask: name, token: assertion("boss") })).toBe(false);
    expect(await grants.who(asker)).toBeUndefined();
    expect(await grants.who(colleague)).toBeUndefined();
  });

  it("binds nobody whose account is off, whose address nobody knows, or who is signed in as somebody else", async () => {
    const { ask, take, grants } = bot();
    const tried = async (actor: Actor, user: string, email = `${user}@example.com`): Promise<boolean> => {
      clock += 11 * 60_000;
      return take({ actor, place, ask: await ask({ actor, place, email }), token: assertion(user) });
    };
    expect(await tried(asker, "inactive")).toBe(false);
    clock += 11 * 60_000;
    const unknown = await ask({ actor: asker, place });
    expect(await take({ actor: asker, place, ask: unknown, token: assertion("asker") })).toBe(false);
    await grants.save(asker, { id: "first", userName: "first", name: "first" }, { access: "a", lastsMs: 9_999_999 });
    expect(await tried(asker, "second")).toBe(false);
    expect((await grants.who(asker))?.user.id).toBe("first");
  });

  it("may be brought by hand after it was refused, or where no client could try", async () => {
    const { ask, take, isRefused, grants } = bot();
    const name = (await ask(about(asker)))!;
    expect(await take({ actor: asker, place, token: { kind: "none" } })).toBe(false);
    expect(await isRefused(name)).toBe(true);
    expect(await take({ actor: asker, place, token: assertion("asker") })).toBe(true);
    expect((await grants.who(asker))?.user.id).toBe("asker");
  });

  it("goes on elsewhere when the process that tried it died", async () => {
    const dead = bot({ during: () => new Promise(() => undefined) });
    const { take } = bot();
    const name = await dead.ask(about(asker));
    void dead.take({ actor: asker, place, ask: name, token: assertion("asker") });
    await untilPasses(() => expect(exchanged).toHaveLength(1));
    clock += 15_000;
    expect(await take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(true);
  });

  it("signs nobody in who leaves at that very moment, or has left", async () => {
    const other = bot();
    const { ask, take, grants } = bot({ during: () => other.leaves("asker") });
    const name = await ask(about(asker));
    expect(await take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(false);
    expect(await grants.who(asker)).toBeUndefined();
    expect(await other.take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(false);
  });

  it("signs nobody in who has left, or signed out, whichever of their cards is answered", async () => {
    const { ask, take, grants, leaves, isRefused } = bot();
    const earlier = (await ask(about(asker)))!;
    const latest = (await ask(about(asker)))!;
    await leaves("asker");
    for (const name of [earlier, latest, undefined])
      expect(await take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(false);
    expect(exchanged).toEqual([]);
    expect(await grants.who(asker)).toBeUndefined();
    // Whoever waits for it need not wait to its end.
    expect(await isRefused(earlier)).toBe(true);
    // Back again, they are asked anew.
    const name = await ask(about(asker));
    expect(await take({ actor: asker, place, ask: name, token: assertion("asker") })).toBe(true);
  });

  it("is asked for no longer than it helps: a person has a few live cards, and the oldest ends", async () => {
    const { ask, take } = bot();
    const names = [];
    for (let count = 0; count < 11; count += 1) names.push(await ask(about(asker)));
    expect(await take({ actor: asker, place, ask: names[0], token: assertion("asker") })).toBe(false);
    expect(await take({ actor: asker, place, ask: names[1], token: assertion("asker") })).toBe(true);
  });

  it("rests for a while where nobody could be asked", async () => {
    const { ask, mayAsk, giveUp } = bot();
    await giveUp(asker);
    expect([await mayAsk(asker), await mayAsk(colleague)]).toEqual([false, true]);
    expect(await ask(about(asker))).toBeUndefined();
    clock += 11 * 60_000;
    expect(await mayAsk(asker)).toBe(true);
  });

  it("is tried once for each of 200 people whose tokens end in the same minute, on two replicas", async () => {
    const replicas = [bot(), bot()] as const;
    const people = Array.from({ length: 200 }, (_, index) => personOf(`p${index}`));
    const of = (index: number) => replicas[index % 2 === 0 ? 0 : 1];
    const round = async (): Promise<void> => {
      const names = await Promise.all(people.map((one, index) => of(index).ask(about(one))));
      // Every client of everybody brings the same, to whichever replica.
      for (const client of [0, 1, 2]) {
        const takes = people.map((one, index) =>
          of(index + client).take({ actor: one, place, ask: names[index], token: assertion(one.user) }),
        );
        expect(new Set(await Promise.all(takes))).toEqual(new Set([true]));
      }
      const ready = await Promise.all(people.map((one, index) => of(index).grants.ready(one)));
      expect(ready.map((user) => user?.id)).toEqual(people.map(({ user }) => user));
    };
    await round();
    expect(exchanged).toHaveLength(200);
    clock += 50 * 60_000;
    expect(await replicas[0].grants.ready(people[0]!)).toBeUndefined();
    await round();
    expect(exchanged).toHaveLength(400);
  });

  it("cannot be renewed: it begins nothing new near its end, and serves what was begun until then", async () => {
    const { ask, take, grants } = bot();
    await take({ actor: asker, place, ask: await ask(about(asker)), token: assertion("asker") });
    clock += 3_600_000 - 15 * 60_000;
    expect(await grants.ready(asker)).toBeUndefined();
    expect(await grants.credentials(asker, "asker").token()).toBe("asker");
    clock += 15 * 60_000;
    await expect(grants.credentials(asker, "asker").token()).rejects.toMatchObject({ code: "login.needed" });
    expect(await grants.who(asker)).toBeUndefined();
  });

  it("is ended at Databricks by a sign-out, as far as it can be", async () => {
    const { ask, take, grants, revoked } = bot();
    await take({ actor: asker, place, ask: await ask(about(asker)), token: assertion("asker") });
    await grants.forget(asker);
    expect(revoked).toEqual(["asker"]);
  });
});
