import type { OwnWords } from "../english/en.ts";
import { listed } from "../listed.ts";
import { germanAdmin } from "./admin-words-de.ts";
import { germanAnswers } from "./answer-words-de.ts";
import { germanHome } from "./home-words-de.ts";
import { germanJobs } from "./job-words-de.ts";
import { germanNotices } from "./notice-words-de.ts";
import { germanPages } from "./page-words-de.ts";
import { germanRuns } from "./run-words-de.ts";
import { germanSignIn } from "./sign-in-words-de.ts";
import { germanTerminal } from "./terminal-words-de.ts";
import { germanTriage } from "./triage-words-de.ts";

/** Our own fixed words, in German. */
export const de: OwnWords = {
  onIt: "Bin dabei",
  threadBusy: "Damit fange ich an, sobald die Frage darüber beantwortet ist",
  asking: (names) => `Ich frage ${listed(names, "und") || "die Agenten"}`,
  askedFor: (terms) => `gefragt nach ${listed(terms, "und")}`,
  writingAnswer: "Ich schreibe die Antwort",
  upNext: "gleich dran",
  asked: "gefragt",
  answered: "beantwortet",
  couldNotAnswer: "konnte nicht antworten",
  stages: {
    sent: "gefragt",
    reading: "liest die Beschreibungen der Tabellen",
    writing: "schreibt SQL",
    "starting-warehouse": "SQL geschrieben · das SQL-Warehouse startet",
    querying: "Abfrage läuft im Warehouse",
    summarizing: "Abfrage fertig",
    working: "arbeitet",
  },
  writingSummary: "schreibt die Zusammenfassung",
  rows: (count, shown) => `${shown} ${count === 1 ? "Zeile" : "Zeilen"}`,
  quotaRefused: "Databricks nimmt gerade keine Fragen an Genie an",
  quotaRate: (perMinute) => `Genie nimmt nur ${perMinute === 1 ? "1 Frage" : `${perMinute} Fragen`} pro Minute an`,
  quotaYours: (why, place) => `${why}; deine ist ${place}`,
  queuePlace: (place, wait) => `Nummer ${place} in der Warteschlange, etwa ${wait}`,
  cancel: "Abbrechen",

  confidence: (level) => `Verlässlichkeit: ${{ high: "hoch", medium: "mittel", low: "gering" }[level]}`,
  source: "Quelle",
  sources: "Quellen",
  trusted: "geprüfte Antwort",
  failedSource: (title, why) => `${title} konnte nicht antworten. ${why}`,
  seeAbove: "Siehe oben.",
  agentFailed: (agent, why) => `**${agent}** konnte nicht antworten: ${why}`,
  agentAsks: (agent, question) => `**${agent}** hat eine Frage: ${question}`,
  found: (rows) => (rows === 1 ? "Ich habe eine Zeile gefunden." : `Ich habe ${rows} Zeilen gefunden.`),
  byKeywords: "die Agenten wurden nach Stichwörtern gewählt",
  sideBySide: "ihre Ergebnisse stehen nebeneinander",
  compared: "ihre Ergebnisse wurden nach Regeln verglichen",
  unsupported: (dropped) =>
    dropped === 1
      ? "Ich habe einen Satz weggelassen, weil keine Quelle ihn stützt."
      : `Ich habe ${dropped} Sätze weggelassen, weil keine Quelle sie stützt.`,
  withoutModel: (how) => `Ohne Sprachmodell beantwortet: ${how.join(", und ")}.`,
  filesUnread: (files) =>
    `Dateien kann ich nicht lesen, darum habe ich ${files === 1 ? "deine Datei" : `deine ${files} Dateien`} nicht benutzt.`,
  keptInMind: (text) => `Ich habe berücksichtigt, was ich mir für dich merken soll: ${text}.`,
  keptUnnamed: "Ich habe berücksichtigt, was ich mir für die Person merken soll, die gefragt hat.",
  meansHere: (term, meaning, author) => `In diesem Kanal bedeutet „${term}“ ${meaning} (sagt ${author}).`,
  shareAnswer: "Diese Antwort teilen",
  tryAgain: "Noch einmal versuchen",
  askAgain: "Noch einmal fragen",
  editQuestion: "Frage bearbeiten",
  otherAgent: "Einen anderen Agenten fragen",
  howUnderstood: "So hat Genie es verstanden",
  editIntro: "Ich stelle sie als neue Frage, in derselben Unterhaltung.",
  yourQuestion: "Deine Frage",
  ask: "Fragen",
  whoElse: (question) => `Wer soll „${question}“ beantworten?`,
  nobodyElse: "Es gibt keinen anderen Agenten, den ich hier für dich fragen darf.",
  mayNotAsk: "Diesen Agenten darfst du hier nicht fragen.",
  questionGone: "Ich habe diese Frage nicht mehr. Bitte stell sie noch einmal.",
  formClosed: "Ich konnte das Formular nicht öffnen. Bitte versuch es noch einmal.",
  redrawn: {
    table: "Hier als Tabelle.",
    chart: "Hier als Diagramm.",
    line: "Hier als Liniendiagramm.",
    bar: "Hier als Balkendiagramm.",
    pie: "Hier als Kreisdiagramm.",
  },
  cannotRedraw: {
    table: "Die letzte Antwort hat keine Zeilen für eine Tabelle.",
    chart: "Ich kann die Zeilen der letzten Antwort nicht als Diagramm zeichnen.",
    line: "Ich kann die Zeilen der letzten Antwort nicht als Liniendiagramm zeichnen.",
    bar: "Ich kann die Zeilen der letzten Antwort nicht als Balkendiagramm zeichnen.",
    pie: "Ich kann die Zeilen der letzten Antwort nicht als Kreisdiagramm zeichnen.",
  },
  manyTables: "Die letzte Antwort hat mehrere Tabellen, und ich weiß nicht, welche du meinst.",
  noThoughts: "Genie hat nicht gesagt, wie es diese Frage verstanden hat.",
  thoughts: {
    description: "Was nachgesehen wurde",
    understanding: "Wie die Frage verstanden wurde",
    data: "Daten",
    instructions: "Befolgte Anweisungen",
    steps: "Schritte",
    other: "Außerdem",
  },
  sendAlert: "Alarm senden",
  dropAlert: "Nicht senden",
  ready: (took) => `deine Antwort steht oben (das hat ${took} gedauert).`,
  askedBack: (took) => `ich habe oben eine Frage an dich (das hat ${took} gedauert).`,
  unanswered: (took) =>
    `ich konnte deine Frage nicht beantworten; der Grund steht oben (ich habe es ${took} lang versucht).`,

  welcome: "Gern geschehen.",
  hello: (introduction) => `Hallo! ${introduction}`,
  introduction: "Ich gebe deine Fragen an diese Datenagenten weiter und bringe eine Antwort zurück:",
  unsure:
    "Ich bin mir nicht sicher, welcher meiner Agenten das beantworten kann. Meinst du eine von diesen Fragen? Sonst formuliere sie bitte anders.",
  wontStart: (job) =>
    `Gut, ich starte ${job} nicht. Hat der Job in Databricks einen Zeitplan, gilt der weiterhin; dort kannst du ihn anhalten.`,
  cannotWatch:
    "Ich kann keine Zahl für dich im Auge behalten: Ich antworte, wenn ich gefragt werde, und schicke einen Alarm, wenn du es sagst. Für einen, der von selbst kommt, richte in Databricks SQL einen Alert ein.",
  otherThread: "Wenn du eine frühere Frage meinst, antworte in ihrem Thread: Von hier aus sehe ich sie nicht.",

  helpTitle: "Was ich kann",
  helpIntro: (agents) =>
    `Frag mich in deinen eigenen Worten: Ich suche die Agenten aus, die antworten können (${agents}), frage sie alle zugleich und gebe dir eine Antwort mit ihren Quellen.`,
  helpLines: [
    "`ask <Frage>` stellt eine Frage, die ich sonst für einen Befehl halten könnte",
    "`--private` vor einer Frage: Ich antworte nur dir, und du kannst die Antwort teilen",
    "`agents` zeigt, was jeder Agent weiß, mit Beispielen",
    "`jobs` zeigt die Jobs, die du starten kannst · `run <Job> name=wert …` startet einen",
    "`runs` zeigt die letzten Läufe · `status [Lauf]` zeigt einen · `cancel [Lauf]` stoppt einen",
    "`cancel` stoppt die Frage, an der ich hier arbeite, genau wie der Knopf „Abbrechen“",
    "⋯ unter einer Antwort: noch einmal fragen, die Frage ändern, einen anderen Agenten fragen oder sehen, wie Genie sie verstanden hat",
    "`remember <was>` merkt sich, wie du Antworten möchtest, oder was ein Wort hier bedeutet · `memory` zeigt es · `forget <was>` vergisst es",
    "`reset` lässt mich diese Unterhaltung vergessen, auch in Genie",
  ],
  helpSignIn: "`login` meldet dich bei Databricks an · `logout` meldet dich ab · `whoami` zeigt, wer du dort bist",
  helpAdmin: "`clusters` zeigt die Cluster · `sql <select>` fragt das Warehouse (nur Administratoren)",
  helpItself:
    "`help` zeigt diese Nachricht · Befehle verstehe ich auch auf Deutsch: `hilfe`, `läufe`, `abbrechen`, `starte <Job>` …",
  nothingToCancel: "Hier läuft nichts, also gibt es nichts abzubrechen.",
  alreadyOver: "Diese Frage ist schon beantwortet oder gestoppt.",
  stopping: (question) =>
    question === undefined ? "Ich stoppe deine letzte Frage." : `Ich stoppe deine letzte Frage hier: „${question}“`,
  forgotten: "Erledigt: Ich habe diese Unterhaltung vergessen, auch in Genie. Die Nachrichten oben bleiben stehen.",
  nothingToForget:
    "Hier gibt es noch nichts zu vergessen. Damit ich eine Unterhaltung vergesse, antworte in ihrem Thread mit `reset`.",
  memoryEmpty:
    "Ich habe mir noch nichts gemerkt. Sag zum Beispiel „merk dir, dass ich nur den Norden brauche“ oder „mit Umsatz meinen wir Nettoumsatz“.",
  memoryTitle: "Was ich mir merke",
  memoryOwn: "Das soll ich mir für dich merken:",
  memoryHere: "In diesem Kanal:",
  memoryDays: (days) =>
    `Was ${days} Tage lang nicht gebraucht wurde, vergesse ich. Sag „vergiss alles“, dann vergesse ich, was ich mir für dich merken sollte.`,
  memorySays: (author) => `sagt ${author}`,
  rememberedForYou: (text) => `Das merke ich mir für dich und für niemanden sonst: ${text}`,
  rememberedHere: (text) => `Für alle in diesem Kanal notiert: ${text}`,
  forgetThis: "Wieder vergessen",
  forgetOne: (text) => `„${text}“ vergessen`,
  memoryFull: (most) =>
    `Ich kann mir nur ${most} Dinge merken, und so viele sind es schon. Lass mich erst etwas vergessen.`,
  memoryTooLong: (most) => `Das ist zu lang, um es mir zu merken: Bitte sag es in höchstens ${most} Zeichen.`,
  memoryForgot: "Vergessen:",
  memoryForgotAll: "Ich habe alles vergessen, was ich mir für dich merken sollte.",
  memoryNothingYours: "Von dir gab es nichts zu vergessen.",
  memoryStays: "Was Wörter in diesem Kanal bedeuten, bleibt: Es gehört allen hier.",
  notRemembered: (words) => `An „${words}“ oder Ähnliches erinnere ich mich nicht.`,
  whichToForget: "Was davon meinst du?",

  ...germanHome,
  answers: germanAnswers,
  notices: germanNotices,
  jobs: germanJobs,
  runs: germanRuns,
  triage: germanTriage,
  signIn: germanSignIn,
  terminal: germanTerminal,
  pages: germanPages,
  admin: germanAdmin,
};
