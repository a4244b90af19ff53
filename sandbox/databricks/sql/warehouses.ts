import type { GuardedRoute } from "../auth.ts";
import { gone, invalidParameter } from "../errors.ts";

export const WAREHOUSE_ID = "4f0a1c7be2d95638";

/** The one SQL warehouse of the workspace. */
export const warehouseRoutes: GuardedRoute[] = [
  {
    method: "GET",
    path: "/api/2.0/sql/warehouses",
    handle: () => ({ status: 200, body: { warehouses: [warehouse] } }),
  },
  {
    method: "GET",
    path: "/api/2.0/sql/warehouses/:warehouse",
    handle: ({ params }) => {
      checkWarehouse(params["warehouse"] ?? "");
      return { status: 200, body: warehouse };
    },
  },
];

/** Refuses an id that no warehouse can have, and one that none has. */
export const checkWarehouse = (id: string): void => {
  if (!/^[\da-f]{16}$/.test(id)) throw invalidParameter(`${id} is not a valid endpoint id.`);
  if (id !== WAREHOUSE_ID) throw gone(`SQL warehouse ${id} does not exist.`);
};

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
