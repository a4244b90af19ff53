import type { runWords } from "../english/run-words.ts";

const partsFailed = "Was schiefging, steht oben.";

export const germanRuns: typeof runWords = {
  cancel: "Lauf abbrechen",
  cancelOne: (run) => `Lauf ${run} abbrechen`,
  again: "Noch einmal starten",
  askAgain: "Noch einmal fragen",
  open: "In Databricks öffnen",
  stopping: (name) => `${name}: wird gestoppt …`,
  cardStates: {
    queued: "in der Warteschlange",
    waiting: "wartet",
    starting: "startet",
    running: "läuft",
    stopping: "wird beendet",
    ended: "beendet",
  },
  taskStates: {
    queued: "in der Warteschlange",
    waiting: "wartet auf andere Aufgaben",
    starting: "startet",
    running: "läuft",
    stopping: "wird beendet",
  },
  ends: {
    success: "fertig",
    partly: "fertig, aber nicht fehlerfrei",
    failed: "fehlgeschlagen",
    timeout: "Zeitüberschreitung",
    cancelled: "abgebrochen",
    skipped: "übersprungen",
  },
  waitsBecause: (why) => `Es geht noch nicht los: ${why}.`,
  tasksFinished: (done, all) => `${done} von ${all} Aufgaben fertig`,
  rest: (time) => `noch etwa ${time}, nach früheren Läufen geschätzt`,
  usually: (time) => `das dauert gewöhnlich ${time}`,
  number: (run) => `Lauf ${run}`,
  startedBy: (who) => `gestartet von ${who}`,
  servicePrincipal: "einem Dienstprinzipal",
  you: "dir",
  somebodyHere: "jemandem hier",

  succeeded: (job, time) => `${job} ist nach ${time} erfolgreich durchgelaufen.`,
  partly: (job, time) => `${job} ist nach ${time} fertig geworden, aber einige Aufgaben sind fehlgeschlagen.`,
  timedOut: (job, time) => `${job} hat nach ${time} die erlaubte Zeit überschritten.`,
  cancelled: (job, time, who, finished) =>
    `${job} wurde nach ${time}${who === undefined ? "" : ` von ${who}`} abgebrochen${finished ? `; ${finished.done} von ${finished.all} Aufgaben waren fertig` : ""}.`,
  skipped: (job) => `${job} ist nicht gelaufen.`,
  failed: (job, time) => `${job} ist nach ${time} fehlgeschlagen.`,
  taskEnded: (task, how) => `Aufgabe ${task} (${how})`,
  fetching: "Ich hole die Ergebnisse der Aufgaben noch.",
  resultsElsewhere: (who) =>
    `Die Ergebnisse gehen als Direktnachricht an ${who ?? "die Person, die ihn gestartet hat"}, denn der Lauf wurde mit deren eigenen Rechten gestartet.`,
  cutOutput: "Databricks hat diese Ausgabe gekürzt.",
  whatIsAbove: {
    success: "Das Ergebnis steht oben.",
    partly: partsFailed,
    failed: partsFailed,
    timeout: partsFailed,
    cancelled: "",
    skipped: "Der Grund steht oben.",
  },
  gone: (name, run) =>
    `Lauf ${run} von **${name}** kann ich in Databricks nicht mehr sehen: Er wurde gelöscht, oder ich darf ihn nicht mehr sehen. Darum weiß ich nicht, wie er ausging.`,
  hidden: (name, run, who) =>
    `Ich kann Lauf ${run} von **${name}** nicht mehr verfolgen. Er wurde mit den Rechten von ${who ?? "jemand anderem"} gestartet; diese Anmeldung bei Databricks ist zu Ende, und mit meinen eigenen Rechten darf ich ihn nicht sehen. In Databricks läuft er weiter. Nach \`login\` zeigt ihn \`status ${run}\`.`,
  signedOut: (who) =>
    `${who ?? "Wer ihn gestartet hat,"} ist nicht mehr bei Databricks angemeldet. Darum verfolge ich ihn mit meinen eigenen Rechten; damit kann ich ihn nicht stoppen`,
  wasStartedBy: (who) => `Er wurde von ${who} gestartet.`,

  confirmCancel: (name, run) => `Soll ich Lauf ${run} von **${name}** abbrechen?`,
  stoppingNow: (name, run) => `Ich stoppe Lauf ${run} von **${name}**. Seine Karte zeigt, sobald er gestoppt ist.`,
  stoppingAlready: (name, run) => `Lauf ${run} von **${name}** wird schon gestoppt.`,
  adopted: (name, run) => `Ich stoppe Lauf ${run} von **${name}**, der anderswo gestartet wurde.`,
  nothingRuns: "In diesem Thread läuft gerade nichts, also gibt es nichts abzubrechen.",
  notRunning: (name) => `**${name}** läuft gerade nicht.`,
  several: (name) => `Von **${name}** sind mehrere Läufe unterwegs. Welchen meinst du?`,
  listed: (run, state, at) => `Lauf ${run}: ${state}, gestartet ${at}`,
  notYours: (name, who) =>
    `Nur ${who ?? "die Person, die ihn gestartet hat,"} oder ein Administrator kann einen Lauf von ${name} abbrechen.`,
  endedMeanwhile: (sentence, run) => `Es gibt nichts abzubrechen: ${sentence} Das war Lauf ${run}.`,
  unknown: (run) =>
    `Unter den Läufen, die du sehen darfst, finde ich keinen mit der Nummer ${run}. Prüf die Nummer; \`runs\` zeigt die letzten.`,
  unlisted: (run) =>
    `Lauf ${run} gehört zu einem Job, der nicht auf meiner Liste steht, darum kann ich ihn nicht zeigen oder abbrechen.`,

  noneFailed: (name) =>
    name === undefined
      ? "In den letzten 24 Stunden ist nichts fehlgeschlagen."
      : `**${name}** ist in den letzten 24 Stunden nicht fehlgeschlagen.`,
  noneMine: "Du hast hier in den letzten 24 Stunden keinen Job gestartet.",
  noneLately: "Von den Jobs, die du sehen darfst, ist in letzter Zeit keiner gelaufen.",
  neverFailed: (name, runs) =>
    `**${name}** ist nicht fehlgeschlagen: ${runs === 1 ? "nicht in seinem einzigen Lauf" : `in keinem der letzten ${runs} Läufe`}.`,
  neverRan: (name) => `**${name}** ist in den letzten 60 Tagen nicht gelaufen.`,

  going: (name, state, time) => `**${name}** ${state}, bisher ${time}.`,
  goingStates: {
    queued: "steht in der Warteschlange",
    waiting: "wartet",
    starting: "startet",
    running: "läuft",
    stopping: "wird beendet",
    ended: "ist beendet",
  },
  why: "Warum:",
  tasks: "Aufgaben",
  task: "Aufgabe",
  state: "Status",
  notSince: (at) => `Seit ${at} ist er nicht wieder gelaufen.`,
  atItAgain: (run, state) => `Es gibt einen neuen Lauf: ${run} ${state}.`,
  sinceThen: (run, state, at) => `Danach kam ${run}: ${state}, gestartet ${at}.`,
  linked: (run) => `Lauf ${run}`,
  startedAt: (at) => `gestartet ${at}`,
  by: (who) => `von ${who}`,
  lists: {
    mineFailed: "Von dir gestartet und in den letzten 24 Stunden fehlgeschlagen",
    mine: "Von dir in den letzten 24 Stunden gestartet",
    failed: "In den letzten 24 Stunden fehlgeschlagen",
    askWhy:
      "Frag nach einem davon beim Namen, warum er fehlgeschlagen ist; dann lässt er sich reparieren oder noch einmal starten.",
    latest: "Die letzten Läufe",
    idle: "Gerade läuft nichts.",
  },
};
