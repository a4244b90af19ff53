import { cost } from "./cost.ts";
import { customer } from "./customer.ts";
import { inventory } from "./inventory.ts";
import { performance } from "./performance.ts";
import { quality } from "./quality.ts";
import { reliability } from "./reliability.ts";
import { sales } from "./sales.ts";
import { security } from "./security.ts";
import type { Space } from "./space.ts";

/** Every space of the workspace: one for each agent. */
export const spaces: Space[] = [sales, customer, inventory, cost, security, performance, reliability, quality];
