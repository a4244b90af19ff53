import type { AskOutcome } from "../ports/agent.ts";
import type { Table } from "../ports/reply.ts";
import { csv } from "../reply/csv.ts";
import { rowCount } from "../reply/format.ts";
import { fileNotAttached } from "../reply/notices.ts";
import { shownRows } from "../reply/plain-text.ts";
import { nameOf, type TurnDeps } from "./turn-deps.ts";
import type { Turn } from "./turn-records.ts";

type FileDeps = Pick<TurnDeps, "agents" | "delivery" | "log">;
type Done = Extract<AskOutcome, { state: "done" }>;

/** Attaches every table of which a message shows only the first rows. A file that cannot be attached is told of. */
export const attachTables = async (
  deps: FileDeps,
  turn: Turn,
  outcomes: AskOutcome[],
  ended: AskOutcome[],
): Promise<void> => {
  for (const outcome of outcomes) {
    if (outcome.state !== "done" || (outcome.finding.table?.total ?? 0) <= shownRows) continue;
    try {
      await attach(deps, turn, outcome, await completeTable(deps, turn, outcome, ended));
    } catch (thrown) {
      deps.log.warn({ event: "turn.table-not-attached", err: thrown, turn: turn.id }, "the rows could not be attached");
      await tell(deps, turn, outcome);
    }
  }
};

const attach = ({ agents, delivery }: FileDeps, turn: Turn, { key, finding }: Done, table: Table): Promise<void> =>
  delivery.attach(
    turn.posted.place,
    {
      name: `${finding.agent}.csv`,
      title: `${nameOf({ agents }, finding.agent)}: ${rowCount(table.rows.length)}`,
      contentType: "text/csv",
      content: csv(table),
    },
    key,
  );

const tell = async (deps: FileDeps, turn: Turn, { key, finding }: Done): Promise<void> => {
  const notice = fileNotAttached(nameOf(deps, finding.agent), finding.table?.total ?? 0, finding.link);
  try {
    await deps.delivery.post(turn.posted.place, notice, { key: `${key}:no-file` });
  } catch (thrown) {
    deps.log.warn({ event: "turn.no-file-not-told", err: thrown, turn: turn.id }, "nor could that be told");
  }
};

/** The complete table: checkpoints keep only its first rows, so after a restart the agent is asked for it again. */
const completeTable = async (
  { agents }: Pick<TurnDeps, "agents">,
  turn: Turn,
  outcome: Done,
  ended: AskOutcome[],
): Promise<Table> => {
  const kept = outcome.finding.table ?? { columns: [], rows: [], total: 0, truncated: false };
  const full = ended.find((other) => other.key === outcome.key);
  if (full?.state === "done" && full.finding.table) return full.finding.table;
  const asked = turn.asks.find(({ ask }) => ask.key === outcome.key);
  const checked = asked && (await agents.get(asked.ask.agent)?.agent.check(asked.ref, asked.ask));
  return checked?.state === "done" ? (checked.finding.table ?? kept) : kept;
};
