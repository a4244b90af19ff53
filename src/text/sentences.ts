/** The sentences of a line, without the blanks between them. Chinese and Japanese ones have none. */
export const sentencesIn = (line: string): string[] => {
  const sentences: string[][] = [];
  let before = "";
  for (const piece of line.split(ends)) {
    const last = sentences.at(-1);
    if (last && goesOn(before.slice(-around), piece)) last.push(piece);
    else sentences.push([piece]);
    before = piece;
  }
  return sentences.map((pieces) => pieces.join(" "));
};

const ends = /(?<=[.!?])\s+(?=[\p{Lu}\p{Lo}*“"])|(?<=[。！？])\s*(?=\S)/u;

/** Characters before a point that are looked at. */
const around = 16;

const goesOn = (before: string, next: string): boolean =>
  abbreviated.test(before) || (numbered.test(before) && counted.test(next));

/** A point that shortens a word, as it does before another one: `vs. South`, `z. B. Nord`, `9,9 Mio. Euro`, `U.S. sales`. */
const abbreviated =
  /(?:^|[^\p{L}])(?:\p{L}|vs|approx|resp|incl|excl|est|no|mr|mrs|ms|dr|prof|st|ca|bzw|inkl|exkl|zzgl|abzgl|ggf|evtl|vgl|nr|mio|mrd|tsd|durchschn)\.$/iu;

/** The point of a German ordinal: `24. Dezember`, `4. Quartal`. */
const numbered = /(?:^|[^\p{L}\d.,])\d{1,2}\.$/u;
const counted =
  /^(?:Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|Quartal|Halbjahr|Kalenderwoche|Woche|KW|Tag|Monat|Jahr|Platz|Rang|Stelle)/;
