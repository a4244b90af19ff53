import { receive } from "../../support/teams/teams-replay.ts";
import { files, quotes } from "./teams-attached.ts";
import type { Payload } from "./teams-builders.ts";
import { edits, events, installations, updates } from "./teams-changes.ts";
import { channels } from "./teams-channels.ts";
import { layouts, pictures } from "./teams-formats.ts";
import { clicks, invokes } from "./teams-invokes.ts";
import { groups, personal } from "./teams-messages.ts";
import type { Fields } from "./teams-payloads.ts";
import { clouds, gaps, strangers } from "./teams-variants.ts";

/*
 * Everything that Teams sends, in its real shape, and what has to come of it: how many turns, with which text.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability
 */

const corpus: Record<string, Payload[]> = {
  "messages in a personal chat": personal,
  "messages in a group chat": groups,
  "messages in a channel": channels,
  "layouts of a message": layouts,
  "pictures and links": pictures,
  files,
  "words of others": quotes,
  "changes of a message": edits,
  "changes of a conversation": updates,
  installations,
  events,
  clicks,
  invokes,
  "other clouds": clouds,
  strangers,
  "gaps and other forms": gaps,
};
const all = Object.values(corpus).flat();

/** What a payload can expect to be left out. */
const absent = { attached: undefined, files: undefined, toOthers: undefined };

describe.each(Object.entries(corpus))("Teams sends %s", (_, payloads) => {
  it.each(payloads.map((payload) => [payload.name, payload] as const))("%s", async (_, payload) => {
    const deliveries = [await receive(payload.body), await receive(payload.body)];
    const acts = deliveries.flatMap((delivery) => delivery.acts);
    const once = acts.filter(({ id }, index) => acts.findIndex((other) => other.id === id) === index);
    expect(deliveries.map(({ response }) => response.status)).toEqual(Array(2).fill(payload.status ?? 200));
    expect(once.filter(({ kind }) => kind === "message")).toHaveLength(payload.turns);
    expect(once).toHaveLength(payload.act ? 1 : 0);
    if (payload.act) expect({ ...absent, ...once[0] }).toMatchObject(payload.act);
    if (!payload.status) expect(deliveries.flatMap(({ lines }) => lines)).toEqual([]);
  });
});

describe("the corpus of Teams", () => {
  it("has more than two hundred payloads, each under a name of its own", () => {
    expect(all.length).toBeGreaterThan(200);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it("brings no error and no second act when a field has any other form", async () => {
    const wrong: unknown[] = [];
    for (const body of all.flatMap((payload) => variantsOf(payload.body))) {
      const { acts, response } = await receive(body);
      if (response.status >= 500 || acts.length > 1) wrong.push({ body, acts, response });
    }
    expect(wrong).toEqual([]);
  });
});

const forms = [undefined, null, 7, "", "x", [], [null], {}];

/** The same payload with another form of each field, and of each field of its objects. */
const variantsOf = (body: Fields): Fields[] =>
  Object.entries(body).flatMap(([key, value]) => {
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    const inner = isObject ? variantsOf(value as Fields) : [];
    return [...forms, ...inner].map((form) => ({ ...body, [key]: form }));
  });
