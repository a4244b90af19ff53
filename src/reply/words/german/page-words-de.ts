import type { pageWords } from "../english/page-words.ts";

export const germanPages: typeof pageWords = {
  about: [
    "Die Anlaufstelle für die Genie-Agenten und Jobs deiner Firma in Databricks, in Slack und Microsoft Teams.",
    "Schreib dem Bot in deinem Chat <b>hilfe</b>, dann zeigt er, was er kann. Deine Firma betreibt ihn, und ihre Administratoren beantworten deine Fragen.",
  ],
  privacyTitle: "Datenschutz",
  privacy: (turnDays, journalDays) => [
    "Deine Firma betreibt diesen Bot auf Servern, die sie selbst gewählt hat. Wer die Software herstellt, bekommt nichts von dem, was du schreibst.",
    "Der Bot liest die Nachrichten, die an ihn gerichtet sind. Deine Fragen schickt er an Databricks Genie und, wenn deine Firma eins eingerichtet hat, an ein Sprachmodell.",
    `Deine Unterhaltungen werden so lange aufgehoben, wie deine Firma es festgelegt hat. Was nötig ist, um eine Frage zu Ende zu bringen, bleibt ${turnDays} Tage, mit den ersten Zeilen der Antwort. ${journalDays} Tage lang hebt der Bot auf, wer welchen Job gestartet oder abgebrochen hat, wer eine Unterhaltung zurückgesetzt hat und wer welchen Agenten was gefragt hat, mit dem SQL und der Zahl der Zeilen der Antwort; deine Firma kann das anders festlegen. Wo mit deinen eigenen Rechten gefragt wird, bleibt deine Anmeldung bei Databricks verschlüsselt gespeichert, bis du dich abmeldest.`,
    "Mit dem Befehl <b>reset</b> vergisst der Bot die Unterhaltung, in der du ihn schreibst, auch in Genie.",
    "Die Administratoren deiner Firma können dir sagen, welche Daten über dich gespeichert sind.",
  ],
  termsTitle: "Nutzungsbedingungen",
  terms: [
    "Du darfst diesen Bot benutzen, soweit es die Regeln deiner Firma für ihre Daten und Systeme erlauben. Jobs, die du startest, werden unter deinem Namen festgehalten.",
    "Antworten berechnet Databricks Genie, und sie können falsch sein. Sieh dir die Quellen und das SQL unter einer Antwort an, bevor du dich auf sie verlässt.",
    "Für die Software gibt es keine Gewährleistung; sie steht unter der Apache License 2.0.",
  ],
};
