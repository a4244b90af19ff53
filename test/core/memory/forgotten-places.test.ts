import * as slack from "../../../adapters/slack/address.ts";
import * as teams from "../../../adapters/teams/address.ts";
import { type Person, removePerson } from "../../../src/memory/person-removal.ts";
import type { Json } from "../../../src/ports/json.ts";
import type { Place } from "../../../src/ports/place.ts";
import { backendPerTest } from "../../contract/backend.ts";
import { sqliteBackend } from "../../support/stores/sqlite-backend.ts";

/* Records that stay name the place of their card, and places may name whoever wrote there. */

const backend = backendPerTest(sqliteBackend);
const hour = 3_600_000;
const guid = "11111111-2222-3333-4444-555555555555";

const inTeams = teams.placeOf({
  ...{ serviceUrl: "https://smba.example", conversation: "19:a@thread.tacv2;messageid=1", tenant: "t1" },
  ...{ scope: "channel", bot: { id: "28:bot" }, user: { id: "29:ann", aadObjectId: guid } },
});

it.each<[string, Person, Place, Json, typeof teams.To | typeof slack.Address]>([
  [
    "Teams",
    { platform: "teams", tenant: "t1", user: guid },
    inTeams,
    { serviceUrl: "https://smba.example", conversation: "19:a@thread.tacv2;messageid=1", activity: "2" },
    teams.To,
  ],
  [
    "a command in Slack",
    { platform: "slack", tenant: "T1", user: "U1" },
    slack.placeOfCommand("T1", "C1", "x", "U1"),
    { channel: "C1", ts: "1.1", only: "U1" },
    slack.Address,
  ],
  [
    "the Home in Slack",
    { platform: "slack", tenant: "T1", user: "U1" },
    { ...slack.placeOf("T1", "D1", "1.1"), to: slack.placeOfHome("T1", "U1").to },
    { channel: "D1", ts: "1.1" },
    slack.Address,
  ],
])("a person is forgotten in the places of %s, which stay places", async (_, person, place, id, To) => {
  const { records, journal, saver } = await backend().open();
  const posted = { ref: { platform: person.platform, thread: "th", id }, place: { ...place } };
  const starter = { ...person, user: "somebody-else" };
  for (const key of ["run:7", "triage:7.1", "post:triage:7.1"]) await records.write(key, { starter, posted }, hour);
  expect(await removePerson({ records, journal, saver }, person)).toMatchObject({ anonymized: 3 });
  const left = await Array.fromAsync(records.scan());
  expect(left).toHaveLength(3);
  expect(JSON.stringify(left)).not.toMatch(/U1|29:ann|11111111/);
  for (const { value } of left) To.parse((value as { posted: typeof posted }).posted.place.to);
  expect(await removePerson({ records, journal, saver }, person)).toMatchObject({ anonymized: 0 });
});
