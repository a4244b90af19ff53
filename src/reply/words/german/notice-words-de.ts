import type { noticeWords } from "../english/notice-words.ts";
import { listed } from "../listed.ts";

const asked = "wer gefragt hat";

export const germanNotices: typeof noticeWords = {
  noAgents:
    "Hier gibt es keinen Agenten, den ich für dich fragen darf. Ein Administrator kann das ändern (Einstellung allow der Agenten).",
  agentCount: (count) => (count === 1 ? "Ein Agent" : `${count} Agenten`),
  unknownCommand: (text, meant) => `Den Befehl „${text}“ kenne ich nicht. Meinst du „${meant}“?`,
  askAgents: "Nein, die Agenten fragen",
  notYours: (who) => `Nur ${who ?? asked} oder ein Administrator kann diese Frage abbrechen.`,
  notYoursToForget: (who) =>
    `Nur ${who ?? "wer diese Unterhaltung begonnen hat"} oder ein Administrator kann sie mich vergessen lassen.`,
  notYoursToRemove: (who) => `Nur ${who ?? asked} oder ein Administrator kann diese Nachricht entfernen.`,
  answeredPrivately: "Ich antworte dir in unseren Direktnachrichten.",
  answeredElsewhere: (agents) =>
    `${listed(agents, "und")} ${agents.length === 1 ? "antwortet" : "antworten"} nur vertraulich. Darum geht die Antwort als Direktnachricht an die Person, die gefragt hat.`,
  noDirectChat:
    "Ich kann dir nicht direkt schreiben, darum habe ich niemanden gefragt. Öffne bitte erst einen Chat mit mir, und frag dann dort.",
  noLongerToShare:
    "Dort zeige ich diese Antwort nicht: An diesem Ort darfst du die Agenten dahinter nicht mehr fragen.",
  notHereToShare: "Dort lässt sich diese Antwort nicht teilen: Ein Agent dahinter antwortet nur vertraulich.",
  notYoursToShare: "Nur wer gefragt hat, kann diese Antwort teilen.",
  shared: "Erledigt: Deine Antwort steht in der Unterhaltung, in der du gefragt hast.",
  alreadyShared: "Diese Antwort hast du schon geteilt.",
  orphan: "Die Antwort auf diese Frage steht in einer anderen Nachricht dieser Unterhaltung.",
  whatAboutIt: "Das habe ich gelesen. Was möchtest du dazu wissen?",
  onlyFiles: (files) =>
    `${files === 1 ? "Die Datei, die du geschickt hast, kann ich nicht lesen" : "Dateien kann ich nicht lesen"}. Bitte schreib deine Frage.`,
  answerNotShown: "Deine Antwort ist fertig, ließ sich hier aber nicht zeigen. Bitte versuch es gleich noch einmal.",
  showAnswer: "Antwort zeigen",
  answerNotKept: "Diese Antwort habe ich nicht mehr. Bitte frag noch einmal.",
  notYourAnswer: (who) =>
    `Diese Antwort sehen nur ${who ?? asked}, die Menschen in jener Unterhaltung und Administratoren.`,
  noMoreOfAnswer:
    "Was hier steht, kannst du lesen. Mehr davon sehen nur die, die auch die Agenten hinter dieser Antwort fragen dürfen.",
  fileNotAttached: (rows, agent) =>
    `Die Datei von **${agent}** mit allen ${rows} konnte ich nicht anhängen; die Antwort oben zeigt die ersten.`,
  restInGenie: (link) => `Den Rest siehst du in Genie: ${link("In Genie öffnen")}.`,
  fileLink: (link) =>
    `${link("Datei herunterladen")}. Der Link gilt einmal, in den nächsten zehn Minuten, und nur für dich: Wer ihn hat, bekommt die Datei.`,
  download: "Datei herunterladen",
  linkUsed:
    "Dieser Link ist schon benutzt, oder seine Zeit ist um. Drück noch einmal auf den Knopf unter der Antwort, dann bekommst du einen neuen.",
  noPublicAddress:
    "Dieser Chat nimmt von mir keine Dateien, und ich habe keine Webadresse, von der du sie herunterladen könntest. Frag mich in einer Direktnachricht, oder bitte einen Administrator, PUBLIC_URL zu setzen.",

  cancelled: (who, seconds) => `Nach ${seconds} s abgebrochen${who === undefined ? "" : `, von ${who}`}.`,
  anAdministrator: "einem Administrator",
  queryStopped: (name) => `- **${name}**: die Abfrage wurde im Warehouse gestoppt`,
  waitingStopped: (name) => `- **${name}**: darauf warte ich nicht mehr; eine Abfrage lief noch nicht`,
  hadAnswered: (name, text) => `- **${name}** hatte schon geantwortet: ${text}`,
  nothingAskedYet: "Gefragt hatte ich noch niemanden.",
  moment: "Einen Moment",
  deadButton: "Dieser Knopf tut nichts mehr.",
  oldTeams:
    "Diese Version von Teams kann die Karte nicht zeigen. Bitte öffne sie in Teams auf einem Computer oder im Browser.",

  alertPrepared: (name, text) =>
    `Diesen Alarm an **${name}** habe ich vorbereitet. Gesendet wird erst, wenn du klickst.\n\n> ${text}`,
  alertGone: "Diesen Alarm habe ich nicht mehr. Bitte frag noch einmal.",
  alertUnsent:
    "Wen du alarmieren wolltest, ist hier nicht mehr eingerichtet, darum sende ich nichts weiter. Bitte sag auf anderem Weg Bescheid.",
  notYourAlert: (who) => `Nur ${who ?? asked} oder ein Administrator kann über diesen Alarm entscheiden.`,
  alertDeclined: "In Ordnung: Es wurde nichts gesendet.",
  alertConfirmed: (name) => `Ich sende den Alarm an ${name}.`,
  alertTitle: (name, who) => `Alarm für ${name} von ${who ?? "jemandem aus dem Kollegium"}`,
  alertSubject: (text) => `Alarm: ${text}`,
  alertSentBy: (who) => `Gesendet von ${who} über Genie Concierge.`,
  alertNobody: (name) => `Für ${name} ist niemand eingerichtet, der Alarme bekommt, darum wurde nichts gesendet.`,
  alertWays: (name) => `Der Alarm an **${name}**:`,
  alertChannel: "der Kanal",
  alertStates: {
    sent: "gesendet",
    failed: (reason) => `nicht gesendet. ${reason}`,
    unknown:
      "Ob er gesendet wurde, weiß ich nicht, darum sende ich ihn kein zweites Mal. Frag bitte nach, ob er angekommen ist; wenn nicht, bitte mich noch einmal darum.",
  },
};
