import type { JobConfig } from "../../config/config.ts";
import type { Actor } from "../../ports/actor.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Notice, Prompt, Section, SectionItem } from "../../ports/chat/reply.ts";
import type { AgentProfile } from "../../ports/databricks/agent.ts";
import type { Run } from "../../ports/databricks/run.ts";
import type { Preference } from "../../ports/preference.ts";
import { mostButton } from "../../text/bounds.ts";
import { escapeMarkdown } from "../../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { askButtons } from "../answer/answer-buttons.ts";
import { suggestionValue } from "../answer/suggestion.ts";
import { commandButton } from "../jobs/job-notices.ts";
import { signs } from "../jobs/run-card.ts";
import { outcomeWords } from "../jobs/run-list.ts";
import type { Reader } from "../reader.ts";
import { shownAgent } from "../shown-agent.ts";
import type { OwnWords } from "../words/english/en.ts";
import { moment } from "../words/locale-style.ts";
import { languageOf, otherLanguages, wordsIn } from "../words/words.ts";
import { noAgents } from "./help-notices.ts";

/* What we say when somebody comes to us, and where we come to. */

/** What a Home holds. All of it is for this one person. */
export interface HomeView {
  actor: Actor;
  agents: readonly AgentProfile[];
  jobs: readonly JobConfig[];
  /** Newest first. */
  questions: readonly { question: string; at: number; isOpen: boolean; url: string | undefined }[];
  /** Newest first; `state` as the service tells, if it did. */
  runs: readonly { run: string; name: string; at: number; url: string | undefined; state: Run | undefined }[];
  /** People can sign in to Databricks. */
  hasSignIn: boolean;
  signedIn: { userName: string; since: string } | undefined;
  preferences: readonly Preference[];
  now: number;
}

/** Things that a part lists; the command shows all of them. */
const most = { agents: 8, examples: 2, jobs: 8, preferences: 5 };
const lengths = { description: 160, question: 120, preference: 200 };

export const homeNotice = (view: HomeView): Notice => {
  const words = wordsIn(view.actor.locale);
  const { name } = view.actor;
  const sections = [
    questionSection(view, words),
    runSection(view, words),
    agentSection(view, words),
    jobSection(view, words),
    settingSection(view, words),
  ];
  return {
    kind: "notice",
    tone: "info",
    title: words.homeTitle(name === undefined ? undefined : shortened(oneLine(name), 60)),
    markdown: view.agents.length === 0 ? noAgents(view.actor.locale) : words.homeIntro,
    sections: sections.filter(({ items }) => items.length > 0),
    buttons: [commandButton("help", words.helpTitle)],
  };
};

const agentSection = ({ agents, actor }: HomeView, words: OwnWords): Section => ({
  title: words.homeAgents,
  items: [
    ...agents.slice(0, most.agents).map((agent): SectionItem => {
      const { name, description, examples } = shownAgent(agent, actor.locale);
      return {
        title: name,
        text: shortened(oneLine(description), lengths.description),
        buttons: examples.slice(0, most.examples).flatMap((example) => exampleButton(agent.id, example)),
      };
    }),
    ...more(agents.length - most.agents, "agents", words),
  ],
});

/** An example goes to the agent whose it is. */
const exampleButton = (agent: string, question: string): Button[] => {
  const value = suggestionValue({ agent, question });
  return value.length > mostButton ? [] : [{ action: "ask-agent", value, label: shortened(question, 75) }];
};

const jobSection = ({ jobs }: HomeView, words: OwnWords): Section => ({
  title: words.homeJobs,
  items: [
    ...jobs.slice(0, most.jobs).map(
      ({ id, name, description }): SectionItem => ({
        title: name,
        text: shortened(oneLine(description), lengths.description),
        buttons: [commandButton(`run ${id}`, words.homeStart)],
      }),
    ),
    ...more(jobs.length - most.jobs, "jobs", words),
  ],
});

const more = (count: number, command: string, words: OwnWords): SectionItem[] =>
  count <= 0 ? [] : [{ title: words.homeMore(count), buttons: [commandButton(command, words.homeAll)] }];

