import { isAdmin } from "../access/access.ts";
import type { Audit } from "../audit/audit-log.ts";
import { Problem } from "../errors.ts";
import type { Origin } from "../jobs/origin.ts";
import type { Reply } from "../ports/chat/reply.ts";
import { callerOf } from "../ports/databricks/identity.ts";
import type { Jobs } from "../ports/databricks/jobs.ts";
import * as say from "../reply/admin-replies.ts";
import { cancelQuery, type QueryDeps, runQuery } from "./sql-query.ts";

/** What only administrators may ask for; answered to them alone. */
export type AdminWords = { verb: "clusters" } | { verb: "sql"; statement: string };

export interface AdminDeps extends QueryDeps {
  jobs: Pick<Jobs, "clusters">;
  audit: Audit;
}

export interface AdminCommands {
  /** The answer, for the asker alone. Aborted: the same act is carried out once more, elsewhere. */
  execute(words: AdminWords, from: Origin, signal: AbortSignal): Promise<Reply>;
  /** Stops the statement of this number, or else the latest one of this person; undefined: none runs. */
  cancel(from: Origin, statement?: string): Promise<Reply | undefined>;
}

export const createAdminCommands = (deps: AdminDeps): AdminCommands => ({
  execute: async (words, from, signal) => {
    if (!isAdmin(deps.config.access, from.actor)) {
      await note(deps, words, from, "refused");
      return say.notDone(Problem.of("access.admin", {}).failure, from.actor.locale);
    }
    try {
      return await carryOut(deps, words, from, signal);
    } catch (thrown) {
      // A statement that took too long would take too long again.
      const isOver = thrown instanceof Problem && thrown.code === "databricks.statement-timeout";
      if (!(thrown instanceof Problem) || (thrown.retry === "later" && !isOver)) throw thrown;
      return say.notDone(thrown.failure, from.actor.locale);
    }
  },
  cancel: (from, statement) => cancelQuery(deps, from, statement),
});

const carryOut = async (deps: AdminDeps, words: AdminWords, from: Origin, signal: AbortSignal): Promise<Reply> => {
  const { locale } = from.actor;
  if (words.verb === "clusters")
    return say.clusterList(await deps.jobs.clusters(callerOf(from.actor)), deps.now(), locale);
  if (words.statement === "") return say.whichStatement(locale);
  await note(deps, words, from, "asked");
  return runQuery(deps, words.statement, from, signal);
};

/** Databricks knows the bot alone as who ran a statement, so who asked for it is kept here. */
const note = async ({ audit }: AdminDeps, words: AdminWords, from: Origin, outcome: string): Promise<void> => {
  if (words.verb !== "sql") return;
  await audit.note({ ...from, action: "sql", outcome, parameters: { statement: words.statement.slice(0, 2_000) } });
};
