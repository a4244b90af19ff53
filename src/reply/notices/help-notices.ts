import type { Notice } from "../../ports/chat/reply.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import { askButtons } from "../answer/answer-buttons.ts";
import { shownAgent } from "../shown-agent.ts";
import { phraseIn } from "../words/phrase-reading.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* What we say of ourselves, and to messages that ask nothing. */

type Locale = string | undefined;

const said = (locale: Locale) => wordsIn(locale).notices;

/** There is nothing that this person may ask here. */
export const noAgents = (locale: Locale): string => said(locale).noAgents;

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
  const shown = agents.map((agent) => shownAgent(agent, locale));
  const intro = agents.length === 0 ? noAgents(locale) : words.helpIntro(shown.map(({ name }) => name).join(", "));
  const lines = [
    ...words.helpLines,
    ...(hasSignIn ? [words.helpSignIn] : []),
    ...(forAdmin ? [words.helpAdmin] : []),
    words.helpItself,
  ];
  return notice(
    "info",
    [`${intro} ${phraseIn(howToAsk, locale)}`, lines.map((line) => `- ${line}`).join("\n")].join("\n\n"),
    {
      title: words.helpTitle,
      buttons: askButtons(shown.flatMap(({ examples }) => examples.slice(0, 1)).slice(0, 4)),
    },
  );
};

export const agentList = (agents: AgentProfile[], locale: Locale): Notice =>
  agents.length === 0 ? notice("info", noAgents(locale)) : listOfAgents(agents, locale);

const listOfAgents = (agents: AgentProfile[], locale: Locale): Notice =>
  notice(
    "info",
    agents
      .map((agent) => {
        const { name, description, examples } = shownAgent(agent, locale);
        const samples = examples.slice(0, 3).map((example) => `\n  - _${example}_`);
        return `- **${name}**: ${description}${samples.join("")}`;
      })
      .join("\n"),
    { title: said(locale).agentCount(agents.length) },
  );

export const didYouMean = ({ text, meant }: { text: string; meant: string }, locale: Locale): Notice =>
  notice("info", said(locale).unknownCommand(text, meant), {
    buttons: [
      { action: "command", value: meant, label: meant },
      ...askButtons([text]).map((button) => ({ ...button, label: said(locale).askAgents })),
    ],
  });

/** Somebody passed something on and said nothing about it. */
export const whatAboutIt = (locale: Locale): Notice => notice("info", said(locale).whatAboutIt);

export const onlyFiles = (files: number, locale: Locale): Notice => notice("info", said(locale).onlyFiles(files));
