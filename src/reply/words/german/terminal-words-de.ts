import type { terminalWords } from "../english/terminal-words.ts";

export const germanTerminal: typeof terminalWords = {
  greeting:
    "Frag in deinen eigenen Worten; `hilfe` zeigt, was ich kann. Strg-C stoppt eine Frage, zweimal gedrückt beendet es das Programm.",
  thread: (name) => `Thread ${name}`,
  stopping: "Ich stoppe die Frage. Drück noch einmal Strg-C, um das Programm zu beenden.",
  howToLeave: "Drück noch einmal Strg-C, um das Programm zu beenden, oder tippe `exit`.",
  keepOrStop: "Mit der Eingabetaste bleibt der Wert in Klammern. Tippe `abbrechen`, um aufzuhören.",
  pressEnter: "Zum Senden die Eingabetaste drücken: ",
  optional: "freiwillig",
  needsValue: "Bitte gib einen Wert ein.",
  chooseOne: (options) => `Bitte wähle eins davon: ${options}.`,
  formLeft: "Abgebrochen. Es wurde nichts gestartet.",
  didItHelp: "Hat das geholfen? Tippe `gut`, oder `schlecht` und warum.",
  typeNumber: "Tippe eine Nummer, um weiterzumachen:",
  moreSqlLines: (count) => `… ${count} weitere ${count === 1 ? "Zeile" : "Zeilen"}; das ganze SQL steht in Genie`,
};
