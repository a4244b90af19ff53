/** Characters of a text that are looked at. */
const mostRead = 400;
/** Everyday words that tell a language; fewer might be names. */
const leastWords = 2;

/**
 * The language, other than English, that a text is written in, if it is one of ours and its everyday words leave no doubt.
 * English tells nothing: it is also what people write who have set another language.
 */
export const writtenLanguage = (text: string): "de" | undefined => {
  const words =
    text
      .slice(0, mostRead)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const germanWords = words.filter((word) => german.has(word)).length;
  const englishWords = words.filter((word) => english.has(word)).length;
  return germanWords >= leastWords && germanWords > englishWords ? "de" : undefined;
};

/** No word that English has, too. */
const german = new Set(
  `aber alle allen aller alles als auch auf aus bei beim beiden bis bitte da damit danke dann das dass davon dem den denn der des dich dies diese
  diesem diesen dieser dieses dir doch du durch ein eine einem einen einer eines einmal etwas euch euer für gab gegen gestern gib gibt
  habe haben hast hat hatte hatten heute ich ihm ihn ihr ihre ihren im ist ja je jede jedem jeden jeder jedes jetzt kann kannst kein keine
  keinen keiner können könnt könnte könntest lass letzte letzten letzter letztes machen mehr mein meine meinen meiner mich mir mit monat
  monate monaten morgen muss müssen nach nenne nicht nichts noch nur oder ohne pro quartal quartale schon sehr sein seine seit sich sie sind
  soll sollte sollten sondern starte stoppe tag tage tagen über uhr um und uns unser unsere unserem unseren unserer unter viel viele vielen
  vom von vor waren warum welche welchem welchen welcher welches wem wen wenn wer werden wie wieder wieso wieviel wir wird wo woche wochen
  wurde wurden zeig zeige zu zum zur zwischen jahr jahre jahren jahres`
    .trim()
    .split(/\s+/),
);

const english = new Set(
  `a an and any are be been by can could did do does each every for from get give had has have how in is it its last let like list many me more
  most much my no not of on or our over per please show since tell than that the their them there these they this those to was were we
  what when where which who whom why will with would you your`
    .trim()
    .split(/\s+/),
);
