import { isAdmin } from "../../access/access.ts";
import { type JobWords, orderOf } from "../../jobs/job-order.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import { agentList, didYouMean, help, onlyFiles, whatAboutIt } from "../../reply/notices/help-notices.ts";
import { agentsFor, homeOf } from "../home/home-page.ts";
import { cancelHere } from "./cancel-turn.ts";
import { wordsOf } from "./command-words.ts";
import type { InteractionDeps, Message } from "./interaction-deps.ts";
import { reset } from "./reset.ts";
import { signInCommand } from "./sign-in-commands.ts";

/** What we can do for this person, here. */
const helpText = (deps: InteractionDeps, inbound: Inbound): Reply => {
  const { actor, place } = inbound;
  return help(agentsFor(deps, inbound), deps.howToAsk.get(place.platform) ?? "", {
    forAdmin: isAdmin(deps.config.access, actor),
    hasSignIn: deps.signIns.isOn,
    locale: actor.locale,
  });
};

/** Somebody named us and wrote nothing, but may have put something beside it. */
const withoutWords = (deps: InteractionDeps, inbound: Message): Reply => {
  if (inbound.attached?.length) return whatAboutIt(inbound.actor.locale);
  return inbound.files ? onlyFiles(inbound.files, inbound.actor.locale) : helpText(deps, inbound);
};

/** Carries out the command that a message is. Returns what there is to say. */
export const command = async (
  deps: InteractionDeps,
  inbound: Message,
  signal: AbortSignal,
): Promise<Reply | undefined> => {
  const words = wordsOf(inbound, deps.jobs);
  switch (words.verb) {
    case "help":
      return inbound.text.trim() === "" ? withoutWords(deps, inbound) : helpText(deps, inbound);
    case "agents":
      return agentList(agentsFor(deps, inbound), inbound.actor.locale);
    case "home":
      return homeOf(deps, inbound);
    case "reset":
      return reset(deps, inbound);
    case "misspelt":
      return didYouMean(words, inbound.actor.locale);
    case "cancel":
      return words.target === ""
        ? cancelHere(deps, inbound, () => order(deps, inbound, words))
        : order(deps, inbound, words);
    case "memory":
    case "remember":
    case "forget":
      return deps.memory.command(words, inbound);
    case "login":
    case "logout":
    case "whoami":
      return signInCommand(deps, words.verb, inbound);
    case "clusters":
    case "sql":
      return deps.admin.execute(words, inbound, signal);
    case "jobs":
    case "run":
    case "runs":
    case "status":
    case "why":
      return order(deps, inbound, words);
    case "ask":
    case "view":
      return undefined;
  }
};

const order = ({ jobs }: InteractionDeps, { id, actor, place, text, trigger, mayBeCopy }: Message, words: JobWords) =>
  jobs.execute(orderOf(words), { id, actor, place, words: text, supervised: false, trigger, mayBeCopy });
