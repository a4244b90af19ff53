/*
 * Set phrases of spoken English, by what is read in their place; those of the first line say nothing. "~" is an article or
 * "my", "your" and the like, or nothing.
 */
const lines = `
: over ~ whole lifetime, over ~ entire lifetime, over ~ lifetime, whatsoever, honest question, small fry, that is enough, for a sec, hold on a sec, hold on, hang on a sec, hang on, one sec, just a sec, remind me again, remind me, refresh my memory, jog my memory, help me out here, help me out, do me a favour, do me a favor, sorry to be a pain but, sorry to be a pain, sorry to bug you but, sorry to bug you, give or take, off the top of your head, comfortably, to be honest, to be fair, between you and me, if you ask me, for crying out loud, for heaven's sake, for the life of me, believe it or not, by any chance, when all is said and done, as it were, in the world, on earth, the heck, the hell, the devil, you know what, or what, and so on, and stuff, or something, or anything, or whatever, kinda, sorta, like i said, as i said, as far as you know, i mean, i guess, i suppose, i reckon, mind you, be honest, no kidding, no pressure, no rush, whatever they did with it, whatever it was, whatever they did, whatever that means, no matter what, no matter what it was, regardless of what it was, behaved and, were good and, played nice and, absolute, in ~ hurry, on the spot, from the horse's mouth, long story short, cut a long story short, to cut a long story short, so to speak, at long last, for once, as we speak, going by what we've sold, going by what we sold, and whatnot, and all that, please and thank you, if you please, cheers, ta, much obliged, ballpark, ballpark figure, in the grand scheme of things, all things considered, in plain english, fair and square, hand on heart, on the books, on our books, on your books, for the two of them, of the two of them, between the two of them, for both of them
each: one by one, separately for each
have: look after, take care of
since when: since what day, since which day, since what date, since which date
who ran it: who fired it, who fired it off, who kicked it off, who submitted it, who launched it
where: where did it run, where was it run
until: til, 'til, untill
were: turned out, turned out to be
faster: quicker, speedier
fastest: quickest, speediest
slower: more slowly
who: whose was it, whose were they, whose is it
which: which of the two, which one of the two, which of them both
without waiting: straight away, right away with zero waiting, straight away with zero waiting, straight off the bat
ran: got going, got off the ground
show: take me through, walk me through, talk me through, run me through
how long did it take: how long did it drag on, how long did it sit there, how long did it go on for
minutes did it take: minutes did it drag on, minutes did it sit there, minutes did it go on for
seconds did it take: seconds did it drag on, seconds did it sit there, seconds did it go on for
above reorder level: before each hits ~ reorder level, before each hits ~ reorder point, before each reaches ~ reorder level, before they hit ~ reorder level, before they reach ~ reorder level, before we hit ~ reorder level, before we hit ~ reorder point, before we reach ~ reorder level, before we reach ~ reorder point, before it hits ~ reorder level, before it hits ~ reorder point, before it reaches ~ reorder level, before it reaches ~ reorder point, before they hit ~ reorder level, before they hit ~ reorder point, before they reach ~ reorder level, before they reach ~ reorder point, before we get to ~ reorder level, before we get to ~ reorder point
sold: rang something up, ring something up, rang anything up
in total: all thrown together, everything thrown together, thrown together, all lumped together, lumped together, all rolled into one, all rolled together, all in all, everything counted, all told, everything added up, when you add it all up, the whole lot, the whole shebang, lock stock and barrel
and how much was it: and how bad was it, and how bad, and how steep was it, and what was the damage, and how badly
where every check passed: with ~ clean sheet
never failed: ran clean, ran like clockwork, kept ~ clean sheet, have ~ clean sheet, kept ~ clean slate, never put ~ foot wrong, did not put ~ foot wrong
without a failure: not one hiccup, without a hiccup, not a single hiccup, without a glitch, not one glitch, not a single glitch, not one failure
recently: in recent weeks, over recent weeks, these past weeks
now: right now, as of now, at this point, by now, this very minute, as things stand
top: top of the pops, top of ~ heap, top of ~ pile
`;

interface SetPhrase {
  words: string[];
  meaning: string;
}

const phrases: SetPhrase[] = lines
  .split("\n")
  .filter((line) => line.includes(":"))
  .flatMap((line) => {
    const [meaning = "", list = ""] = line.split(":");
    return list.split(",").map((phrase) => ({ words: phrase.trim().split(" "), meaning: meaning.trim() }));
  });
const byFirst = Map.groupBy(
  phrases.toSorted((one, other) => other.words.length - one.words.length),
  ({ words }) => words[0] ?? "",
);
const POSSESSIVES = new Set("a an the my our your his her its their".split(" "));

/** The text with the meaning of its set phrases in their place. */
export const withoutSetPhrases = (text: string): string => {
  const words = [...text.matchAll(/[\p{L}\p{N}]+(?:'\p{L}+)?/gu)];
  let read = "";
  let [from, at] = [0, 0];
  while (at < words.length) {
    const found = phraseAt(text, words, at);
    const first = words[at];
    const last = words[at + (found?.length ?? 1) - 1];
    if (found && first && last) {
      read += text.slice(from, first.index) + found.meaning;
      from = last.index + last[0].length;
    }
    at += found?.length ?? 1;
  }
  return read + text.slice(from);
};

/** The longest phrase from a word on; a sign between its words parts them. */
const phraseAt = (
  text: string,
  words: readonly RegExpExecArray[],
  at: number,
): { meaning: string; length: number } | undefined => {
  for (const { words: phrase, meaning } of byFirst.get(textOf(words[at])) ?? []) {
    let length = 0;
    const isHere = phrase.every((word) => {
      const next = words[at + length];
      if (word === "~") {
        if (POSSESSIVES.has(textOf(next))) length += 1;
        return true;
      }
      const before = words[at + length - 1];
      const isNear =
        length === 0 || (before && next && /^[ -]$/.test(text.slice(before.index + before[0].length, next.index)));
      length += 1;
      return isNear && textOf(next) === word;
    });
    if (isHere) return { meaning, length };
  }
  return undefined;
};

const textOf = (word: RegExpExecArray | undefined): string => word?.[0].toLowerCase() ?? "";
