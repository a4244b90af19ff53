import type { noticeWords } from "../english/notice-words.ts";
import { listed } from "../listed.ts";

const asked = "die Person, die gefragt hat";

export const germanNotices: typeof noticeWords = {
  noAgents:
    "Hier gibt es keinen Agenten, den ich für dich fragen darf. Ein Administrator kann das ändern (Einstellung allow der Agenten).",
  agentCount: (count) => (count === 1 ? "Ein Agent" : `${count} Agenten`),
  unknownCommand: (text, meant) => `Ich kenne den Befehl „${text}“ nicht. Meinst du „${meant}“?`,
  askAgents: "Nein, die Agenten fragen",
  notYours: (who) => `Nur ${who ?? `${asked},`} oder ein Administrator kann diese Frage abbrechen.`,
  notYoursToForget: (who) =>
    `Nur ${who ?? "die Person, die diese Unterhaltung begonnen hat,"} oder ein Administrator kann sie mich vergessen lassen.`,
  notYoursToRemove: (who) => `Nur ${who ?? `${asked},`} oder ein Administrator kann diese Nachricht entfernen.`,
  answeredPrivately: "Ich antworte dir in unseren Direktnachrichten.",
  answeredElsewhere: (agents) =>
    `${listed(agents, "und")} ${agents.length === 1 ? "antwortet" : "antworten"} nur vertraulich. Darum schicke ich die Antwort als Direktnachricht an die Person, die gefragt hat.`,
  noDirectChat:
    "Ich kann dir nicht direkt schreiben, darum habe ich niemanden gefragt. Öffne bitte erst einen Chat mit mir, und frag dann dort.",
  noLongerToShare:
    "Ich kann diese Antwort dort nicht teilen: Du darfst die Agenten dahinter an diesem Ort nicht mehr fragen.",
  notHereToShare: "Diese Antwort lässt sich dort nicht teilen: Ein Agent dahinter antwortet nur vertraulich.",
  notYoursToShare: "Nur wer gefragt hat, kann diese Antwort teilen.",
  shared: "Erledigt: Deine Antwort steht in der Unterhaltung, in der du gefragt hast.",
  alreadyShared: "Diese Antwort hast du schon geteilt.",
  orphan: "Die Antwort auf diese Frage steht in einer anderen Nachricht dieser Unterhaltung.",
  whatAboutIt: "Das habe ich gelesen. Was möchtest du dazu wissen?",
  onlyFiles: (files) =>
    `${files === 1 ? "Die Datei, die du geschickt hast, kann ich nicht lesen" : "Dateien kann ich nicht lesen"}. Bitte schreib deine Frage.`,
  answerNotShown: "Deine Antwort ist fertig, ließ sich hier aber nicht zeigen. Bitte versuch es gleich noch einmal.",
  showAnswer: "Antwort anzeigen",
  answerNotKept: "Ich habe diese Antwort nicht mehr. Bitte frag noch einmal.",
  notYourAnswer: (who) =>
    `Diese Antwort sehen nur ${who ?? asked}, die Menschen in der Unterhaltung und Administratoren.`,
  noMoreOfAnswer:
    "Was hier steht, kannst du lesen. Mehr davon sehen nur die, die auch die Agenten hinter dieser Antwort fragen dürfen.",
  fileNotAttached: (rows, agent) =>
    `Die Datei von **${agent}** mit allen ${rows} konnte ich nicht anhängen; die Antwort oben zeigt die ersten.`,
  restInGenie: (link) => `Den Rest siehst du in Genie: ${link("In Genie öffnen")}.`,
  fileLink: (link) =>
    `${link("Datei herunterladen")}. Der Link gilt einmal, in den nächsten zehn Minuten, und nur für dich: Wer ihn hat, bekommt die Datei.`,
  download: "Datei herunterladen",
  linkUsed:
    "Dieser Link wurde schon benutzt oder ist abgelaufen. Drück noch einmal auf den Knopf unter der Antwort, dann bekommst du einen neuen.",
  noPublicAddress:
    "Dieser Chat nimmt keine Dateien von mir an, und ich habe keine Webadresse, von der du eine herunterladen könntest. Frag mich in einer Direktnachricht, oder bitte einen Administrator, PUBLIC_URL zu setzen.",

  cancelled: (who, seconds) => `Nach ${seconds} s abgebrochen${who === undefined ? "" : `, von ${who}`}.`,
  anAdministrator: "einem Administrator",
  queryStopped: (name) => `- **${name}**: die Abfrage wurde im Warehouse gestoppt`,
  waitingStopped: (name) => `- **${name}**: ich warte nicht mehr darauf; es lief noch keine Abfrage`,
  hadAnswered: (name, text) => `- **${name}** hatte schon geantwortet: ${text}`,
  nothingAskedYet: "Ich hatte noch niemanden gefragt.",
  moment: "Einen Moment",
  aboutData: "Eine Frage zu Daten",
  deadButton: "Dieser Knopf funktioniert nicht mehr.",
  oldTeams:
    "Diese Version von Teams kann die Karte nicht zeigen. Bitte öffne sie in Teams auf einem Computer oder im Browser.",

  alertPrepared: (name, text) =>
    `Ich habe diesen Alarm an **${name}** vorbereitet. Er wird erst gesendet, wenn du klickst.\n\n> ${text}`,
  alertGone: "Ich habe diesen Alarm nicht mehr. Bitte frag noch einmal.",
  alertUnsent:
    "Wen du alarmieren wolltest, ist hier nicht mehr eingerichtet, darum sende ich nichts weiter. Bitte sag auf anderem Weg Bescheid.",
  notYourAlert: (who) => `Nur ${who ?? `${asked},`} oder ein Administrator kann über diesen Alarm entscheiden.`,
  alertDeclined: "In Ordnung: Es wurde nichts gesendet.",
  alertConfirmed: (name) => `Ich sende den Alarm an ${name}.`,
  alertTitle: (name, who) => `Alarm für ${name} von ${who ?? "jemandem hier"}`,
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