const questionSection = ({ questions, actor }: HomeView, words: OwnWords): Section => ({
  title: words.homeQuestions,
  items: questions.map(({ question, at, isOpen, url }) => ({
    title: shortened(oneLine(question), lengths.question),
    ...(url === undefined ? {} : { url }),
    text: [moment(at, { ...actor, isAlone: actor.zone !== undefined }), isOpen && words.homeOpen]
      .filter(Boolean)
      .join(" · "),
    buttons: isOpen ? [] : askButtons([question]).map((button) => ({ ...button, label: words.askAgain })),
  })),
});

const runSection = ({ runs, actor, now }: HomeView, words: OwnWords): Section => ({
  title: words.homeRuns,
  items: runs.map(({ run, name, at, url, state }) => ({
    title: name,
    ...(url === undefined ? {} : { url }),
    text: [state && stateText(state, now, actor), moment(at, { ...actor, isAlone: actor.zone !== undefined })]
      .filter(Boolean)
      .join(" · "),
    buttons: [commandButton(`status ${run}`, words.homeStatus)],
  })),
});

const stateText = (run: Run, now: number, to: Reader): string =>
  `${run.state === "ended" ? signs[run.outcome ?? "failed"] : "▶️"} ${outcomeWords(run, now, to)}`;

const settingSection = (view: HomeView, words: OwnWords): Section => ({
  title: words.homeSettings,
  items: [languageItem(view, words), rightsItem(view, words), ...memoryItems(view, words)],
});

const languageItem = ({ actor, preferences }: HomeView, words: OwnWords): SectionItem => {
  const isAsked = preferences.some(({ language }) => language !== undefined);
  return {
    title: words.homeLanguage,
    text: `${words.languageName} · ${isAsked ? words.homeAsAsked : words.homeAsPlatform}`,
    buttons: otherLanguages(languageOf(actor.locale)).map(({ name, english }) =>
      commandButton(`remember answer me in ${english}`, name),
    ),
  };
};

const rightsItem = ({ hasSignIn, signedIn }: HomeView, words: OwnWords): SectionItem => {
  const title = words.homeRights;
  if (!hasSignIn) return { title, text: words.homeBotRights, buttons: [] };
  return signedIn
    ? {
        title,
        text: words.homeSignedIn(signedIn.userName, signedIn.since),
        buttons: [commandButton("logout", words.homeSignOut)],
      }
    : { title, text: words.homeNotSignedIn, buttons: [commandButton("login", words.homeSignIn)] };
};

const memoryItems = ({ preferences }: HomeView, words: OwnWords): SectionItem[] => {
  const title = words.memoryTitle;
  if (preferences.length === 0) return [{ title, text: words.memoryEmpty, buttons: [] }];
  return [
    { title, text: words.homeMemory(preferences.length), buttons: [commandButton("memory", words.homeAll)] },
    ...preferences.slice(-most.preferences).map(
      ({ id, text }): SectionItem => ({
        title: shortened(oneLine(text), lengths.preference),
        buttons: [commandButton(`forget #${id}`, words.forgetThis)],
      }),
    ),
  ];
};

/** What somebody could begin a chat with: one example of each agent that they may ask. */
export const promptsOf = (agents: readonly AgentProfile[]): Prompt[] =>
  agents
    .flatMap(({ examples: [first] }) => (first === undefined ? [] : [{ title: shortened(first, 75), message: first }]))
    .slice(0, 4);

/** Agents that a greeting names. */
const named = 5;

/** Said once in a channel: what everybody there can ask, with two examples. */
export const channelGreeting = (all: readonly AgentProfile[], locale?: string): Notice => {
  const words = wordsIn(locale);
  const agents = all.filter(({ tool }) => tool === undefined);
  const names = agents.slice(0, named).map(({ name }) => `**${escapeMarkdown(name)}**`);
  const examples = agents.flatMap(({ examples: [first] }) => first ?? []);
  return {
    kind: "notice",
    tone: "info",
    markdown: [
      words.greeting,
      names.length > 0 && words.greetingAgents(names, agents.length - names.length),
      words.greetingHelp,
    ]
      .filter(Boolean)
      .join(" "),
    buttons: askButtons(examples.slice(0, 2)),
  };
};
