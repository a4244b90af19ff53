import { readFileSync } from "node:fs";
import { parseEnv } from "node:util";
import { isNear } from "../../jobs/job-names.ts";
import type { ProbeResult } from "../../ports/setup.ts";

/** Variables that Node.js, OpenTelemetry and the system read themselves. */
const foreign = /^(?:NODE_|OTEL_|SSL_|PG|LC_|(?:https?|no|all)_proxy$|(?:TZ|LANG|PATH|HOME|UV_THREADPOOL_SIZE)$)/i;

/** Names in the env file that nothing reads, which are mostly typing errors. `known`: every setting of the bot. */
export const probeEnvFile = (path: string, known: readonly string[]): ProbeResult[] => {
  const given = parseEnv(readFileSync(path, "utf8"));
  // concierge.yaml may take a value from any variable.
  const file = textOf(given["CONCIERGE_CONFIG"] || "concierge.yaml");
  return Object.keys(given)
    .filter((name) => !known.includes(name) && !foreign.test(name) && !file.includes(`\${${name}}`))
    .map((name) => {
      const meant = known.find((one) => isNear(bare(one), bare(name), 3));
      const hint = meant === undefined ? "; .env.example lists all of them" : `; ${meant} is one`;
      return { state: "warning", what: `${path}: ${name} isn't a setting of the bot${hint}` };
    });
};

const bare = (name: string): string => name.toUpperCase().replaceAll("_", "");

const textOf = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};
