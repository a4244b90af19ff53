import { type GuardedRoute, WORKSPACE_ID } from "./auth.ts";
import type { Caller } from "./people.ts";

/** Who the token belongs to. */
export const workspaceRoutes: GuardedRoute[] = [
  {
    method: "GET",
    path: "/api/2.0/preview/scim/v2/Me",
    handle: (_request, caller) => ({
      status: 200,
      headers: { "x-databricks-org-id": WORKSPACE_ID },
      body: scimUser(caller),
    }),
  },
];

const scimUser = (caller: Caller) => ({
  schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
  id: String(caller.id),
  userName: caller.user,
  displayName: caller.name,
  active: true,
  emails: caller.kind === "user" ? [{ value: caller.user, type: "work", primary: true }] : [],
  groups: [{ display: "users", value: "100", type: "direct", $ref: "Groups/100" }],
});
