import type { AdminWords } from "../../admin/admin-commands.ts";
import { isNear, type JobName, leadingJob } from "../../jobs/job-names.ts";
import { type JobWords, runsWords } from "../../jobs/job-order.ts";
import { type MemoryWords, memoryCommand, memorySentence } from "../../memory/memory-words.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import { type AskedView, viewAlone } from "../../text/asked-view.ts";
import { inEnglish, longCommands } from "./german-commands.ts";
import type { SignInVerb } from "./sign-in-commands.ts";

/** What the first words of a message ask for. */
export type Words =
  | { verb: "help" | "agents" | "home" | "reset" }
  | { verb: SignInVerb }
  | { verb: "ask"; question: string }
  /** A single word that is nearly the command `meant`. */
  | { verb: "misspelt"; meant: string; text: string }
  /** The last answer of the thread in another form. */
  | { verb: "view"; view: AskedView }
  | AdminWords
  | MemoryWords
  | JobWords;

const alone = [
  "help",
  "home",
  "agents",
  "jobs",
  "runs",
  "reset",
  "memory",
  "clusters",
  "login",
  "logout",
  "whoami",
] as const;
const withRun = ["cancel", "status"] as const;

/**
 * Commands are the same words everywhere, in English or in German. After `/genie` every verb counts. In a sentence, only what cannot be a
 * question counts: a verb alone, `ask …`, `status|cancel` with a number, or `run` with the name of a job.
 */
export const parseWords = (text: string, entry: "command" | "sentence", jobs: readonly JobName[] = []): Words => {
  const trimmed = text.trim().replace(/^\/genie\b\s*/i, "");
  const [first = "", ...others] = trimmed.split(/\s+/);
  const typed = first.toLowerCase().replace(/[.!?]$/, "");
  const verb = inEnglish(typed);
  const rest = others.join(" ");
  if (trimmed === "") return { verb: "help" };
  if (verb === "start" && rest === "") return { verb: "home" };
  const after =
    entry === "command" || rest === "" ? memoryCommand(verb, trimmed.slice(first.length).trim()) : undefined;
  const ofMemory = after ?? memorySentence(trimmed);
  if (ofMemory) return ofMemory;
  const ofSignIn = signInSentence(trimmed);
  if (ofSignIn) return { verb: ofSignIn };
  const view = viewAlone(trimmed);
  if (view) return { verb: "view", view };
  const single = alone.find((word) => word === verb);
  const isList = single === "runs" || single === "jobs";
  if (isList && rest && (entry === "command" || isListed(jobs, single, rest))) return { verb: single, rest };
  if (single && (rest === "" || (entry === "command" && single !== "help"))) return { verb: single };
  if (verb === "ask") return rest ? { verb: "ask", question: trimmed.slice(first.length).trim() } : { verb: "help" };
  if (verb === "cancel" || verb === "stop" || verb === "status") {
    const isCommand = rest === "" || entry === "command" || /^(?:(?:run|job|lauf)\s+)?\d+$/i.test(rest);
    if (isCommand) return { verb: verb === "stop" ? "cancel" : verb, target: rest };
  }
  const isWhyHere = rest === "" && entry === "command";
  if (verb === "why" && (isWhyHere || isRunOrJob(jobs, rest))) return { verb, target: rest };
  if (verb === "sql" && (entry === "command" || beginsStatement.test(rest)))
    return { verb, statement: trimmed.slice(first.length).trim() };
  if (verb === "run") {
    const words = trimmed.slice(first.length).trim();
    if (entry === "command" || words === "" || isStart(jobs, words)) return { verb: "run", rest: words };
  }
  const meant = nearly(typed, rest);
  return meant ? { verb: "misspelt", meant, text: trimmed } : { verb: "ask", question: trimmed };
};

/** What a message asks for, as it was written: after `/genie`, or in a sentence. */
export const wordsOf = (
  { text, entry }: Extract<Inbound, { kind: "message" }>,
  jobs: { names(): readonly JobName[] },
): Words => parseWords(text, entry === "command" ? "command" : "sentence", jobs.names());

/** Longer than any way to say it. */
const longestSignIn = 60;

/** "sign in", "log out", "who am I?": said alone, never in the middle of a question. */
const signInSentence = (text: string): SignInVerb | undefined => {
  if (text.length > longestSignIn) return undefined;
  const said = text
    .toLowerCase()
    .replace(/[.!?]+$/, "")
    .replace(/^(?:please|bitte) /, "");
  if (/^(?:(?:sign|log)(?: me)? in(?: to databricks)?|melde mich (?:bei databricks )?an)$/.test(said)) return "login";
  if (/^(?:(?:sign|log)(?: me)? out(?: of databricks)?|melde mich (?:(?:bei|von) databricks )?ab)$/.test(said))
    return "logout";
  return /^(?:who am i|wer bin ich)(?: in databricks)?$/.test(said) ? "whoami" : undefined;
};

/** Words that only a list can be meant with. */
const isListed = (jobs: readonly JobName[], verb: "runs" | "jobs", rest: string): boolean => {
  if (verb === "jobs") return !rest.includes(" ") && leadingJob(jobs, rest) !== undefined;
  const words = rest.split(" ").filter((word) => !runsWords.has(word.toLowerCase()) && !/^\d{1,2}$/.test(word));
  return words.length === 0 || leadingJob(jobs, words.join(" ")) === words.join(" ").toLowerCase();
};

const isRunOrJob = (jobs: readonly JobName[], rest: string): boolean =>
  /^(?:(?:run|job|lauf)\s+)?\d+$/i.test(rest) || leadingJob(jobs, rest)?.length === rest.length;

/** Words that begin a statement: others behind `sql` are part of a question. */
const beginsStatement =
  /^\(?\s*(?:select|with|show|describe|desc|values|insert|update|delete|merge|create|drop|alter|truncate|grant)\b/i;

/** The command that these words are one slip of the finger away from. */
const nearly = (verb: string, rest: string): string | undefined => {
  const words = /^\d+$/.test(rest) ? withRun : rest === "" ? [...alone, ...withRun, ...longCommands] : [];
  const meant = words.find((word) => verb !== word && isNear(verb, word, 1));
  return meant && `${meant} ${rest}`.trim();
};

/** A job's name, alone or with parameters: other words behind it are for the supervisor. */
const isStart = (jobs: readonly JobName[], words: string): boolean => {
  const name = leadingJob(jobs, words);
  return name !== undefined && /^\s*(?:[.!]*$|[\w.-]+=)/.test(words.slice(name.length));
};
