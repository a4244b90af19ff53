import type { GuardedRoute } from "./auth.ts";

/** The Lakeview dashboards of the workspace, two a page at most, as `page_size` has it. */
export const dashboardRoutes: GuardedRoute[] = [
  {
    method: "GET",
    path: "/api/2.0/lakeview/dashboards",
    handle: ({ query }) => {
      const size = Math.max(1, Math.min(100, Number(query.get("page_size") ?? 20)));
      const from = Number(query.get("page_token") ?? 0);
      const dashboards = DASHBOARDS.slice(from, from + size);
      const next = from + size < DASHBOARDS.length ? { next_page_token: String(from + size) } : {};
      return { status: 200, body: { dashboards, ...next } };
    },
  },
];

const dashboard = (dashboard_id: string, display_name: string, lifecycle_state = "ACTIVE") => ({
  ...{ dashboard_id, display_name, lifecycle_state },
  create_time: "2026-01-15T09:00:00Z",
  update_time: "2026-11-20T09:00:00Z",
  warehouse_id: "4f0a1c7be2d95638",
  etag: "1",
});

const DASHBOARDS = [
  dashboard("01f0d0000000000000000000000000a1", "Platform costs by team"),
  dashboard("01f0d0000000000000000000000000a2", "Sales overview"),
  dashboard("01f0d0000000000000000000000000a3", "Job reliability and failed pipelines"),
  dashboard("01f0d0000000000000000000000000a4", "Old costs (do not use)", "TRASHED"),
];
