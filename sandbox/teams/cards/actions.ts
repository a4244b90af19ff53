import { isDeepStrictEqual } from "node:util";
import type { Card } from "../workspace.ts";

/** An action of a card as the client sends it. */
export interface Pressed {
  kind: "execute" | "submit";
  id?: string | undefined;
  verb?: string | undefined;
  /** Of the action itself. The client adds what the person filled in. */
  data: unknown;
}

/**
 * The Execute or Submit of a card whose verb, id or title is `name`; of several, the one whose data are in `given`.
 * `fallback`: the Action.Submit that a client without Action.Execute sends instead.
 */
export const actionOf = (
  card: Card | null,
  name: string,
  fallback = false,
  given: Record<string, unknown> = {},
): Pressed | undefined => {
  const named = [...actionsIn(card)].filter(({ verb, id, title }) => [verb, id, title].includes(name));
  const action = named.find(({ data }) => repeats(given, data)) ?? named[0];
  const inner = fallback && action ? [...actionsIn(action["fallback"])][0] : undefined;
  return action && pressed(inner ?? action);
};

const repeats = (given: Record<string, unknown>, data: unknown): boolean =>
  typeof data === "object" &&
  data !== null &&
  Object.entries(data).every(([key, value]) => isDeepStrictEqual(given[key], value));

const pressed = (action: Record<string, unknown>): Pressed => ({
  kind: action["type"] === "Action.Execute" ? "execute" : "submit",
  id: textOf(action["id"]),
  verb: textOf(action["verb"]),
  data: action["data"],
});

/** Execute and Submit actions, outermost first, with those of selectable elements and inner cards. */
function* actionsIn(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && (value.type === "Action.Execute" || value.type === "Action.Submit")) yield { ...value };
  for (const [name, inner] of Object.entries(value)) {
    if (name !== "data") yield* actionsIn(inner);
  }
}

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
