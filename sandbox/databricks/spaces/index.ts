import { customer } from "./customer.ts";
import { inventory } from "./inventory.ts";
import { sales } from "./sales.ts";
import type { Space } from "./space.ts";

/** Every space of the workspace: one for each agent. */
export const spaces: Space[] = [sales, customer, inventory];
