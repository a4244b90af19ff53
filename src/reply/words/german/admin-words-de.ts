import type { adminWords } from "../english/admin-words.ts";

export const germanAdmin: typeof adminWords = {
  noClusters: "Ich kann keine Cluster sehen.",
  moreClusters: (count) => `… und ${count} weitere, meist gestoppt`,
  clustersRunning: (running, all) =>
    `${running} von ${all} ${all === 1 ? "Cluster" : "Clustern"} ${running === 1 ? "läuft" : "laufen"}`,
  states: {
    running: "läuft",
    resizing: "ändert die Größe",
    starting: "startet",
    stopping: "wird gestoppt",
    stopped: "gestoppt",
    failed: "fehlgeschlagen",
    unknown: "unbekannt",
  },
  startedAgo: (time) => `, seit ${time}`,
  by: (who) => `, von ${who}`,
  kinds: {
    UI: "von Hand angelegt",
    API: "von einem Programm angelegt",
    JOB: "für einen Job",
    PIPELINE: "für eine Pipeline",
    PIPELINE_MAINTENANCE: "für eine Pipeline",
    SQL: "für SQL",
    MODELS: "für ein Modell",
  },
  whichStatement: "Welche Anweisung? Zum Beispiel: `sql select count(*) from sales.orders`",
  statementRuns: "Die Anweisung läuft im SQL-Warehouse. Ich zeige dir die Zeilen, sobald sie da sind.",
  statementStops: "Ich stoppe die Anweisung.",
  statementOver: "Es gibt nichts zu stoppen: Die Anweisung ist schon zu Ende.",
  statementCancelled: "Die Anweisung wurde gestoppt, bevor sie fertig war.",
  firstOnly: "Das sind nur die ersten Zeilen: Nach 1.000 höre ich auf.",
  attached: "Die angehängte Datei enthält alle Zeilen, die ich geholt habe.",
  first: (rows) => `Die ersten ${rows}`,
  rowsAfter: (rows, time) => `${rows} nach ${time}.`,
};
