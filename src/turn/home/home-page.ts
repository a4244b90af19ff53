import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import { type HomeView, homeNotice } from "../../reply/notices/home-notices.ts";
import { type Reader, readerIn } from "../../reply/reader.ts";
import { moment } from "../../reply/words/locale-style.ts";
import { mayAskAgent, type TurnDeps } from "../turn-deps.ts";

/*
 * What somebody finds when they come to us: whom they can ask, what they can start, what they did, how they are known.
 * It holds nothing of anybody else, and nothing that they may not use: rights are looked up each time.
 */

export type HomeDeps = Pick<
  TurnDeps,
  "agents" | "config" | "delivery" | "jobs" | "memory" | "now" | "signIns" | "turns"
>;

/** Entries of each part; a last line says where the others are. */
const most = { questions: 5, runs: 5 };

/** Everything for this person, in the language that their actor names. */
export const homeOf = async (deps: HomeDeps, inbound: Inbound): Promise<Notice> => {
  const { id, actor, place } = inbound;
  const by = { id, actor, place };
  const [questions, runs, known, preferences] = await Promise.all([
    questionsOf(deps, inbound),
    deps.jobs.latestRuns(by, most.runs),
    deps.signIns.isOn ? deps.signIns.who(actor) : undefined,
    deps.memory.list({ person: actor }),
  ]);
  return homeNotice({
    actor,
    agents: agentsFor(deps, inbound),
    jobs: deps.jobs.startable(by),
    questions,
    runs: runs.map((run) => ({ ...run, url: deps.delivery.linkTo(run.ref) })),
    hasSignIn: deps.signIns.isOn,
    signedIn: known && { userName: known.user.userName, since: moment(known.since, alone(deps, actor)) },
    preferences,
    now: deps.now(),
  });
};

/** Nobody else reads a Home. */
const alone = ({ config }: Pick<HomeDeps, "config">, actor: Inbound["actor"]): Reader =>
  readerIn(config, { direct: true }, actor);

/** The agents that somebody may ask where they are. */
export const agentsFor = (deps: Pick<TurnDeps, "agents" | "config">, inbound: Inbound): AgentProfile[] =>
  [...deps.agents.values()].map(({ profile }) => profile).filter(({ id }) => mayAskAgent(deps, inbound)(id));

const questionsOf = async ({ turns, delivery }: HomeDeps, { actor }: Inbound): Promise<HomeView["questions"]> => {
  const ids = (await turns.asked(actor)).slice(0, most.questions);
  const asked = await Promise.all(ids.map((id) => turns.read(id)));
  return asked.flatMap((turn) =>
    turn === undefined
      ? []
      : [
          {
            question: turn.question,
            at: turn.startedAt,
            isOpen: turn.phase !== "closed",
            url: delivery.linkTo(turn.posted.ref),
          },
        ],
  );
};
