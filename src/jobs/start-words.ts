import { stems } from "../text/word-forms.ts";

/* What people say when they want a job started, apart from its name. */

/**
 * A start that is wished for another time, again and again, or under a condition: jobs are started at once, and once. The
 * names of the job say nothing of it: "Daily load".
 */
export const asksForLater = (words: string, names: readonly string[] = []): boolean => {
  const own = new Set(names.flatMap((name) => stems(name)));
  const wish = words.slice(0, mostWish).replace(/[\p{L}\p{N}]+/gu, (word) => (isOf(own, word) ? "" : word));
  return later.some((way) => way.test(wish));
};

const isOf = (own: ReadonlySet<string>, word: string): boolean => stems(word).some((stem) => own.has(stem));

/** Characters of a wish that are looked at. */
const mostWish = 500;

const later: readonly RegExp[] = [
  /\b(?:tonight|later|every|each|daily|weekly|hourly|monthly|twice|thrice|\d{1,3} times|after|before|when|once (?:the|it|this|that|we|i)|if|unless|until|as soon as|schedule|in (?:an?|half an|\d{1,3}) (?:hours?|minutes?|days?|weeks?)|at (?:\d{1,2}(?::\d\d)?|noon|midnight)|next (?:week|month|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/i,
  /(?<!\bfor )(?<![=\p{L}])\btomorrow\b/iu,
  /(?<!\p{L})(?:später|heute abend|jede[nrs]?|täglich|wöchentlich|stündlich|zweimal|dreimal|nachdem|bevor|sobald|wenn|falls|in (?:einer|\d{1,3}) (?:stunden?|minuten|tagen)|um \d{1,2}(?::\d\d)?(?: uhr)?|am (?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag))(?!\p{L})/iu,
  /(?<!(?:für|ab|bis|vom) )(?<![=\p{L}])morgen(?! (?:früh)?\p{L})(?!\p{L})/iu,
];

/** The sentence says no more than the name of a job, with a few words around it and with values. */
export const isNameAlone = (text: string, names: readonly string[]): boolean => {
  const own = new Set(names.flatMap((name) => stems(name)));
  const words = text.slice(0, mostWish).split(/[\s,;]+/);
  return words.every((word) => isValue(word) || stems(word).every((stem) => own.has(stem) || around.has(stem)));
};

/** `days=3`, "2026-11-01", "sales.orders" */
const isValue = (word: string): boolean => /[=\d]|\p{L}\.\p{L}/u.test(word);

const around = new Set(
  stems(
    `the a an our my this that it of on to with for and all job jobs run pipeline workflow please now again once more today yesterday just quickly thanks pls plz since until from
     go ahead ok okay yes bitte jetzt nochmal noch mal einmal heute gestern den die das lauf für mit ab von bis ja los`,
  ),
);

/** "Don't run it", "no need to start it" */
export const denies = (text: string): boolean =>
  /^(?:no|never|nie|kein\p{L}{0,2})(?!\p{L})|(?<!\p{L})(?:don'?t|do not|doesn'?t|never|not|nicht|niemals|no need)(?!\p{L})/iu.test(
    text.slice(0, mostWish),
  );

/** It is the start that must not be: "don't run it", "Bitte starte ihn nicht". */
export const deniesStart = (text: string): boolean => {
  const wish = text.trim().slice(0, mostWish);
  return deniedStarts.some((way) => way.test(wish));
};

const deniedStarts: readonly RegExp[] = [
  /^(?:(?:please|no|ok(?:ay)?|hey)[\s,]+){0,2}(?:don'?t|do not|never|no need to|(?:i|we|you) (?:don'?t|do not|shouldn'?t|should not|mustn'?t|must not)(?: (?:want|have|need)(?: you)? to)?)(?: (?:ever|just|yet))? (?:re-?)?(?:run|start|launch|trigger|kick|execute)\b/i,
  /^(?:bitte )?(?:starte?|führe?|lass(?:e|t)?)(?!\p{L}).{0,200}(?<!\p{L})nicht(?!\p{L})/iu,
  /(?<!\p{L})nicht (?:mehr )?(?:starten|ausführen|anstoßen|laufen lassen)[\s.!]*$/iu,
];
