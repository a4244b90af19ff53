import { hash } from "node:crypto";
import { z } from "zod";
import type { Log } from "../../../src/logging/log.ts";

/** Names of statements that connections keep, so that the server reads and plans each of them once. */
export interface Names {
  /** The name of a statement. Undefined: connections do not keep statements. */
  of(sql: string): string | undefined;
  /** Whether the server refused a statement, and did nothing, because of its name. Then there are no names any more. */
  isLost(thrown: unknown): boolean;
}

/**
 * A pooler may hand every statement to another connection of the server. A name says what the statement is, so none is ever
 * taken for another one; where it is unknown, or known without us, that is an error, and from then on we do without.
 */
export const createNames = (log: Log): Names => {
  const names = new Map<string, string>();
  let given = true;
  return {
    of: (sql) => {
      if (!given) return undefined;
      const name = names.get(sql) ?? `concierge ${hash("sha256", sql).slice(0, 32)}`;
      names.set(sql, name);
      return name;
    },
    isLost: (thrown) => {
      if (!lost.includes(Thrown.parse(thrown).code)) return false;
      if (given)
        log.info({ event: "postgres.no-names" }, "prepared statements get lost on the way, so I send them whole");
      given = false;
      return true;
    },
  };
};

const Thrown = z.object({ code: z.string().catch("") }).catch({ code: "" });

/** No such statement, one of this name already, or its result has another type since a migration. */
const lost = ["26000", "42P05", "0A000"];
