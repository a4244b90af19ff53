import { Actor } from "../ports/actor.ts";
import type { Json } from "../ports/json.ts";
import { phrases } from "../reply/words/english/stored-phrases.ts";
import { filled, valuesIn } from "../text/template.ts";

/*
 * Records that stay when a person is forgotten, because they are about jobs, failures, or words of a channel: without who
 * the person is, what they are called, and what they wrote.
 */

export type Person = Pick<Actor, "platform" | "tenant" | "user">;

export const isSame = (one: Person, other: Person): boolean =>
  one.platform === other.platform && one.tenant === other.tenant && one.user === other.user;

/** What the person is called in this value, wherever they stand in it. */
export const namesIn = (value: Json | undefined, person: Person): string[] => {
  if (Array.isArray(value)) return value.flatMap((item) => namesIn(item, person));
  if (typeof value !== "object" || value === null) return [];
  const { data } = Actor.safeParse(value);
  if (data) return isSame(data, person) && data.name ? [data.name] : [];
  return Object.values(value).flatMap((item) => namesIn(item, person));
};

/** The value of a record without the person, who has these names. */
export const nameless = (key: string, value: Json, person: Person, names: ReadonlySet<string>): Json => {
  const isMail = key.startsWith("triage-sending:");
  const isOfChannel = key.startsWith(`memory:channel:${JSON.stringify([person.platform]).slice(0, -1)},`);
  const voter = JSON.stringify([person.platform, person.tenant, person.user]);

  const textOf = (text: string): string => (isMail ? withoutNames(text, names) : lineOf(text, names));

  const objectOf = (fields: Readonly<Record<string, Json | undefined>>): Json => {
    const { data } = Actor.safeParse(fields);
    if (data && isSame(data, person)) return { platform: data.platform, tenant: data.tenant, user: "forgotten" };
    const theirs = Object.entries(fields).filter(([field]) => field !== voter);
    return {
      ...Object.fromEntries(theirs.map(([field, item]) => [field, item === undefined ? item : without(item)])),
      ...addressOf(fields, person),
      ...(isOfChannel && fields["authorId"] === person.user && { author: phrases.somebody, authorId: "forgotten" }),
      ...(isBy(fields["starter"], person) && requestless(fields["parameters"])),
    };
  };

  const without = (item: Json): Json => {
    if (typeof item === "string") return textOf(item);
    if (Array.isArray(item)) return item.map(without);
    return typeof item === "object" && item !== null ? objectOf(item) : item;
  };

  return without(value);
};

/** What a place or a message of the person's platform says only to its channel, without the person. */
const addressOf = (fields: Readonly<Record<string, Json | undefined>>, { platform, user }: Person) => {
  if (fields["platform"] !== platform || typeof fields["thread"] !== "string") return {};
  const { to, id } = fields;
  return {
    ...(to !== undefined && { to: unaddressed(to, user) }),
    ...(id !== undefined && { id: unaddressed(id, user) }),
  };
};

/** A chat of theirs stays the chat of nobody; whatever else names them is left out, with what stands beside it. */
const unaddressed = (address: Json, user: string): Json => {
  if (typeof address !== "object" || address === null || Array.isArray(address)) return address;
  return Object.fromEntries(
    Object.entries(address).flatMap(([field, item]): [string, Json][] => {
      if (item === undefined) return [];
      if (item === user) return field === "channel" ? [[field, "forgotten"]] : [];
      return typeof item === "object" && item !== null && Object.values(item).includes(user) ? [] : [[field, item]];
    }),
  );
};

const isBy = (starter: Json | undefined, person: Person): boolean => {
  const { data } = Actor.safeParse(starter);
  return data !== undefined && isSame(data, person);
};

/** A run's parameters without the words in which the person asked for it. */
const requestless = (parameters: Json | undefined) =>
  typeof parameters === "object" && parameters !== null && !Array.isArray(parameters) && "user_request" in parameters
    ? { parameters: { ...parameters, user_request: "" } }
    : {};

const ofSomebody = Object.values(phrases).filter((template) => template.includes("{who}"));

/** A line about what was done, by somebody if it was by this person. */
const lineOf = (line: string, names: ReadonlySet<string>): string => {
  for (const template of ofSomebody) {
    const values = valuesIn(template, line);
    if (values && names.has(values.get("who") ?? ""))
      return filled(template, { ...Object.fromEntries(values), who: phrases.somebody });
  }
  return line;
};

/** A mail as it was sent: a name may stand anywhere in it. */
const withoutNames = (text: string, names: ReadonlySet<string>): string =>
  [...names].reduce(
    (left, name) =>
      left.replace(new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(name)}(?![\\p{L}\\p{N}])`, "gu"), phrases.somebody),
    text,
  );
