import type { AgentProfile } from "../ports/agent.ts";

/** What the context says to a greeting, to thanks, and to a question about itself; nothing to any other text. */
export const smallTalk = (question: string, agents: readonly AgentProfile[]): string | undefined => {
  if (question.length > longest) return undefined;
  const text = question
    .toLowerCase()
    .replace(/[^\p{L}\s]+/gu, "")
    .trim()
    .replace(/\s+/g, " ");
  if (thanks.test(text)) return "You are welcome.";
  if (greeting.test(text)) return `Hello. ${introduction(agents)}`;
  return about.has(text) ? introduction(agents) : undefined;
};

/** Characters of small talk; whoever writes more means something. */
const longest = 300;

const introduction = (agents: readonly AgentProfile[]): string =>
  ["I pass your question to these data agents and bring back one answer:", ""]
    .concat(agents.map((agent) => `- **${agent.name}**: ${agent.description}`))
    .join("\n");

const greeting =
  /^(?:hi|hello|hey|howdy|good (?:morning|afternoon|evening|day))(?: (?:there|all|team|everyone|genie))?$/;
const thanks =
  /^(?:thanks|thank you|thx|cheers|great|perfect|ok|okay|cool|nice)(?: (?:a lot|so much|very much|you|thanks))*$/;
const about = new Set([
  "help",
  "help me",
  "who are you",
  "what are you",
  "what do you do",
  "what do you know",
  "what can you do",
  "what can you do for me",
  "what can you answer",
  "what can i ask",
  "what can i ask you",
  "what can i ask here",
  "how do you work",
  "how do i use you",
  "how do i use this",
  "which agents are there",
  "what agents are there",
  "which agents do you have",
  "what agents do you have",
  "which agents can i ask",
  "show me the agents",
  "show me your agents",
  "list the agents",
  "tell me about yourself",
  "what is this",
  "what data do you have",
  "what questions can i ask",
]);
