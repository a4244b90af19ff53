import { z } from "zod";
import type { Delivery } from "../delivery/delivery.ts";
import { asProblem } from "../errors.ts";
import type { Actor } from "../ports/actor.ts";
import { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { whoAreYou } from "../reply/sign-in-notices.ts";
import { retention } from "../retention.ts";
import type { SignIns } from "./sign-ins.ts";

/*
 * The sign-in without a click, where a platform can tell who its people are: a card in somebody's own chat, which their
 * clients answer. Whatever waits for it looks again and again.
 */

export interface SilentSignIn {
  /**
   * How it stands with somebody. The first look under an id posts the card. `pending`: look again soon. `over`: nothing
   * (more) comes of it. Repeatable after a crash at any line.
   */
  look(id: string, actor: Actor, place: Place): Promise<"signed-in" | "pending" | "over">;
}

export interface SilentSignInDeps {
  signIns: Pick<SignIns, "ask" | "giveUp" | "isRefused" | "ready">;
  delivery: Pick<Delivery, "directPlace" | "post" | "remove">;
  records: Records;
  now: () => number;
}

/** How long clients have to prove who their person is, ms. */
const withinMs = 12_000;
/** How often that is looked at, ms. */
export const proofEveryMs = 400;

const Asked = z.object({ ask: z.string(), place: Place, until: z.number() });
type Asked = z.infer<typeof Asked>;

export const createSilentSignIn = ({ signIns, delivery, records, now }: SilentSignInDeps): SilentSignIn => {
  const read = async (id: string) => Asked.safeParse((await records.read(keyOf(id)))?.value).data;

  /** Undefined: the platform cannot be asked, or not now. */
  const begin = async (id: string, actor: Actor, from: Place): Promise<Asked | undefined> => {
    const place = from.direct ? from : await delivery.directPlace(actor, from);
    const ask = place && (await signIns.ask(actor, place));
    if (!place || ask === undefined) return undefined;
    const asked = { ask, place, until: now() + withinMs };
    await records.write(keyOf(id), asked, retention.signIns);
    return asked;
  };

  const post = (id: string, { locale }: Actor, { ask, place }: Asked) =>
    delivery.post(place, whoAreYou(ask, locale), { key: `${id}:proof` });

  /** A card that was answered, or was in vain, is gone. */
  const drop = async (id: string, actor: Actor, asked: Asked): Promise<void> => {
    const { ref } = await post(id, actor, asked);
    await delivery.remove(ref).catch(() => false);
    await records.remove(keyOf(id));
  };

  const ask = async (id: string, actor: Actor, place: Place): Promise<"pending" | "over"> => {
    const asked = (await read(id)) ?? (await begin(id, actor, place));
    if (asked && now() < asked.until && !(await signIns.isRefused(asked.ask))) {
      await post(id, actor, asked);
      return "pending";
    }
    await signIns.giveUp(actor);
    if (asked) await drop(id, actor, asked);
    return "over";
  };

  return {
    look: async (id, actor, place) => {
      if (await signIns.ready(actor)) {
        const asked = await read(id);
        if (asked) await drop(id, actor, asked);
        return "signed-in";
      }
      try {
        return await ask(id, actor, place);
      } catch (thrown) {
        if (!asProblem(thrown).code.startsWith("login.")) throw thrown;
        await signIns.giveUp(actor);
        return "over";
      }
    },
  };
};

const keyOf = (id: string): string => `silent-sign-in:${id}`;
