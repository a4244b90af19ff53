import { createExpiringMap } from "../../src/expiring-map.ts";
import type { Log } from "../../src/log.ts";
import type { Inbound } from "../../src/ports/inbound.ts";
import type { Button } from "../../src/ports/reply.ts";
import { conversationOf, PostId } from "./address.ts";
import type { CallBudget } from "./call-budget.ts";
import type { Connector } from "./connector.ts";

/*
 * When the answer to a POST is lost, the message may stand in Teams although nobody knows its id, and the next attempt
 * makes a second one. If the answer arrives late after all, or somebody clicks in the message, we learn its id and remove
 * it.
 */

export interface Duplicates {
  /** The post of a key was tried and nobody knows whether it is there. */
  suspect(key: string, conversation: string, buttons: readonly Button[]): void;
  /** This message is the post of the key. */
  settle(key: string, activity: string): void;
  /** Removes the clicked message if another one of ours has replaced it. */
  clicked(inbound: Inbound): void;
  /** Removes a message that stands there twice. */
  remove(post: PostId): void;
}

export interface DuplicatesDeps {
  connector: Pick<Connector, "remove">;
  budget: Pick<CallBudget, "count">;
  log: Log;
  now: () => number;
}

const keptMs = 24 * 3_600_000;

export const createDuplicates = ({ connector, budget, log, now }: DuplicatesDeps): Duplicates => {
  /** Names of the buttons in posts that got no answer, by the key of the post. */
  const suspects = createExpiringMap<string[]>(now);
  /** The message that counts, by the name of a button in it. */
  const settled = createExpiringMap<string>(now);

  const remove: Duplicates["remove"] = ({ activity, ...spot }) => {
    budget.count(conversationOf(spot.conversation));
    connector.remove(spot, activity).then(
      () => log.warn({ event: "teams.duplicate_removed", activity }, "a message that was posted twice was removed"),
      (thrown: unknown) => {
        log.warn({ event: "teams.duplicate_kept", activity, err: thrown }, "a message was posted twice and stays");
      },
    );
  };

  return {
    suspect: (key, conversation, buttons) => {
      const names = buttons.map((button) => nameOf(conversation, button));
      suspects.keep(key, names, keptMs);
    },
    settle: (key, activity) => {
      for (const name of suspects.get(key) ?? []) settled.keep(name, activity, keptMs);
      suspects.forget(key);
    },
    clicked: (inbound) => {
      if (inbound.kind !== "click") return;
      const post = PostId.parse(inbound.on.id);
      const known = settled.get(nameOf(post.conversation, inbound));
      if (known !== undefined && post.activity !== "" && post.activity !== known) remove(post);
    },
    remove,
  };
};

const nameOf = (conversation: string, { action, value }: Pick<Button, "action" | "value">): string =>
  JSON.stringify([conversationOf(conversation), action, value]);
