/** One route of Teams and how far this service goes with it. */
export interface Coverage {
  service: "teams";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  /** Test file and test name; empty for what is missing. */
  proof: string;
}

const entry = (file: string, route: string, test: string, gap?: string): Coverage => {
  const [method = "", path = ""] = route.split(" ");
  const proof = `test/sandbox/teams/${file}.test.ts: ${test}`;
  return { service: "teams", method, path, level: gap ? "partial" : "supported", ...(gap ? { note: gap } : {}), proof };
};

const api = (route: string, test: string, gap?: string) => entry("api", route.replace(" ", " /teams/v3/"), test, gap);
const login = (route: string, test: string, gap?: string) => entry("login", route, test, gap);

const missing = (route: string, note: string): Coverage => {
  const [method = "", path = ""] = route.split(" ");
  return { service: "teams", method, path: `/teams/${path}`, level: "missing", note, proof: "" };
};

const roster = "knows its members, all, in pages, and one by one";
const sent = "No streams, carousels and file uploads; no notifications in the feed.";

/** What of Microsoft Teams is emulated here, and which test proves it. */
export const coverage: Coverage[] = [
  api("POST conversations/:conversation/activities", "is sent, edited and deleted by the official client", sent),
  api(
    "POST conversations/:conversation/activities/:activity",
    "answers in the thread that the conversation id names, encoded or not, whatever activity it replies to",
    sent,
  ),
  api("PUT conversations/:conversation/activities/:activity", "is sent, edited and deleted by the official client"),
  api("DELETE conversations/:conversation/activities/:activity", "is sent, edited and deleted by the official client"),
  api("POST conversations", "is begun with one person, by any of their ids, with a first message or without"),
  api("GET conversations/:conversation/members", roster),
  api("GET conversations/:conversation/pagedmembers", roster, "Pages of any size."),
  api("GET conversations/:conversation/members/:member", roster),
  api("GET teams/:team", "belongs to a team that has a name and channels", "One team; no counts."),
  api("GET teams/:team/conversations", "belongs to a team that has a name and channels", "One team."),

  login(
    "POST /:tenant/oauth2/v2.0/token",
    "gives the bot a token that the Bot Connector takes until it has expired",
    "Client secrets, and on-behalf-of for people: no certificates, managed identities and refresh tokens.",
  ),
  login(
    "GET /v1/.well-known/openidconfiguration",
    "is signed by a key that the OpenID metadata leads to, endorsed for Teams",
  ),
  login("GET /v1/.well-known/keys", "is signed by a key that the OpenID metadata leads to, endorsed for Teams"),

  entry(
    "sign-in",
    "GET /:tenant/v2.0/.well-known/openid-configuration",
    "publishes the key that its tokens are signed by",
  ),
  entry("sign-in", "GET /:tenant/discovery/v2.0/keys", "publishes the key that its tokens are signed by"),
  entry(
    "sign-in",
    "GET /api/botsignin/GetSignInResource",
    "tells the bot how somebody signs in, and gives it their token for a code, once",
    "The page behind the link is not there; the control API signs in.",
  ),
  entry(
    "sign-in",
    "GET /api/usertoken/GetToken",
    "tells the bot how somebody signs in, and gives it their token for a code, once",
    "By a code alone: no tokens are kept.",
  ),

  entry(
    "files",
    "PUT /uploads/:file",
    "is uploaded to the address that a consent brings, whole and once",
    "In one piece; OneDrive takes large files in several.",
  ),
  entry("files", "GET /files/:file", "is uploaded to the address that a consent brings, whole and once"),

  missing("GET v3/conversations", "Teams itself does not list the conversations of a bot."),
  missing("POST v3/conversations/:conversation/activities/history", "Nothing to import."),
  missing("GET v3/conversations/:conversation/activities/:activity/members", "The same as the members of the chat."),
  missing("POST v3/conversations/:conversation/attachments", "Teams takes no uploads here."),
  missing("POST v3/batch/conversation/users", "The bot sends to no lists of people."),
  missing("GET v1/meetings/:meeting", "There are no meetings."),
];
