import type { Notice } from "../../ports/chat/reply.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import { askButtons } from "../answer/answer-buttons.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* What we say of ourselves, and to messages that ask nothing. */

/** There is nothing that this person may ask here. */
export const noAgents =
  "There is no agent that I may ask for you here. An administrator can change that (setting allow of the agents).";

/** `forAdmin`: an administrator asks. `hasSignIn`: people can sign in. `howToAsk`: where and how people write to us on this platform. */
export const help = (
  agents: AgentProfile[],
  howToAsk: string,
  {
    forAdmin = false,
    hasSignIn = false,
    locale,
  }: { forAdmin?: boolean; hasSignIn?: boolean; locale?: string | undefined } = {},
): Notice => {
  const words = wordsIn(locale);
  const intro = agents.length === 0 ? noAgents : words.helpIntro(agents.map(({ name }) => name).join(", "));
  const lines = [
    ...words.helpLines,
    ...(hasSignIn ? [words.helpSignIn] : []),
    ...(forAdmin ? [words.helpAdmin] : []),
    words.helpItself,
  ];
  return notice("info", [`${intro} ${howToAsk}`, lines.map((line) => `- ${line}`).join("\n")].join("\n\n"), {
    title: words.helpTitle,
    buttons: askButtons(agents.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4)),
  });
};

export const agentList = (agents: AgentProfile[]): Notice =>
  agents.length === 0 ? notice("info", noAgents) : listOfAgents(agents);

const listOfAgents = (agents: AgentProfile[]): Notice =>
  notice(
    "info",
    agents
      .map(({ name, description, examples }) => {
        const samples = examples.slice(0, 3).map((example) => `\n  - _${example}_`);
        return `- **${name}**: ${description}${samples.join("")}`;
      })
      .join("\n"),
    { title: agents.length === 1 ? "One agent" : `${agents.length} agents` },
  );

export const didYouMean = ({ text, meant }: { text: string; meant: string }): Notice =>
  notice("info", `I don't know the command “${text}”. Did you mean “${meant}”?`, {
    buttons: [
      { action: "command", value: meant, label: meant },
      ...askButtons([text]).map((button) => ({ ...button, label: "No, ask the agents" })),
    ],
  });

/** Somebody passed something on and said nothing about it. */
export const whatAboutIt = notice("info", "I've read that. What would you like to know about it?");

export const onlyFiles = (files: number): Notice =>
  notice("info", `I can't read ${files === 1 ? "the file you sent" : "files"}. Please type your question.`);
