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
    queued: "wartet in der Schlange",
    waiting: "wartet",
    starting: "startet",
    running: "läuft",
    stopping: "kommt zum Ende",
    ended: "beendet",
  },
  taskStates: {
    queued: "in der Schlange",
    waiting: "wartet auf andere Aufgaben",
    starting: "startet",
    running: "läuft",
    stopping: "kommt zum Ende",
  },
  ends: {
    success: "fertig",
    partly: "fertig, aber nicht fehlerfrei",
    failed: "fehlgeschlagen",
    timeout: "Zeit überschritten",
    cancelled: "abgebrochen",
    skipped: "übersprungen",
  },
  waitsBecause: (why) => `Es geht noch nicht los: ${why}.`,
  tasksFinished: (done, all) => `${done} von ${all} Aufgaben fertig`,
  rest: (time) => `noch etwa ${time}, nach früheren Läufen geschätzt`,
  usually: (time) => `das dauert gewöhnlich ${time}`,
  number: (run) => `Lauf ${run}`,
  startedBy: (who) => `gestartet von ${who}`,
  servicePrincipal: "einem Dienstkonto",
  you: "dir",
  somebodyHere: "jemandem hier",

  succeeded: (job, time) => `${job} ist nach ${time} erfolgreich durchgelaufen.`,
  partly: (job, time) => `${job} ist nach ${time} fertig geworden, aber einige Aufgaben sind fehlgeschlagen.`,
  timedOut: (job, time) => `${job} hat nach ${time} die erlaubte Zeit überschritten.`,
  cancelled: (job, time, who, finished) =>
    `${job} wurde nach ${time}${who === undefined ? "" : ` von ${who}`} abgebrochen${finished ? `; ${finished.done} von ${finished.all} Aufgaben waren fertig` : ""}.`,
  skipped: (job) => `${job} ist nicht gelaufen.`,
  failed: (job, time) => `${job} ist nach ${time} fehlgeschlagen.`,
  taskEnded: (task, how) => `Aufgabe ${task}: ${how}`,
  fetching: "Die Ergebnisse der Aufgaben hole ich noch.",
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
    `Lauf ${run} von **${name}** sehe ich in Databricks nicht mehr: Er wurde gelöscht, oder ich darf ihn nicht mehr sehen. Darum weiß ich nicht, wie er ausging.`,
  hidden: (name, run, who) =>
    `Lauf ${run} von **${name}** kann ich nicht mehr verfolgen: Für ihn gelten die Rechte von ${who ?? "wem auch immer er gehört"}; diese Anmeldung bei Databricks ist zu Ende, und mit meinen eigenen Rechten darf ich ihn nicht sehen. Dort läuft er weiter. Nach \`login\` zeigt ihn \`status ${run}\`.`,
  signedOut: (who) =>
    `${who ?? "Wer ihn gestartet hat,"} ist nicht mehr bei Databricks angemeldet. Darum sehe ich ihn mit meinen eigenen Rechten; stoppen kann ich ihn damit nicht`,
  wasStartedBy: (who) => `Gestartet wurde er von ${who}.`,

  confirmCancel: (name, run) => `Soll ich Lauf ${run} von **${name}** abbrechen?`,
  stoppingNow: (name, run) => `Ich stoppe Lauf ${run} von **${name}**. Auf seiner Karte steht, wenn er gestoppt ist.`,
  stoppingAlready: (name, run) => `Lauf ${run} von **${name}** wird schon gestoppt.`,
  adopted: (name, run) => `Ich stoppe Lauf ${run} von **${name}**, der anderswo gestartet wurde.`,
  nothingRuns: "In diesem Thread läuft gerade nichts, also gibt es nichts abzubrechen.",
  notRunning: (name) => `**${name}** läuft gerade nicht.`,
  several: (name) => `Von **${name}** sind mehrere Läufe unterwegs. Welchen meinst du?`,
  listed: (run, state, at) => `Lauf ${run}: ${state}, gestartet ${at}`,
  notYours: (name, who) =>
    `Nur ${who ?? "wer ihn gestartet hat"} oder ein Administrator kann einen Lauf von ${name} abbrechen.`,
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
    `**${name}** ist nicht fehlgeschlagen: ${runs === 1 ? "der einzige Lauf nicht" : `keiner der letzten ${runs} Läufe`}.`,
  neverRan: (name) => `**${name}** ist in den letzten 60 Tagen nicht gelaufen.`,

  going: (name, state, time) => `**${name}** ${state}, bisher ${time}.`,
  goingStates: {
    queued: "steht in der Schlange",
    waiting: "wartet",
    starting: "startet",
    running: "läuft",
    stopping: "kommt zum Ende",
    ended: "ist beendet",
  },
  why: "Warum:",
  tasks: "Aufgaben",
  task: "Aufgabe",
  state: "Stand",
  notSince: (at) => `Seit ${at} ist er nicht wieder gelaufen.`,
  atItAgain: (run, state) => `Er ist wieder dran: ${run} ${state}.`,
  sinceThen: (run, state, at) => `Danach kam ${run}: ${state}, gestartet ${at}.`,
  linked: (run) => `Lauf ${run}`,
  startedAt: (at) => `gestartet ${at}`,
  by: (who) => `von ${who}`,
  lists: {
    mineFailed: "Von dir gestartet und in den letzten 24 Stunden fehlgeschlagen",
    mine: "Von dir in den letzten 24 Stunden gestartet",
    failed: "In den letzten 24 Stunden fehlgeschlagen",
    latest: "Die letzten Läufe",
  },
};
