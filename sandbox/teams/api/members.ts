import { PEOPLE, type Person, TEAM } from "../seed.ts";
import { type Call, placeOf, type Teams } from "./api.ts";
import { refusals } from "./refusal.ts";

/** Who is in a conversation, and what a team is called. */
export const members: Call[] = [
  {
    method: "GET",
    path: "/v3/conversations/:conversation/members",
    counted: "read",
    run: (request, teams) => ({ status: 200, body: rosterOf(teams, request.params["conversation"]).map(account) }),
  },
  {
    method: "GET",
    path: "/v3/conversations/:conversation/pagedmembers",
    counted: "read",
    run: ({ params, query }, teams) => {
      const people = rosterOf(teams, params["conversation"]);
      const size = Math.max(1, Number(query.get("pageSize") ?? 500));
      const from = Number(query.get("continuationToken") ?? 0);
      const next = from + size < people.length ? { continuationToken: String(from + size) } : {};
      return { status: 200, body: { ...next, members: people.slice(from, from + size).map(account) } };
    },
  },
  {
    method: "GET",
    path: "/v3/conversations/:conversation/members/:member",
    counted: "read",
    run: ({ params }, teams) => {
      const { member = "" } = params;
      const person = rosterOf(teams, params["conversation"]).find((one) => [one.id, one.aadObjectId].includes(member));
      if (!person) throw refusals.member();
      return { status: 200, body: account(person) };
    },
  },
  {
    method: "GET",
    path: "/v3/teams/:team",
    counted: "read",
    run: ({ params }) => {
      mustBeTeam(params["team"]);
      return { status: 200, body: { ...TEAM } };
    },
  },
  {
    method: "GET",
    path: "/v3/teams/:team/conversations",
    counted: "read",
    run: ({ params }, { workspace }) => {
      mustBeTeam(params["team"]);
      const channels = workspace.conversations().filter(({ kind }) => kind === "channel");
      const listed = channels.map(({ id, name, channelType: type }) => ({ id, name, type }));
      return { status: 200, body: { conversations: [{ id: TEAM.id, type: "standard" }, ...listed] } };
    },
  },
];

const rosterOf = (teams: Teams, place = ""): Person[] => {
  const { conversation } = placeOf(teams, place);
  return PEOPLE.filter(({ id }) => conversation.members.includes(id));
};

const mustBeTeam = (id = ""): void => {
  if (id !== TEAM.id) throw refusals.conversation();
};

const account = ({ id, aadObjectId, name, email, role, upn, tenant }: Person) => ({
  id,
  objectId: aadObjectId,
  aadObjectId,
  name,
  givenName: name,
  surname: "",
  email,
  userPrincipalName: upn,
  tenantId: tenant,
  userRole: role === "guest" ? "guest" : "user",
});
