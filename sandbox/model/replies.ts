/** What the rules say themselves, in the language of the question: English or German. */
const english = {
  what: "What would you like to know? Here are some questions I can get answered.",
  noSuchThing: (names: string) => `I can't tell or change that. Ask me about ${names}.`,
  elsewhere: (names: string) => `I only answer from the company's data. Ask me about ${names}.`,
  hello: (names: string) => `Hello! Ask me about ${names}.`,
  welcome: "You're welcome.",
  askedFor: (terms: readonly string[]) => `asked for ${terms.join(" and ")}`,
  introduction: (names: string) => `I pass questions to these data agents and bring back one answer: ${names}.`,
};

const german: typeof english = {
  what: "Was möchtest du wissen? Diese Fragen kann ich zum Beispiel beantworten lassen.",
  noSuchThing: (names) => `Das kann ich nicht sagen oder ändern. Frag mich nach ${names}.`,
  elsewhere: (names) => `Ich antworte nur aus den Daten der Firma. Frag mich nach ${names}.`,
  hello: (names) => `Hallo! Frag mich nach ${names}.`,
  welcome: "Gern geschehen.",
  askedFor: (terms) => `gefragt nach ${terms.join(" und ")}`,
  introduction: (names) => `Ich gebe Fragen an diese Datenagenten weiter und bringe eine Antwort zurück: ${names}.`,
};

/** Words that few English sentences have. */
export const isGerman = (question: string): boolean =>
  /[äöüß]/i.test(question) ||
  /\b(?:der|das|und|ist|sind|wie|wer|wo|ich|mir|uns|zeig|zeige|bitte|hallo|moin|guten|danke|hilfe|nach|im|kannst|welche[rnms]?|wird|die|warum|wieso|wann|haben|wurden?|für|dauern|unsere?n?)\b/i.test(
    question,
  );

export const repliesTo = (question: string): typeof english => (isGerman(question) ? german : english);
