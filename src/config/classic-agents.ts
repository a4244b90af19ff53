import { type AgentConfig, spaceIn } from "./config-file.ts";
import type { Environment } from "./environment.ts";

/** The three agents that exist without a concierge.yaml, each switched on by its space id in the environment. */
export const classicAgents = (env: Pick<Environment, Variable>): AgentConfig[] =>
  profiles.flatMap(({ variable, ...profile }) => {
    const space = env[variable];
    return space ? [{ ...profile, space: spaceIn(space) }] : [];
  });

type Variable = keyof Environment & `${string}_SPACE_ID`;

const profiles: (Omit<AgentConfig, "space"> & { variable: Variable })[] = [
  {
    variable: "SALES_SPACE_ID",
    id: "sales",
    name: "Sales",
    description: "Sales figures: revenue, products sold, top sellers, categories, regions, trends.",
    examples: ["What is the total revenue?", "Which product is the top seller?"],
    keywords: ["revenue", "sales", "sold", "seller", "sellers", "product", "category"],
  },
  {
    variable: "CUSTOMER_SPACE_ID",
    id: "customer",
    name: "Customers",
    description: "Customers: segments, churn risk, regions, demographics, purchase behaviour.",
    examples: ["What are customer segments?", "Which regions have high churn?"],
    keywords: ["customer", "customers", "segment", "segments", "churn", "premium", "standard"],
  },
  {
    variable: "INVENTORY_SPACE_ID",
    id: "inventory",
    name: "Inventory",
    description: "Stock: quantities on hand, reorder levels, parts, warehouses, shortages.",
    examples: ["What needs reordering?", "What parts are low stock?"],
    keywords: ["inventory", "stock", "reorder", "reordering", "parts", "warehouse", "shortage"],
  },
];
