import type { jobWords } from "../english/job-words.ts";

export const germanJobs: typeof jobWords = {
  none: "Ich habe noch keine Jobs. Ein Administrator kann sie in concierge.yaml unter `jobs` eintragen.",
  nothingToStart: "Von hier aus kannst du keine Jobs starten.",
  more: (count) => `… und ${count} weitere`,
  count: (count) => (count === 1 ? "Ein Job" : `${count} Jobs`),
  noneFits: (word) => `Kein Job passt zu „${word}“.`,
  parameters: (names) => `Parameter: ${names}.`,
  isRequired: (name) => `${name} (Pflicht)`,
  startsWith: (values) => `Ein Klick startet den Job mit ${values}.`,
  run: (name) => `${name} starten`,
  whichOf: (text) => `Welchen Job meinst du mit „${text}“?`,
  unknown: (text) => `Ich kenne keinen Job namens „${text}“. Diese kenne ich:`,
  which: "Welchen Job?",

  startTitle: (name) => `${name} starten?`,
  start: "Starten",
  dontStart: "Nicht starten",
  next: "Weiter",
  fillIn: "Ausfüllen",
  whoDecides: (who, until) =>
    `Nur ${who ?? "die Person, die gefragt hat,"} oder ein Administrator kann entscheiden. Die Anfrage verfällt um ${until}.`,
  onlyNow:
    "Ich starte einen Job sofort und einmal: später, wiederholt oder unter einer Bedingung geht das nicht. Zeitpläne legst du in Databricks fest.",
  repeated: "Das hast du eben schon einmal angefordert. Soll ich es noch einmal starten?",
  guessed: "(geraten: Du hast dazu nichts gesagt)",
  notYet: (name) => `Ich habe **${name}** noch nicht gestartet:`,
  formOpen: (name) => `**${name}** braucht erst ein paar Angaben. Bitte füll das Formular aus.`,
  formIntro: (name) => `${name} braucht ein paar Angaben.`,
  formSent: (name) => `Danke, ich habe deine Angaben für **${name}**.`,
  starting: (name, run) => `**${name}** startet als Lauf ${run}.`,
  declined: (name, who) =>
    `**${name}** wurde nicht gestartet${who === undefined ? "" : `: ${who} hat sich dagegen entschieden`}.`,
  expired: (name) => `**${name}** wurde nicht gestartet, weil die Anfrage verfallen ist.`,
  notYourDecision: (who) =>
    `Nur ${who ?? "die Person, die gefragt hat,"} oder ein Administrator kann über diesen Job entscheiden.`,
  decided: "Diese Anfrage ist schon beantwortet oder verfallen.",
  yes: "Ja",
  no: "Nein",
  pleaseFill: "Bitte ausfüllen.",
  close: "Schließen",
  moreValues: (count) =>
    `${count === 1 ? "Ein weiterer Wert passt" : `${count} weitere Werte passen`} nicht hierher. Du kannst ${count === 1 ? "ihn" : "sie"} nach dem Namen des Jobs angeben, als name=wert.`,
};
