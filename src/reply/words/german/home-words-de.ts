import type { homeWords } from "../english/home-words.ts";
import { listed } from "../listed.ts";

export const germanHome: typeof homeWords = {
  languageName: "Deutsch",
  homeTitle: (name) => (name === undefined ? "Hallo" : `Hallo, ${name}`),
  homeIntro:
    "Frag mich in deinen eigenen Worten nach den Daten der Firma: Ich suche die Agenten aus, frage sie und gebe dir eine Antwort mit ihren Quellen. Das hier siehst nur du.",
  homeAgents: "Agenten, die du fragen kannst",
  homeJobs: "Jobs, die du starten kannst",
  homeQuestions: "Deine letzten Fragen",
  homeRuns: "Deine letzten Läufe",
  homeSettings: "Deine Einstellungen",
  homeMore: (count) => `… und ${count} weitere`,
  homeAll: "Alle anzeigen",
  homeStart: "Starten",
  homeStatus: "Status",
  homeOpen: "Bin dabei",
  homeLanguage: "Sprache",
  homeAsAsked: "wie du es mir gesagt hast",
  homeAsPlatform: "wie in deinem Konto",
  homeRights: "Rechte in Databricks",
  homeBotRights: "Ich frage mit meinen eigenen Rechten, für alle gleich.",
  homeSignedIn: (user, since) => `Ich frage mit deinen eigenen Rechten: Du bist seit ${since} als ${user} angemeldet.`,
  homeNotSignedIn: "Du bist nicht angemeldet; Agenten, die deine eigenen Rechte brauchen, bitten dich darum.",
  homeMemory: (count) => (count === 1 ? "Eine Sache, nur für dich." : `${count} Dinge, nur für dich.`),
  homeSignIn: "Anmelden",
  homeSignOut: "Abmelden",
  greeting:
    "Hallo! Erwähnt mich mit einer Frage zu euren Daten, dann antworte ich in ihrem Thread, mit meinen Quellen.",
  greetingAgents: (agents, others) =>
    `Hier kann ich ${listed(others > 0 ? [...agents, `${others} weitere`] : agents, "und")} fragen.`,
  greetingHelp: "Ich kann auch Databricks-Jobs starten und beobachten; „help“ zeigt alles.",

  aboutTitle: "Genie dazu fragen",
  aboutIntro: "Deine Frage kommt in den Thread dieser Nachricht, wo andere sie und die Antwort lesen können.",
  aboutQuestion: "Deine Frage",
  aboutHint: "Ich nehme die Nachricht als Zusammenhang dazu.",
  aboutAsk: "Fragen",
  aboutNothing: "In dieser Nachricht steht kein Text, den ich lesen kann. Erwähne mich stattdessen mit deiner Frage.",
  aboutGone: "Ich habe diese Nachricht nicht mehr. Bitte ruf die Aktion an der Nachricht noch einmal auf.",
  aboutLate: "Das hat zu lange gedauert, darum ging das Formular nicht auf. Bitte versuch es noch einmal:",
};
