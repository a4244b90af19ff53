/** What the word behind a number multiplies it by: `2.5 k`, `45 Mio.`, `3.2 lakh`, `4500万`. 1 where there is none. */
export const scaleOf = (after: string): number => scales.find(([words]) => words.test(after))?.[1] ?? 1;

/** A blank at most, then one of these words. */
const word = (words: string): RegExp =>
  new RegExp(`^[ \\u00a0\\u202f]?(?:${words.trim().replaceAll(/\s+/g, "|").replaceAll("_", "[ ]")})(?![\\p{L}])`, "iu");

/** In English, German, French, Spanish, Portuguese, Italian and Dutch; in India; in Chinese, Japanese and Korean. */
const scales: [RegExp, number][] = [
  [word("mil_millones mil_milhões bn b billions? bilh(?:ão|ões) mrd milliarden? milliards? miliard[io] miljard"), 1e9],
  [word("tn trillions? billionen billones biljoen bilioni"), 1e12],
  [word("m mio mn mln millions? millionen mill(?:ón|ones) milh(?:ão|ões) milion[ei] miljoen"), 1e6],
  [word("k thousand tsd tausend mille mil mila duizend"), 1e3],
  [word("lakhs? lacs?"), 1e5],
  [word("crores? cr"), 1e7],
  [/^ ?[千천]/u, 1e3],
  [/^ ?[万萬만]/u, 1e4],
  [/^ ?[億亿억]/u, 1e8],
  [/^ ?[兆조]/u, 1e12],
];
