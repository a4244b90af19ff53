import { type Caller, type GuardedRoute, WORKSPACE_ID } from "./auth.ts";
import { gone } from "./errors.ts";

export const WAREHOUSE_ID = "4f0a1c7be2d95638";
export const SERVING_ENDPOINT = "sandbox-chat";

/** What a client looks at before its first question: who am I, which warehouses and models are there. */
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
  {
    method: "GET",
    path: "/api/2.0/sql/warehouses",
    handle: () => ({ status: 200, body: { warehouses: [warehouse] } }),
  },
  {
    method: "GET",
    path: "/api/2.0/serving-endpoints",
    handle: () => ({ status: 200, body: { endpoints: [endpoint] } }),
  },
  {
    method: "GET",
    path: "/api/2.0/serving-endpoints/:name",
    handle: ({ params }) => {
      if (params["name"] === SERVING_ENDPOINT) return { status: 200, body: endpoint };
      throw gone(
        `The given endpoint does not exist, please retry after checking the specified name: ${params["name"]}`,
      );
    },
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

const warehouse = {
  id: WAREHOUSE_ID,
  name: "Serverless Starter Warehouse",
  size: "SMALL",
  cluster_size: "Small",
  warehouse_type: "PRO",
  enable_serverless_compute: true,
  auto_stop_mins: 10,
  num_clusters: 1,
  state: "RUNNING",
};

const endpoint = {
  name: SERVING_ENDPOINT,
  id: "9c2d4be0a1f34d6f8e7a5b1c0d3e2f41",
  task: "llm/v1/chat",
  endpoint_type: "FOUNDATION_MODEL_API",
  state: { ready: "READY", config_update: "NOT_UPDATING" },
  capabilities: { function_calling: true },
};
