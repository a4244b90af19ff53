import type { JobConfig } from "../../config/config.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { confirmCard } from "../../reply/jobs/job-notices.ts";
import { readerIn } from "../../reply/reader.ts";
import type { JobDeps } from "../job-deps.ts";
import { asksForLater } from "../start-words.ts";
import type { Proposal } from "./proposal.ts";

/** When a proposal that nobody decides ends, epoch ms. */
export const deadline = ({ config }: Pick<JobDeps, "config">, { at }: Proposal): number =>
  at + config.limits.confirmation_minutes * 60_000;

/** The card that asks whether a job is to be started with these values; `proposed`: names of those nobody gave. */
export const confirmCardOf = (
  deps: Pick<JobDeps, "config">,
  proposal: Proposal,
  what: { job: JobConfig; values: Readonly<Record<string, string>>; proposed: readonly string[] },
): Notice => {
  const { id, actor: asker, place, isRepeated, supervised, words } = proposal;
  const isForLater = supervised && asksForLater(words, [what.job.id, what.job.name]);
  const to = readerIn(deps.config, place, asker);
  return confirmCard({ proposal: id, ...what, asker, isRepeated, isForLater, until: deadline(deps, proposal), to });
};
