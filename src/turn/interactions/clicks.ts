import { ButtonAction } from "../../ports/chat/button.ts";
import type { Reply } from "../../ports/chat/reply.ts";
import { suggestionIn } from "../../reply/answer/suggestion.ts";
import { sendFile } from "../answers/answer-files.ts";
import { showKeptAnswer, turnPage } from "../answers/kept-answer.ts";
import { shareAnswer } from "../answers/share-answer.ts";
import { putQuestion } from "../question-task.ts";
import { cancelTurn } from "./cancel-turn.ts";
import { command } from "./command-replies.ts";
import type { Click, InteractionDeps, Message, Moment } from "./interaction-deps.ts";
import { reopenQuestion } from "./message-shortcut.ts";
import { askOther, askSame, chooseAgent, editQuestion, tellUnderstood } from "./question-acts.ts";

/** Does what a button says. Returns what the clicker is told. */
export const click = async (
  deps: InteractionDeps,
  inbound: Click,
  { at, signal }: Moment,
): Promise<Reply | undefined> => {
  // A forged button, or one of another version of this program.
  const action = ButtonAction.safeParse(inbound.action).data;
  if (inbound.inHome && action !== "command" && !(await isFirstInHome(deps, inbound))) return undefined;
  switch (action) {
    case undefined:
      return undefined;
    case "cancel":
      return cancelTurn(deps, inbound, inbound.value);
    case "alert-send":
    case "alert-drop":
      return deps.alerts.click(inbound);
    case "cancel-sql":
      return deps.admin.cancel(inbound, inbound.value);
    case "file":
      return sendFile(deps, inbound);
    case "page":
      return turnPage(deps, inbound);
    case "show-again":
      return showKeptAnswer(deps, inbound);
    case "ask-about":
      return reopenQuestion(deps, inbound);
    case "ask":
      return ask(deps, { ...messageOf(inbound, "mention"), id: `${inbound.id}:ask` });
    case "share":
      return shareAnswer(deps, inbound);
    case "vote":
      return deps.feedback.vote(inbound, at);
    case "ask-agent":
      return askAgent(deps, inbound);
    case "ask-again":
      return askSame(deps, inbound);
    case "edit-question":
      return editQuestion(deps, inbound);
    case "other-agent":
      return chooseAgent(deps, inbound);
    case "ask-other":
      return askOther(deps, inbound);
    case "understood":
      return tellUnderstood(deps, inbound);
    case "command": {
      const what = JSON.stringify([inbound.on, inbound.value, inbound.actor.user]);
      return (await deps.turns.first(what, inbound.id))
        ? command(deps, messageOf(inbound, "command"), signal)
        : undefined;
    }
    default: {
      const byJobs = await deps.jobs.click(inbound);
      return byJobs === false ? (await deps.triage.click(inbound)) || undefined : byJobs;
    }
  }
};

/** What a click in the Home does is seen elsewhere, so people click again. */
const isFirstInHome = ({ turns }: InteractionDeps, { id, on, action, value, actor }: Click): Promise<boolean> =>
  turns.first(JSON.stringify([on, action, value, actor.user]), id);

/** The message that a click stands for. */
const messageOf = ({ id, place, actor, external, trigger, value }: Click, entry: "mention" | "command"): Message => ({
  kind: "message",
  id,
  place,
  actor,
  external,
  ...(trigger && { trigger }),
  text: value,
  entry,
});

const askAgent = async (deps: InteractionDeps, inbound: Click): Promise<undefined> => {
  const suggestion = suggestionIn(inbound.value);
  if (!suggestion) return undefined;
  const { agent, question } = suggestion;
  const message = messageOf({ ...inbound, value: question }, "mention");
  await putQuestion(deps, { ...message, id: `${inbound.id}:ask` }, question, { isClicked: true, agent });
};

const ask = async (deps: InteractionDeps, inbound: Message): Promise<undefined> => {
  await putQuestion(deps, inbound, inbound.text, { isClicked: true });
};
