import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { tokenKeys } from "../../../src/config/token-keys.ts";
import { Problem } from "../../../src/errors.ts";
import { createGrants, type Grants } from "../../../src/identity/grants.ts";
import { createTokenCipher } from "../../../src/identity/token-encryption.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { DatabricksUser, PersonTokens } from "../../../src/ports/databricks/sign-in.ts";
import type { Records } from "../../../src/ports/stores/records.ts";
import type { Backend, BackendKind } from "../../contract/backend.ts";
import { eventually } from "../../support/eventually.ts";
import { mortal } from "../../support/mortal.ts";
import { postgresBackend } from "../../support/stores/postgres-backend.ts";
import { redisBackend } from "../../support/stores/redis-backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const key = (id: string) => `${id}:${randomBytes(32).toString("base64")}`;
const [old, current] = [key("old"), key("new")];
const cipherOf = (text: string) => {
  const keys = tokenKeys(text);
  if (typeof keys === "string") throw new Error(keys);
  return createTokenCipher(keys);
};
const personOf = (user: string): Actor => ({ platform: "slack", tenant: "T1", user });
const asker = personOf("U0ASKER");
const userOf = (id: string): DatabricksUser => ({ id, userName: `${id}@example.com`, name: id });

/** Single-use refresh tokens: using one twice ends the whole family, as at Databricks. */
const signInService = () => {
  const families = new Map<string, { live: string; used: Set<string>; ended: boolean; refreshes: number }>();
  const revoked: string[] = [];
  const rule: { before?: () => Promise<void>; fails?: Problem } = {};
  const lastsMs = 3_600_000;
  const grant = (family: string): PersonTokens => {
    const live = `refresh-${family}-${randomBytes(8).toString("hex")}`;
    const known = families.get(family);
    if (known) known.live = live;
    else families.set(family, { live, used: new Set(), ended: false, refreshes: 0 });
    return { access: `access-${family}-${randomBytes(8).toString("hex")}`, refresh: live, lastsMs };
  };
  return {
    families,
    revoked,
    rule,
    grant,
    refresh: async (token: string): Promise<PersonTokens> => {
      await rule.before?.();
      if (rule.fails) throw rule.fails;
      const [name, family] = [...families].find(([, { live, used }]) => live === token || used.has(token)) ?? [];
      if (!name || !family || family.ended || family.used.has(token)) {
        if (family) family.ended = true;
        throw Problem.of("login.ended", {});
      }
      family.used.add(token);
      family.refreshes += 1;
      return grant(name);
    },
    revoke: async (token: string) => void revoked.push(token),
  };
};

const kinds: (BackendKind & { stop?(): Promise<void> })[] = [sqliteBackend, redisBackend(), postgresBackend()];

