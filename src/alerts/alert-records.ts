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
  settle(id: string, state: "confirmed" | "declined", place: Place): Promise<Alert | undefined>;
  /** The right to send it by this way. The way as it stands if somebody had it before. */
  begin(id: string, way: string): Promise<Way | "begun">;
  end(id: string, way: string, outcome: Way): Promise<void>;
  /** Surely nothing was sent: it may begin anew. */
  undo(id: string, way: string): Promise<void>;
}

export const createAlerts = (records: Records): Alerts => {
  const read: Alerts["read"] = async (id) => Alert.optional().parse((await records.read(keyOf(id)))?.value);
  const wayKey = (id: string, way: string): string => `${keyOf(id)}:${way}`;
  return {
    prepare: async (alert) => void (await records.add(keyOf(alert.id), alert, retention.proposals)),
    read,
    settle: async (id, state, place) => {
      const found = await records.read(keyOf(id));
      if (!found) return undefined;
      const alert = Alert.parse(found.value);
      if (alert.state !== "prepared") return alert;
      const settled: Alert = { ...alert, state, place };
      return (await records.swap(keyOf(id), found.version, settled, retention.proposals)) ? settled : read(id);
    },
    begin: async (id, way) => {
      if (await records.add(wayKey(id, way), { state: "sending" }, retention.proposals)) return "begun";
      const found = await records.read(wayKey(id, way));
      return found ? Way.parse(found.value) : { state: "unknown" };
    },
    end: (id, way, outcome) => records.write(wayKey(id, way), outcome, retention.proposals),
    undo: (id, way) => records.remove(wayKey(id, way)),
  };
};
