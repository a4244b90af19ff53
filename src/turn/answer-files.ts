import type { AskOutcome, Finding } from "../ports/agent.ts";
import type { Table } from "../ports/reply.ts";
import { tablesOf } from "../reply/answer.ts";
import { csv } from "../reply/csv.ts";
import { rowCount } from "../reply/format.ts";
import { fileNotAttached } from "../reply/notices.ts";
import { shownRows } from "../reply/table-limits.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import type { Turn } from "./turn-records.ts";

type FileDeps = Pick<TurnDeps, "agents" | "delivery" | "log">;
type Done = Extract<AskOutcome, { state: "done" }>;

/** Attaches every table of which a message shows only the first rows. The thread is told of a file that cannot be attached. */
export const attachTables = async (
  deps: FileDeps,
  turn: Turn,
  outcomes: AskOutcome[],
  ended: AskOutcome[],
): Promise<void> => {
  for (const outcome of outcomes) {
    if (outcome.state !== "done" || !tablesIn(deps, outcome.finding).some(isLong)) continue;
    try {
      await attachAll(deps, turn, outcome, await completeFinding(deps, turn, outcome, ended));
    } catch (thrown) {
      deps.log.warn({ event: "turn.table-not-attached", err: thrown, turn: turn.id }, "the rows could not be attached");
      await tellMissing(deps, turn, outcome);
    }
  }
};

const tablesIn = (deps: FileDeps, finding: Finding) => tablesOf(finding, nameOf(deps, finding.agent));

const isLong = ({ table }: { table: Table }): boolean => table.total > shownRows;

/** The last table is the answer's own; earlier ones are numbered. */
const attachAll = async (deps: FileDeps, turn: Turn, { key }: Done, finding: Finding): Promise<void> => {
  const tables = tablesIn(deps, finding);
  for (const [index, { title, table }] of tables.entries()) {
    if (!isLong({ table })) continue;
    const isLast = index === tables.length - 1;
    const file = {
      name: `${finding.agent}${isLast ? "" : `-${index + 1}`}.csv`,
      title: `${title}: ${rowCount(table.rows.length)}`,
      contentType: "text/csv",
      content: csv(table),
    };
    await deps.delivery.attach(turn.posted.place, file, isLast ? key : `${key}:${index + 1}`);
  }
};

const tellMissing = async (deps: FileDeps, turn: Turn, { key, finding }: Done): Promise<void> => {
  const notice = fileNotAttached(nameOf(deps, finding.agent), finding.table?.total ?? 0, finding.link);
  try {
    await deps.delivery.post(turn.posted.place, notice, { key: `${key}:no-file` });
  } catch (thrown) {
    deps.log.warn(
      { event: "turn.no-file-not-told", err: thrown, turn: turn.id },
      "the asker couldn't be told that either",
    );
  }
};

/** The complete finding: checkpoints keep only its first rows, so after a restart the agent is asked for it again. */
const completeFinding = async (
  { agents }: Pick<TurnDeps, "agents">,
  turn: Turn,
  outcome: Done,
  ended: AskOutcome[],
): Promise<Finding> => {
  const full = ended.find((other) => other.key === outcome.key);
  if (full?.state === "done" && full.finding.table) return full.finding;
  const asked = turn.asks.find(({ ask }) => ask.key === outcome.key);
  const checked = asked && (await agents.get(asked.ask.agent)?.agent.check(asked.ref, asked.ask));
  return checked?.state === "done" ? checked.finding : outcome.finding;
};
