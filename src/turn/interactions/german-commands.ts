import { lookup } from "../../text/lookup.ts";

/** Our commands in German, by their first word: the English one is what is meant. */
const commands = {
  ...{ hilfe: "help", startseite: "home", agenten: "agents", frag: "ask", frage: "ask" },
  ...{ läufe: "runs", starte: "run", warum: "why", cluster: "clusters" },
  ...{ abbrechen: "cancel", abbruch: "cancel", stopp: "cancel", stoppe: "cancel" },
  ...{ gedächtnis: "memory", zurücksetzen: "reset", anmelden: "login", abmelden: "logout" },
};

/** The command that this word is in German; else the word. */
export const inEnglish = (verb: string): string => commandOf(verb) ?? verb;

const commandOf = lookup<string>(commands);

/** Commands that are long enough to tell a slip of the finger from another word. */
export const longCommands: readonly string[] = Object.keys(commands).filter((word) => word.length > 8);
