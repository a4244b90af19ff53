import { coverage as databricks } from "./databricks/coverage.ts";
import { coverage as incident } from "./incident/coverage.ts";
import { coverage as mail } from "./mail/coverage.ts";
import { coverage as model } from "./model/coverage.ts";
import { coverage as search } from "./search/coverage.ts";
import { coverage as slack } from "./slack/coverage.ts";
import { coverage as teams } from "./teams/coverage.ts";

export interface Coverage {
  service: string;
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  /** Test file, or file and name of the test; empty for what is missing. */
  proof: string;
}

/** Every route that the sandbox emulates, how far, and what proves it. */
export const coverage: readonly Coverage[] = [
  ...slack,
  ...teams,
  ...databricks,
  ...model,
  ...mail,
  ...incident,
  ...search,
];
