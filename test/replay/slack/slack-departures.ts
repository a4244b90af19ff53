import { COLLEAGUE, type Fields, interaction, type Payload, quiet } from "./slack-builders.ts";
import { ASKER, BOT, envelope, TEAM } from "./slack-payloads.ts";

/* People who leave, and the app that is removed. */

const gone = (name: string, body: Fields, act: Fields): Payload =>
  interaction(name, body, { kind: "departure", platform: "slack", tenant: TEAM, ...act }, "event");

const changed = (more: Fields = {}): Fields =>
  envelope({
    type: "user_change",
    user: {
      id: ASKER,
      team_id: TEAM,
      name: "asker",
      deleted: false,
      color: "9f69e7",
      real_name: "The Asker",
      profile: { display_name: "asker", email: "asker@example.com", status_text: "on holiday" },
      is_bot: false,
      is_app_user: false,
      updated: 1_355_517_523,
      ...more,
    },
    cache_ts: 1_355_517_523,
    event_ts: "1355517523.006000",
  });

const revoked = (tokens: Fields): Fields => envelope({ type: "tokens_revoked", tokens, event_ts: "1355517523.006000" });
const uninstalled = (more: Fields = {}): Fields =>
  envelope({ type: "app_uninstalled", event_ts: "1355517523.006000" }, { authorizations: [], ...more });

export const departures: Payload[] = [
  gone("an account that is switched off", changed({ deleted: true }), { users: [ASKER] }),
  gone(
    "an account of our Grid that is switched off",
    envelope(
      {
        type: "user_change",
        user: { id: ASKER, team_id: "T0SISTER01", deleted: true, enterprise_user: { enterprise_id: "E0GRID0001" } },
      },
      {
        enterprise_id: "E0GRID0001",
        authorizations: [
          { enterprise_id: "E0GRID0001", team_id: TEAM, user_id: BOT, is_bot: true, is_enterprise_install: false },
        ],
      },
    ),
    { users: [ASKER] },
  ),
  gone("an account of a partner that is switched off", changed({ deleted: true, team_id: "T0PARTNER1" }), {
    tenant: "T0PARTNER1",
    users: [ASKER],
  }),
  quiet("an account that was changed", changed()),
  quiet("an account without the field", changed({ deleted: undefined })),
  gone("the app is removed", uninstalled(), { users: undefined }),
  gone("the app is removed from another workspace", uninstalled({ team_id: "T0OTHER001" }), {
    tenant: "T0OTHER001",
    users: undefined,
  }),
  gone("the token of the bot is revoked", revoked({ oauth: [], bot: [BOT] }), { users: undefined }),
  gone("tokens of people are revoked", revoked({ oauth: [ASKER, COLLEAGUE], bot: [] }), { users: [ASKER, COLLEAGUE] }),
  gone("tokens of people are revoked, as Slack also writes it", revoked({ oauth: [ASKER] }), { users: [ASKER] }),
  quiet("tokens of nobody are revoked", revoked({ oauth: [], bot: null })),
];
