import type { triageWords } from "../english/triage-words.ts";

const times = (count: number): string => (count === 1 ? "einmal" : `${count}-mal`);

export const germanTriage: typeof triageWords = {
  why: "Warum:",
  guess: "(eine Vermutung des Sprachmodells)",
  otherwise: (failure) => `Das Sprachmodell sieht eine andere Art von Fehler: ${failure}.`,
  greenAgain: (name, run, time) => `**${name}** läuft wieder. Lauf ${run} war nach ${time} fehlgeschlagen.`,
  sameWay: (count, at) => `**${count} Läufe** sind auf die gleiche Art fehlgeschlagen, der letzte am ${at}.`,
  since: "Seit:",
  firstFailure: (success) => `erster Fehler; ${success}`,
  inARow: (at, failures, success) => `${at}, ${failures} Fehler in Folge; ${success}`,
  noSuccess: "einen früheren Erfolg sehe ich nicht",
  lastSuccess: (at) => `letzter Erfolg ${at}`,
  seenBefore: "Schon gesehen:",
  before: (count, mended) =>
    `${times(count)} in den letzten 30 Tagen${mended === 0 ? "" : `; ein neuer Versuch half ${times(mended)}`}`,
  owner: "Zuständig:",
  run: "Lauf:",
  suggestion: "Vorschlag:",
  attempt: (attempt, attempts) => `, Versuch ${attempt} von ${attempts}`,
  priorityOf: (priority) => `Dringlichkeit ${priority}`,
  priorities: { low: "gering", medium: "mittel", high: "hoch", critical: "sehr hoch" },
  actions: {
    repair: "die fehlgeschlagenen Aufgaben reparieren",
    retry: "noch einmal laufen lassen",
    "retry-with": "mit anderen Parametern noch einmal laufen lassen",
    email: "denen schreiben, die zuständig sind",
    escalate: "die Bereitschaft rufen",
    ignore: "nichts tun",
  },
  classes: {
    timeout: "Zeitüberschreitung",
    resource: "Speicher oder andere Ressourcen",
    permission: "fehlendes Recht",
    syntax: "Fehler im Code",
    network: "Netz",
    data: "Daten",
    cluster: "Cluster",
    cancelled: "abgebrochen",
    skipped: "übersprungen",
    unknown: "unbekannt",
  },
  trace: (run, name) => `Das Ende des Fehlerprotokolls von Lauf ${run} von **${name}**:`,
  noTrace: (run, name) => `Lauf ${run} von **${name}** hat kein Fehlerprotokoll hinterlassen.`,

  buttons: {
    repair: "Reparieren",
    retry: "Noch einmal starten",
    retryWith: "Mit Parametern starten",
    email: "E-Mail",
    escalate: "Bereitschaft rufen",
    ignore: "Ignorieren",
    heed: "Nicht mehr ignorieren",
    trace: "Fehlerprotokoll",
    sendAgain: "Noch einmal senden",
    wrong: "👎 In Wahrheit war es …",
    send: "Senden",
    save: "Speichern",
  },
  gone: "Ich kenne diesen Fehler nicht mehr: Er ist zu lange her.",
  notYours: (name) =>
    `Bei Fehlern von ${name} kannst du nichts auslösen. Das können die Person, die den Lauf gestartet hat, Administratoren und wer in triage.allow steht.`,
  takenAlready: (name, who) =>
    who === undefined
      ? `Die Richtlinie dieses Jobs lässt ${name} schon noch einmal laufen.`
      : `${who} lässt ${name} schon noch einmal laufen.`,
  onItsCard: (name) => `Wird gemacht. Wie es weitergeht, zeigt die Karte zu diesem Fehler von ${name}.`,
  settledAlready: (name) => `Hier ist nichts mehr zu tun: Dieser Fehler von ${name} ist erledigt.`,
  clickAgain: "Das Formular ließ sich nicht rechtzeitig öffnen. Bitte klick noch einmal.",
  somebody: "Jemand",
  repairing: (who, run, name) =>
    `${who === undefined ? "Nach der Richtlinie dieses Jobs repariere ich" : `${who} repariert`} Lauf ${run} von **${name}**: Die fehlgeschlagenen Aufgaben laufen noch einmal.`,
  running: (who, run, name) =>
    who === undefined
      ? `Nach der Richtlinie dieses Jobs lasse ich **${name}** noch einmal laufen, als Lauf ${run}.`
      : `${who} lässt **${name}** noch einmal laufen, als Lauf ${run}.`,
  ignoreTitle: "Fehler ignorieren",
  ignoreIntro: (name) =>
    `Diesen Fehler von ${name} spreche ich dann 30 Tage lang nicht mehr an. Warum ist er nicht wichtig?`,
  reason: "Grund",
  noReason: "ohne Angabe von Gründen",
  emailTitle: "E-Mail über einen Fehler",
  emailIntro: "Das ist ein Entwurf. Ändere, was du möchtest; er wird gesendet, wenn du auf „Senden“ klickst.",
  to: "An",
  toHint: "Eine Adresse, oder mehrere mit Kommas dazwischen",
  subject: "Betreff",
  text: "Text",
  beingSent: "Ich sende die E-Mail. Auf der Karte steht, wie es ausgegangen ist.",
  nobodyOnCall:
    "Niemand hat Bereitschaft: Ein Administrator kann einen Kanal oder Adressen eintragen (Einstellung triage.on_call).",
  notYet: (name) => `Ich habe **${name}** noch nicht wieder gestartet:`,
  mayHelp: "Diese Werte könnten helfen.",
  judgeTitle: "Was war es wirklich?",
  judgeIntro: "Ich hebe deine Antwort auf: Sie zeigt, wo ich falsch lag.",
  kind: "Art des Fehlers",
  needsHelp: (who, priority) =>
    `${who === undefined ? "Ich konnte das nicht allein beheben" : `${who} braucht hierbei Hilfe`} (Dringlichkeit ${priority})`,

  mail: {
    ended: (what, time, at) => `${what} nach ${time}, am ${at}.`,
    why: (cause) => `Warum: ${cause}`,
    kind: (failure, priority) => `Art des Fehlers: ${failure}, Dringlichkeit ${priority}`,
    trace: (run) => `Das Ende des Fehlerprotokolls von Lauf ${run}:`,
    run: (run) => `Lauf: ${run}`,
    startedBy: (who) => `Gestartet von: ${who ?? "einem Zeitplan oder jemand anderem"}`,
    since: (at, failures) => `Schlägt fehl seit: ${at}${failures > 1 ? `, ${failures}-mal in Folge` : ""}`,
    owner: (owner) => `Zuständig: ${owner}`,
    tried: "Was bisher versucht wurde:",
    nothingTried: "Es wurde noch nichts versucht.",
    open: "Den Lauf in Databricks öffnen",
  },

  digest: {
    title: "In den letzten 24 Stunden fehlgeschlagen",
    nothing: "Es ist nichts fehlgeschlagen.",
    times,
    more: (count) => `und ${count} weitere ${count === 1 ? "Fehlerart" : "Fehlerarten"}`,
    job: (number) => `Job ${number}`,
    standings: {
      open: "noch offen",
      green: "läuft wieder",
      "failed again": "nach einem neuen Versuch wieder fehlgeschlagen",
      ignored: "wird ignoriert",
    },
  },
};
