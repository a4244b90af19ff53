import { z } from "zod";
import { Actor } from "../ports/actor.ts";
import { Place } from "../ports/place.ts";
import type { Records } from "../ports/stores/records.ts";
import { retention } from "../retention.ts";

/** A message to people who are to act now: prepared by the supervisor, sent by a click of the person who wanted it. */
export const Alert = z.object({
  id: z.string(),
  by: Actor,
  /** Id of the group that gets it. */
  target: z.string(),
  text: z.string(),
  state: z.enum(["prepared", "confirmed", "declined"]),
  /** Where it was confirmed, so that its outcome is told there. */
  place: Place.optional(),
  /** The channel of its group, as far as it was known when it was confirmed. */
  channel: Place.optional(),
});
export type Alert = z.infer<typeof Alert>;

/** How far one way is: `sending` means that its outcome is not known yet. */
export const Way = z.object({
  state: z.enum(["sending", "sent", "unknown", "failed"]),
  reason: z.string().optional(),
});
export type Way = z.infer<typeof Way>;

const keyOf = (id: string): string => `alert:${id}`;

export interface Alerts {
  /** Once for its id. */
  prepare(alert: Alert): Promise<void>;
  read(id: string): Promise<Alert | undefined>;
  /** Changes its state, if it is still prepared. The alert as it stands then; undefined: there is none. */
  settle(
    id: string,
    state: "confirmed" | "declined",
    where: Pick<Alert, "place" | "channel">,
  ): Promise<Alert | undefined>;
  /** The right to send it by this way. The way as it stands if somebody had it before. */
  begin(id: string, way: string): Promise<Way | "begun">;
  end(id: string, way: string, outcome: Way): Promise<void>;
  /** How far this way is; undefined: nothing was sent by it. */
  way(id: string, way: string): Promise<Way | undefined>;
  /** It is certain that nothing was sent: it may start again. */
  undo(id: string, way: string): Promise<void>;
}

export const createAlerts = (records: Records): Alerts => {
  const read: Alerts["read"] = async (id) => Alert.optional().parse((await records.read(keyOf(id)))?.value);
  const wayKey = (id: string, way: string): string => `${keyOf(id)}:${way}`;
  const way: Alerts["way"] = async (id, name) => Way.optional().parse((await records.read(wayKey(id, name)))?.value);
  return {
    prepare: async (alert) => void (await records.add(keyOf(alert.id), alert, retention.proposals)),
    read,
    settle: async (id, state, where) => {
      const found = await records.read(keyOf(id));
      if (!found) return undefined;
      const alert = Alert.parse(found.value);
      if (alert.state !== "prepared") return alert;
      const settled: Alert = { ...alert, state, ...where };
      return (await records.swap(keyOf(id), found.version, settled, retention.proposals)) ? settled : read(id);
    },
    begin: async (id, name) => {
      if (await records.add(wayKey(id, name), { state: "sending" }, retention.proposals)) return "begun";
      return (await way(id, name)) ?? { state: "unknown" };
    },
    end: (id, name, outcome) => records.write(wayKey(id, name), outcome, retention.proposals),
    way,
    undo: (id, name) => records.remove(wayKey(id, name)),
  };
};
