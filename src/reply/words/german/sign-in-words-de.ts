import type { signInWords } from "../english/sign-in-words.ts";
import { listed } from "../listed.ts";

const answers = (agents: readonly string[]): string =>
  `${listed(agents, "und")} ${agents.length === 1 ? "antwortet" : "antworten"}`;
const aboutLink = "Der Link ist nur für dich: Er gilt einmal, in den nächsten zehn Minuten.";

export const germanSignIn: typeof signInWords = {
  signIn: "Bei Databricks anmelden",
  ownRights: (agents) =>
    agents.length === 0
      ? "Das knüpft an eine Antwort an, die mit den Rechten der fragenden Person entstand. Darum antworte ich der Person, die fragt, als Direktnachricht."
      : `${answers(agents)} mit den Rechten der Person, die fragt. Darum antworte ich ihr als Direktnachricht.`,
  toGoOn: (agents) =>
    `${answers(agents)} mit deinen eigenen Rechten in Databricks. Bitte melde dich dafür einmal an, dann mache ich mit deiner Frage weiter. ${aboutLink}`,
  provingWho: (agents) =>
    `${answers(agents)} mit deinen eigenen Rechten in Databricks, darum melde ich dich dort an. Das dauert einen Moment und braucht keinen Klick, außer dein Chat bittet dich darum.`,
  tryingToProve:
    "Ich sehe nach, ob ich dich ohne Klick bei Databricks anmelden kann, damit du mit deinen eigenen Rechten fragst.",
  whoAreYou: "Melde dich bei Databricks an, damit ich dort mit deinen eigenen Rechten fragen kann.",
  waiting: (who) =>
    `Diese Frage wartet, bis sich ${who ?? "die Person, die gefragt hat,"} bei Databricks anmeldet. Der Link steht in den Direktnachrichten.`,
  tooLate:
    "Es hat sich niemand angemeldet, darum wartet diese Frage nicht länger. Frag noch einmal, dann bekommst du einen neuen Link.",
  goingOn: (question) => `Du bist angemeldet, also frage ich: „${question}“`,
  goingOnAsBot: (question) =>
    `Ich konnte dich nicht ohne Klick anmelden, also frage ich mit den Rechten des Bots: „${question}“`,
  offer: `Melde dich bei Databricks an, dann frage ich dort mit deinen eigenen Rechten. ${aboutLink}`,
  signedIn: (user) =>
    `Du bist bei Databricks als **${user}** angemeldet. Agenten, die dafür eingerichtet sind, antworten ab jetzt mit den Rechten dieses Benutzers. Wenn du das nicht warst, tippe \`logout\` und sag einem Administrator Bescheid.`,
  whoYouAre: (user, since) =>
    `Du bist bei Databricks seit ${since} als **${user}** angemeldet. \`logout\` meldet dich ab.`,
  notSignedIn: "Du bist nicht bei Databricks angemeldet. `login` meldet dich an.",
  signedOut: (user) =>
    `Erledigt: Du bist abgemeldet, und ich habe die Tokens von **${user}** vergessen. Ich habe Databricks gebeten, sie auch zu widerrufen.`,
  ownAnswer: (who) =>
    `Für diese Antwort galten die Rechte von ${who ?? "der Person, die gefragt hat"}; nur diese Person kann mehr davon sehen. Stell die Frage selbst, dann bekommst du, was du sehen darfst.`,
  withOwnRights: "Beantwortet mit den Databricks-Rechten der Person, die gefragt hat.",
  withBotRights:
    "Beantwortet mit den Databricks-Rechten des Bots, weil die Person, die gefragt hat, nicht angemeldet ist (login).",
  askedAsOther:
    "Für diese Antwort galten deine eigenen Rechte in Databricks, und du bist nicht mehr als dieser Benutzer angemeldet. Tippe `login`, oder frag noch einmal.",
  notToOutsiders:
    "Für diese Antwort galten deine eigenen Rechte in Databricks, darum zeige ich sie nicht, wo Menschen aus anderen Organisationen mitlesen.",

  pages: {
    aboutTo: (person, platform, host) =>
      `Du erlaubst Genie Concierge gleich, bei Databricks für ${person} in ${platform} zu fragen, mit den Rechten, die diese Person in ${host} hat.`,
    notYou: (person) =>
      `Wenn du nicht ${person} bist, schließ diese Seite: Dann hat jemand seinen Link an dich weitergegeben.`,
    goOn: "Weiter zu Databricks",
    isThisYou: "Bist du das?",
    inChat: (platform, person) => `In ${platform} bist du ${person}.`,
    inDatabricks: (host, user) => `In Databricks (${host}) bist du ${user}.`,
    ifYes: (person, platform, user) =>
      `Wenn du Ja sagst, werden Fragen von ${person} in ${platform} mit den Rechten von ${user} beantwortet. <code>logout</code> beendet das jederzeit.`,
    yes: "Ja, beides bin ich",
    no: "Nein",
    bound: "Du bist angemeldet",
    boundWords: (person, user) =>
      `${person} fragt jetzt mit den Rechten von ${user}. Du kannst diese Seite schließen und in den Chat zurückgehen; wenn eine Frage gewartet hat, beantworte ich sie jetzt.`,
    unchanged: "Es hat sich nichts geändert",
    unchangedWords: "Es wurde niemand angemeldet. Um es noch einmal zu versuchen, öffne den Link im Chat noch einmal.",
    elsewhere: "Diese Anmeldung gehört zu einem anderen Browser",
    elsewhereWords:
      "Sie wurde in einem anderen Browser oder von jemand anderem begonnen, darum wurde niemand angemeldet. Öffne den Link aus deinem eigenen Chat, in diesem Browser.",
    refused: "Es wurde niemand angemeldet",
    over: "Dieser Link gilt nicht mehr",
    overWords:
      "Er wurde schon benutzt, seine zehn Minuten sind um, oder es gibt einen neueren. Tippe login im Chat, dann bekommst du einen neuen Link.",
  },
};
