import { z } from "zod";
import type { Route } from "../wire.ts";
import type { GuardedRoute } from "./auth.ts";
import { gone } from "./errors.ts";

export const SERVING_ENDPOINT = "sandbox-chat";

/** Model serving: one endpoint, answered by `chat`. It is named in the path, or as the model of the body. */
export const servingRoutes = (chat: Route["handle"]): GuardedRoute[] => [
  {
    method: "GET",
    path: "/api/2.0/serving-endpoints",
    handle: () => ({ status: 200, body: { endpoints: [endpoint] } }),
  },
  {
    method: "GET",
    path: "/api/2.0/serving-endpoints/:name",
    handle: ({ params }) => {
      checkEndpoint(params["name"]);
      return { status: 200, body: endpoint };
    },
  },
  {
    method: "POST",
    path: "/serving-endpoints/:name/invocations",
    handle: (request) => {
      checkEndpoint(request.params["name"]);
      return chat(request);
    },
  },
  {
    method: "POST",
    path: "/serving-endpoints/chat/completions",
    handle: (request) => {
      checkEndpoint(Named.safeParse(request.body).data?.model);
      return chat(request);
    },
  },
];

const Named = z.object({ model: z.string() });

const checkEndpoint = (name = ""): void => {
  if (name !== SERVING_ENDPOINT)
    throw gone(`The given endpoint does not exist, please retry after checking the specified name: ${name}`);
};

const endpoint = {
  name: SERVING_ENDPOINT,
  id: "9c2d4be0a1f34d6f8e7a5b1c0d3e2f41",
  task: "llm/v1/chat",
  endpoint_type: "FOUNDATION_MODEL_API",
  state: { ready: "READY", config_update: "NOT_UPDATING" },
  capabilities: { function_calling: true },
};
