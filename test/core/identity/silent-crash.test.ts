import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { createAudit } from "../../../src/audit/audit-log.ts";
import { tokenKeys } from "../../../src/config/token-keys.ts";
import { createGrants } from "../../../src/identity/grants.ts";
import { createProofs } from "../../../src/identity/proofs.ts";
import { createSilentSignIn, type SilentSignInDeps } from "../../../src/identity/silent-sign-in.ts";
import { createTokenCipher } from "../../../src/identity/token-encryption.ts";
import { silent } from "../../../src/logging/log.ts";
import type { Actor } from "../../../src/ports/actor.ts";
import type { Reply } from "../../../src/ports/chat/reply.ts";
import type { Place } from "../../../src/ports/place.ts";
import type { Stores } from "../../../src/ports/stores/stores.ts";
import type { Backend } from "../../contract/backend.ts";
import { mortal } from "../../support/mortal.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

const keys = tokenKeys(`a:${randomBytes(32).toString("base64")}`);
if (typeof keys === "string") throw new Error(keys);
const cipher = createTokenCipher(keys);
const asker: Actor = { platform: "teams", tenant: "T", user: "asker" };
const place: Place = { platform: "teams", thread: "teams:T:a:1", channelId: "a:1", direct: true, to: null };

describe("a sign-in without a click whose process is killed", () => {
  let backend: Backend;
  let stores: Stores;
  let clock = 0;
  beforeEach(async () => {
    backend = await sqliteBackend.start();
    stores = await backend.open();
    clock = Date.now();
  });
  afterEach(() => backend.drop());

  /** What a chat shows, whoever posts there. */
  const chat = () => {
    const cards = new Map<string, Reply>();
    let posted = 0;
    const delivery: SilentSignInDeps["delivery"] = {
      directPlace: async () => place,
      post: async (where, reply, { key }) => {
        if (!cards.has(key) && posted === 0) {
          posted += 1;
          cards.set(key, reply);
        }
        return { ref: { platform: "teams", thread: where.thread, id: key }, place: where };
      },
      remove: async ({ id }) => cards.delete(String(id)),
    };
    const proof = (): string | undefined =>
      [...cards.values()].map((reply) => (reply.kind === "notice" ? reply.proof?.ask : undefined))[0];
    return { delivery, cards, proof };
  };

  /** One process of the bot; it dies after so many moments. */
  const processOver = ({ delivery }: ReturnType<typeof chat>, moments = Number.POSITIVE_INFINITY) => {
    const doom = mortal(moments);
    const records = doom.guard(stores.records, ["add", "read", "remove", "swap", "write"]);
    const databricks = doom.guard(
      {
        whoIs: async (id: string) => ({
          ...{ id, userName: `${id}@example.com`, name: id },
          ...{ active: true, emails: [`${id}@example.com`] },
        }),
        exchange: async (text: string) => ({ access: text, lastsMs: 3_600_000 }),
        refresh: () => Promise.reject(new Error("nothing is renewed here")),
        revoke: async () => undefined,
      },
      ["exchange", "whoIs"],
    );
    const shared = { records, log: silent, now: () => clock };
    const grants = createGrants({ ...shared, cipher, service: databricks, host: "https://w" });
    const proofs = createProofs({
      ...{ ...shared, grants, service: databricks, assertions: databricks, matchEmail: true },
      audit: createAudit(doom.guard(stores.journal, ["append"])),
      sleep: async () => {
        clock += 500;
        await sleep(1);
      },
    });
    const ask = (actor: Actor, where: Place) => proofs.ask({ actor, place: where, email: `${actor.user}@example.com` });
    const signIn = createSilentSignIn({
      ...{ records, delivery: doom.guard(delivery, ["post", "remove"]), now: () => clock },
      signIns: { ask, giveUp: proofs.giveUp, isRefused: proofs.isRefused, ready: grants.ready },
    });
    /** Looks until there is nothing more to wait for. A client answers the card as soon as it is there. */
    const wait = async (shown: ReturnType<typeof chat>, hasClient: boolean): Promise<"signed-in" | "over"> => {
      let isAnswered = false;
      for (;;) {
        const stands = await signIn.look("turn-1", asker, place);
        if (stands !== "pending") return stands;
        const proof = shown.proof();
        if (hasClient && proof !== undefined && !isAnswered) {
          isAnswered = true;
          await proofs.take({ actor: asker, place, ask: proof, token: { kind: "assertion", text: "asker" } });
        }
        clock += 400;
      }
    };
    return { wait, grants, passed: doom.passed, died: doom.died };
  };

  const start = async (): Promise<void> => {
    await backend.drop();
    backend = await sqliteBackend.start();
    stores = await backend.open();
  };

  it.each([
    ["and the client answers once more", true],
    ["and no client answers any more", false],
  ])("between any two lines, %s, signs nobody else in; at worst a link is needed", async (_, answersAgain) => {
    const whole = chat();
    const first = processOver(whole);
    expect(await first.wait(whole, true)).toBe("signed-in");
    const moments = first.passed();
    expect(moments).toBeGreaterThan(20);
    const ends = new Map<string, number>();
    for (let at = 0; at < moments; at += 1) {
      await start();
      const shown = chat();
      const dying = processOver(shown, at);
      await Promise.race([dying.wait(shown, true), dying.died]);
      // Whatever it held ends by itself.
      clock += 15_000;
      const next = processOver(shown);
      const end = await next.wait(shown, answersAgain);
      ends.set(end, (ends.get(end) ?? 0) + 1);
      const user = (await next.grants.who(asker))?.user.id;
      expect([end, user], `killed at ${at}`).toEqual(end === "signed-in" ? [end, "asker"] : [end, user]);
      expect([undefined, "asker"]).toContain(user);
      // The card is gone, however it ended.
      expect([...shown.cards.keys()], `killed at ${at}`).toEqual([]);
    }
    expect(ends.get("signed-in")).toBeGreaterThan(0);
  });
});