describe.each(kinds)("sign-ins in $name", (kind) => {
  let backend: Backend;
  let service: ReturnType<typeof signInService>;
  let time: number;
  let replicas: { grants: Grants; records: Records }[];

  const replicaOver = (records: Records) => ({
    records,
    grants: createGrants({
      ...{ records, service, host: "https://w.example.com", log: silent, cipher: cipherOf(current), now: () => time },
      // Waits are short, and cost none of the test's own time.
      sleep: async (ms) => void (await sleep(Math.min(ms, 5))),
    }),
  });
  const replica = async () => replicaOver((await backend.open()).records);

  beforeEach(async () => {
    backend = await kind.start();
    service = signInService();
    time = 1_000_000;
    replicas = [await replica()];
    // SQLite serves one process: then two bots share its records.
    replicas.push(kind.replicas ? await replica() : replicaOver(replicas[0]!.records));
  });
  afterEach(() => backend.drop());
  afterAll(() => kind.stop?.());

  const [a, b] = [() => replicas[0]!.grants, () => replicas[1]!.grants];
  /** A lock ends by itself: a moment after it was given back, and in time when its holder has died. */
  const unlock = () =>
    replicas[0]!.records.remove(`grant-lock:${JSON.stringify(["https://w.example.com", "slack", "T1", "U0ASKER"])}`);
  const token = (grants: Grants, actor = asker, as = actor.user) => grants.credentials(actor, as).token();

  it("refresh once when 200 people's tokens end at once on two replicas, and nobody is signed out", async () => {
    const people = Array.from({ length: 200 }, (_, index) => personOf(`U${index}`));
    await Promise.all(people.map((one) => a().save(one, userOf(one.user), service.grant(one.user))));
    time += 3_600_000;
    // A store that is too busy to answer in time is asked again, as a turn does.
    const tokenOf = (grants: Grants, one: Actor) => eventually(() => token(grants, one), 20_000, "a token");
    const tokens = await Promise.all(people.flatMap((one) => [a(), b(), a(), b()].map((by) => tokenOf(by, one))));
    expect(new Set(tokens).size).toBe(200);
    expect([...service.families.values()].every(({ refreshes, ended }) => refreshes === 1 && !ended)).toBe(true);
  });

  it("keep no token that can be read, and open with an old key", async () => {
    const before = createGrants({
      ...{ records: replicas[0]!.records, service, host: "https://w.example.com", log: silent },
      ...{ cipher: cipherOf(old), now: () => time },
    });
    const tokens = service.grant("U0ASKER");
    await before.save(asker, userOf("U0ASKER"), tokens);
    const kept = JSON.stringify((await replicas[0]!.records.read(grantKey(asker)))?.value);
    expect(kept).toContain("U0ASKER@example.com");
    for (const secret of [tokens.access, tokens.refresh ?? ""])
      for (const form of [secret, Buffer.from(secret).toString("base64"), Buffer.from(secret).toString("hex")])
        expect(kept).not.toContain(form);
    const both = createGrants({
      ...{ records: replicas[0]!.records, service, host: "https://w.example.com", log: silent },
      ...{ cipher: cipherOf(`${current},${old}`), now: () => time },
    });
    expect(await token(both)).toBe(tokens.access);
    expect(await a().who(asker)).toBeUndefined();
    await expect(token(a())).rejects.toMatchObject({ code: "login.needed" });
  });

  it("open in their own record alone", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    const stolen = (await replicas[0]!.records.read(grantKey(asker)))!.value as Record<string, unknown>;
    const thief = personOf("U0THIEF");
    await replicas[0]!.records.write(grantKey(thief), stolen as never, 60_000);
    expect(await a().who(thief)).toBeUndefined();
    await replicas[0]!.records.write(grantKey(asker), { ...stolen, user: userOf("U0BOSS") } as never, 60_000);
    expect(await a().who(asker)).toBeUndefined();
  });

  it("never give the token of another Databricks user than the one that was asked for", async () => {
    await a().save(asker, userOf("now"), service.grant("now"));
    await expect(token(a(), asker, "before")).rejects.toMatchObject({ code: "login.other-user" });
    expect(await token(a(), asker, "now")).toContain("access-now");
  });

  it("replace a token that the service has refused", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    const credentials = a().credentials(asker, "U0ASKER");
    const first = await credentials.token();
    credentials.forget(first);
    const second = await credentials.token();
    expect(second).not.toBe(first);
    expect(await token(b())).toBe(second);
  });

  it("stay signed out who signs out, and signed in who signs in, while a refresh is under way", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    time += 3_600_000;
    service.rule.before = async () => void (await b().forget(asker));
    await expect(token(a())).rejects.toMatchObject({ code: "login.needed" });
    expect(await b().who(asker)).toBeUndefined();
    expect(service.revoked).toContain(service.families.get("U0ASKER")?.live);

    await a().save(asker, userOf("U0ASKER"), service.grant("first"));
    time += 3_600_000;
    let anew = "";
    service.rule.before = async () => {
      delete service.rule.before;
      const tokens = service.grant("second");
      anew = tokens.access;
      await b().save(asker, userOf("U0ASKER"), tokens);
    };
    expect(await token(a())).toBe(anew);
  });

  it("keep new tokens whose write was carried out though its answer was lost", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    time += 3_600_000;
    let isLost = false;
    const { records } = replicas[0]!;
    const cut: Records = {
      ...records,
      swap: async (key, version, value, ttlMs) => {
        const isDone = await records.swap(key, version, value, ttlMs);
        if (isLost || !key.startsWith("grant:")) return isDone;
        isLost = true;
        throw Problem.of("store.unavailable", {}, { retry: "later" });
      },
    };
    expect(await token(replicaOver(cut).grants)).toContain("access-U0ASKER");
    expect(isLost).toBe(true);
    expect(service.revoked).toEqual([]);
  });

  it("end the one before when somebody signs in anew", async () => {
    const first = service.grant("first");
    await a().save(asker, userOf("U0ASKER"), first);
    await a().save(asker, userOf("U0ASKER"), service.grant("second"));
    expect(service.revoked).toEqual([first.refresh]);
  });

  it("end when the refresh token is dead, and outlast everything else", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    time += 3_600_000 - 60_000;
    service.rule.fails = Problem.of("login.unavailable", {}, { retry: "later" });
    expect(await token(a())).toContain("access-U0ASKER");
    time += 60_000;
    await expect(token(a())).rejects.toMatchObject({ code: "login.unavailable" });
    service.rule.fails = Problem.of("login.app", {});
    await expect(token(a())).rejects.toMatchObject({ code: "login.app" });
    expect(await a().who(asker)).toBeDefined();
    delete service.rule.fails;
    service.families.get("U0ASKER")!.ended = true;
    expect(await a().ready(asker)).toBeUndefined();
    expect(await b().who(asker)).toBeUndefined();
  });

  it("are kept or asked for again, and are nobody else's, wherever a process dies that renews them", async () => {
    const renewedBy = (moments: number) => {
      const doom = mortal(moments);
      const records = doom.guard(replicas[0]!.records, ["add", "read", "swap", "write"]);
      const dying = doom.guard(service, ["refresh", "revoke"]);
      const grants = createGrants({
        ...{ records, service: dying, host: "https://w.example.com", log: silent, cipher: cipherOf(current) },
        ...{ now: () => time, sleep: async (ms: number) => void (await sleep(Math.min(ms, 5))) },
      });
      return { ...doom, renewal: token(grants).catch(() => undefined) };
    };
    const begin = async (): Promise<void> => {
      await unlock();
      service.families.clear();
      await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
      time += 3_600_000;
    };
    await begin();
    const whole = renewedBy(Number.POSITIVE_INFINITY);
    expect(await whole.renewal).toMatch(/^access-U0ASKER/);
    const seen = { kept: 0, asked: 0 };
    for (let at = 0; at < whole.passed(); at += 1) {
      await begin();
      const dying = renewedBy(at);
      await Promise.race([dying.renewal, dying.died]);
      await unlock();
      const user = await b().ready(asker);
      if (user) {
        seen.kept += 1;
        expect(user.id).toBe("U0ASKER");
        expect(await token(b())).toMatch(/^access-U0ASKER/);
      } else {
        seen.asked += 1;
        await expect(token(b())).rejects.toMatchObject({ code: "login.needed" });
      }
      expect(service.families.get("U0ASKER")?.refreshes).toBe(1);
    }
    expect(seen.kept).toBeGreaterThan(0);
    expect(seen.asked).toBeGreaterThan(0);
  });

  it("are asked for again, and are nobody else's, when a process dies between refresh and store", async () => {
    await a().save(asker, userOf("U0ASKER"), service.grant("U0ASKER"));
    time += 3_600_000;
    const dies = new Error("killed");
    const lost: Records = { ...replicas[0]!.records, swap: () => Promise.reject(dies) };
    const dying = replicaOver(lost);
    await expect(token(dying.grants)).rejects.toMatchObject({ cause: dies });
    await unlock();
    expect(await b().ready(asker)).toBeUndefined();
    await expect(token(b())).rejects.toMatchObject({ code: "login.needed" });
  });
});

const grantKey = ({ platform, tenant, user }: Actor): string =>
  `grant:${JSON.stringify(["https://w.example.com", platform, tenant, user])}`;

describe("the keys of tokens", () => {
  it.each(["", "a", "a:short", `${current},${current}`, `a b:${randomBytes(32).toString("base64")}`])(
    "are refused where they are no keys: %s",
    (text) => expect(typeof tokenKeys(text)).toBe("string"),
  );
});
