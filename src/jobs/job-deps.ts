import type { Audit } from "../audit/audit-log.ts";
import type { Config, JobConfig } from "../config/config.ts";
import type { Delivery } from "../delivery/delivery.ts";
import type { SignIns } from "../identity/sign-ins.ts";
import type { SilentSignIn } from "../identity/silent-sign-in.ts";
import type { Log } from "../logging/log.ts";
import type { Actor } from "../ports/actor.ts";
import type { Button } from "../ports/chat/button.ts";
import type { Jobs } from "../ports/databricks/jobs.ts";
import type { Run } from "../ports/databricks/run.ts";
import type { Place } from "../ports/place.ts";
import type { Queue } from "../ports/stores/queue.ts";
import type { Reader } from "../reply/reader.ts";
import type { Tracer } from "../tracing/tracer.ts";
import type { LostTasks } from "../worker/lost-tasks.ts";
import type { Catalog } from "./catalog.ts";
import type { Proposals } from "./proposals/proposal.ts";
import type { ProposalGraph } from "./proposals/proposal-graph.ts";
import type { Poller } from "./runs/run-poller.ts";
import type { Runs } from "./runs/run-records.ts";
import type { Outputs } from "./runs/task-outputs.ts";

/** What everything about jobs works with. */
export interface JobDeps {
  config: Pick<Config, "access" | "language" | "limits" | "jobsChannel" | "timeZone">;
  catalog: Catalog;
  jobs: Jobs;
  proposals: Proposals;
  graph: ProposalGraph;
  runs: Runs;
  /** With whose rights something is done for somebody. */
  rights: SignIns["jobRights"];
  silentSignIn: SilentSignIn;
  poller: Poller;
  outputs: Outputs;
  failures: Explainer;
  delivery: Delivery;
  queue: Queue;
  audit: Audit;
  lostTasks: LostTasks;
  tracer: Tracer;
  /** The place of a channel, by its id, for messages there that nobody has asked for. */
  placeOf: (id: string) => Place | undefined;
  /** From now on words in this thread are for us, also without a mention. */
  join: (thread: string, by: Actor) => Promise<void>;
  log: Log;
  now: () => number;
}

/** Why a run failed, as far as that is known or can be found out. */
export interface Explainer {
  /** `isKnown`: only what was found out before. */
  explain(run: Run, job: JobConfig | undefined, isKnown?: boolean): Promise<Explanation | undefined>;
  /** The failed run that a thread is about. */
  runOfThread(thread: string): Promise<string | undefined>;
}

export interface Explanation {
  /** One sentence. */
  cause: string;
  /** The words of the error. */
  evidence: readonly string[];
  since: number;
  failures: number;
  /** What can be done about it by a click, for this reader; nothing while it is being mended, or has been. */
  buttons: (to: Reader) => readonly Button[];
}
