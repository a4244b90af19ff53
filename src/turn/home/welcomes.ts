import { mayAsk } from "../../access/agent-rights.ts";
import { asProblem, type Failure } from "../../errors.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import { refused } from "../../reply/notices/failure-notices.ts";
import { channelGreeting, promptsOf } from "../../reply/notices/home-notices.ts";
import { mayAnswerIn } from "../privacy/sensitive.ts";
import type { TurnDeps } from "../turn-deps.ts";
import { agentsFor, type HomeDeps, homeOf } from "./home-page.ts";

/* Somebody comes to us, or we come somewhere. */

type ArrivalDeps = HomeDeps & Pick<TurnDeps, "log">;

/** Shows somebody their Home or, in their chat with us, what they could begin with. Nothing depends on it, so it never rejects. */
export const welcome = async (deps: ArrivalDeps, inbound: Extract<Inbound, { kind: "open" }>): Promise<void> => {
  if (inbound.part === "home") return showHome(deps, inbound);
  await harmlessly(deps, inbound, async () => {
    await deps.delivery.suggest(inbound.place, promptsOf(agentsFor(deps, inbound)));
  });
};

/** Shows somebody their Home again. */
export const showHome = (deps: ArrivalDeps, inbound: Inbound): Promise<void> =>
  harmlessly(deps, inbound, async () => {
    await deps.delivery.showHome(inbound.actor, await homeOf(deps, inbound));
  });

/** Somebody whom we don't answer finds out why, and nothing else. */
export const refuseHome = (
  deps: Pick<ArrivalDeps, "delivery" | "log">,
  inbound: Extract<Inbound, { kind: "open" }>,
  failure: Failure,
  locale: string | undefined,
): Promise<void> =>
  harmlessly(deps, inbound, async () => {
    if (inbound.part === "home") await deps.delivery.showHome(inbound.actor, refused(failure, locale));
  });

/**
 * Says who we are where we were added: to one person everything that is theirs, in a channel a few words, and only what
 * everybody there may use. Once for each time that we come.
 */
export const greet = async (
  deps: ArrivalDeps,
  inbound: Extract<Inbound, { kind: "install" }>,
): Promise<Reply | undefined> => {
  const { id, place, actor } = inbound;
  if (!place.direct) return channelGreeting(agentsForAll(deps, place), actor.locale);
  return (await deps.turns.isFirstGreeting(place, id)) ? homeOf(deps, inbound) : undefined;
};

/** The agents that answer everybody in a channel, whoever asks. */
const agentsForAll = (deps: Pick<TurnDeps, "agents" | "config">, place: Inbound["place"]) => {
  const everybody = { actor: { platform: place.platform, tenant: "", user: "" }, place };
  return [...deps.agents.values()]
    .map(({ profile }) => profile)
    .filter((profile) => mayAsk(deps.config, profile, everybody) && mayAnswerIn(deps, place, profile.id));
};

const harmlessly = async (
  { log }: Pick<TurnDeps, "log">,
  { actor: { platform } }: Inbound,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (thrown) {
    const problem = asProblem(thrown);
    log.warn({ event: "home.not-shown", platform, code: problem.code, err: problem }, "a Home tab could not be shown");
  }
};
