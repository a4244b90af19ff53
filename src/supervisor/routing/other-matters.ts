import { keyOf, type Word, wordsIn } from "./question-words.ts";

/* What people also say to a bot, and what is no matter of a company's data, unless an agent knows the word. */

const others = [
  ...`weather, rain, raining, snow, snowing, sunshine, joke, poem, song, recipe, pizza, lunch, dinner, breakfast, restaurant, canteen, horoscope, football, soccer,
  movie, flight, hotel, taxi, train ticket, parking, vacation, vacations, holiday allowance, sick leave, payslip, birthday, girlfriend, boyfriend,
  politics, election, president, chancellor, bitcoin, lottery, exchange rate, yen, homework, essay, haiku, meeting room, linkedin, translate,
  share price, stock price, stock market, stock exchange, the competition, the train, a train, the bus, the tram, the subway, train station, traffic,
  office, coffee, gym, dentist, doctor, museum, concert, birthday cake, christmas party, dress code, car park, lost property,
  competitor, competitors, days of leave, days of holiday, annual leave, paid leave, parental leave, maternity leave, days off, my monitor, my screen, my keyboard, my headset, my mouse,
  schneien, schneit, schnee, regnen, regnet, konkurrenz, wettbewerber, mein monitor, mein bildschirm, wetter, kantine, urlaub, urlaubstage, handyvertrag, fußball, witz, gedicht, rezept, mittagessen, geburtstag, flug, hotelzimmer, drucker, wlan, parkplatz,
  saved my day, made my day, capital of, meaning of life, my own laptop, my laptop, my computer, my phone, turn on, wifi, printer, vpn, python function, python script, javascript`.split(
    ",",
  ),
  ...`developer mode, system prompt, your prompt, your instructions, previous instructions, your rules, rules above, your environment, your secrets,
  api keys, jailbreak, you are now, pretend to be, your password`.split(","),
].map((phrase) => wordsIn(phrase));

const starts = Map.groupBy(others, ([first]) => first?.stem ?? "");

const untils = new Set("before after by until over during vor nach bis".split(" "));
const joints = new Set("and but or und aber oder y pero et mais".split(" "));

/** The words without the parts of a sentence that are about another matter. */
export const withoutOtherMatters = (words: readonly Word[], phrases: ReadonlyMap<string, unknown>): Word[] => {
  const isOther = (at: number): boolean =>
    // "Before lunch" is a time.
    !untils.has(words[at - 1]?.text ?? "") &&
    (starts.get(words[at]?.stem ?? "") ?? []).some(
      (other) => !phrases.has(keyOf(other)) && keyOf(words.slice(at, at + other.length)) === keyOf(other),
    );
  const parts: Word[][] = [];
  const left: Word[] = [];
  for (const [at, word] of words.entries()) {
    if (at === 0 || word.clause !== words[at - 1]?.clause || joints.has(word.text)) parts.push([]);
    parts.at(-1)?.push(word);
  }
  let from = 0;
  for (const part of parts) {
    if (!part.some((_, offset) => isOther(from + offset))) left.push(...part);
    from += part.length;
  }
  return left;
};
