import { stemsOf } from "../reading/words.ts";
import type { Measure, Subject } from "../subject.ts";
import type { Piece, Tag } from "../tags.ts";

/*
 * Verbs that say no more than that there was something: "how many failures did finance rack up", "wie viele Abfragen hat
 * svc-etl abgesetzt". They are a small closed class, and each kind of them goes with one kind of noun. A verb that is none
 * of them (returned, cancelled, saved) would change what is counted, so it stays unknown and is asked back.
 */

/** The pieces in which such verbs say nothing, with the particle that belongs to them. */
export const withLightVerbs = (pieces: readonly Piece[], subject: Subject): Piece[] => {
  const light = new Set(pieces.flatMap((_, at) => (isLight(pieces, at, subject) ? [at] : [])));
  return pieces.map((piece, at) => {
    const isParticle = PARTICLES.test(piece.text) && (light.has(at - 1) || isConsuming(pieces[at - 1], subject));
    return light.has(at) || isParticle ? { ...piece, tag: { is: "filler" }, isEcho: true } : piece;
  });
};
const PARTICLES = /^(?:up|into|off|through|out)$/;

/** True for a word of that class, so that it is not taken for a typing error. */
export const isLightVerb = (word: string): boolean => kindOf(word) !== undefined;

const isLight = (pieces: readonly Piece[], at: number, subject: Subject): boolean => {
  const { tag, text } = pieces[at] ?? { tag: { is: "filler" }, text: "" };
  const kind = tag.is === "unknown" ? kindOf(text) : undefined;
  if (!kind) return false;
  const isBreak = ({ clause, tag: { is } }: Piece) => clause || is === "joint";
  const from = Math.max(pieces.slice(0, at + 1).findLastIndex(isBreak), 0);
  const end = pieces.findIndex((piece, index) => index > at && isBreak(piece));
  return kind.fits(pieces.slice(from, end < 0 ? undefined : end), at - from, subject);
};

interface Kind {
  verbs: ReadonlySet<string>;
  /** The clause has the noun that the verb at `index` goes with. */
  fits(clause: readonly Piece[], index: number, subject: Subject): boolean;
}

const verbs = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/).flatMap((word) => stemsOf(word)));
const kindOf = (word: string): Kind | undefined => kinds.find((kind) => kind.verbs.has(stemsOf(word)[0] ?? ""));

const kinds: readonly Kind[] = [
  // There were some: of any noun of the data.
  {
    verbs:
      verbs(`rack clock chalk notch pile accumulate amass log record register document hit encounter experience suffer
      face incur occur arise arose pop crop verzeichnet verzeichneten registriert erfasst protokolliert aufgetreten
      vorgekommen angefallen eingetreten entstanden zusammengekommen aufgelaufen angesammelt angehauft passiert`),
    fits: (clause, _, subject) => clause.some(({ tag }) => isNoun(tag) || isReason(tag, subject)),
  },
  // Somebody made them: of rows that are acts, where it is said who did it.
  {
    verbs: verbs(`fire issue submit launch place trigger abgesetzt abgeschickt abgefeuert gestellt aufgegeben gestartet
      ausgelost`),
    fits: (clause, index) =>
      clause.some(({ tag }) => tag.is === "records" || (tag.is === "measure" && tag.measure.sql === "COUNT(*)")) &&
      clause.some(({ tag, text }, at) => at < index && (ACTORS.has(tag.is) || /^(?:was|were|been)$/.test(text))),
  },
  // Bad ones came of it.
  {
    verbs: verbs("produce yield throw threw produziert geliefert erzeugt hervorgebracht"),
    fits: (clause) => clause.some(({ tag }) => isBad(tag)),
  },
  // It was used up: of what adds up and is better low.
  {
    verbs: verbs(`chew gobble guzzle munch devour swallow blow verheizt verbraten verpulvert verschlungen gefressen
      geschluckt verbraucht`),
    fits: (clause) => clause.some(({ tag }) => isUsedUp(tag)),
  },
  // It came in: of money that adds up and is better high.
  {
    verbs: verbs("rake haul reingeholt hereingeholt eingespielt eingefahren"),
    fits: (clause) => clause.some(({ tag }) => tag.is === "measure" && isIncome(tag.measure)),
  },
];

const ACTORS = new Set(["value", "who", "dimension"]);

const isNoun = ({ is }: Tag): boolean => is === "measure" || is === "records" || is === "flag";

/** "A CLOUD_FAILURE": why a row failed, so it counts rows. */
const isReason = (tag: Tag, { why }: Subject): boolean => tag.is === "value" && tag.dimension.name === why;

const isBad = (tag: Tag): boolean => tag.is === "measure" && tag.measure.lowIsGood === true && tag.measure.adds;

const isUsedUp = (tag: Tag): boolean => isBad(tag) && tag.is === "measure" && tag.measure.flag === undefined;

const isIncome = ({ adds, unit, lowIsGood }: Measure): boolean => adds && unit === "amount" && !lowIsGood;

/** "Burned through": the verb is the figure itself. */
const isConsuming = (piece: Piece | undefined, subject: Subject): boolean =>
  piece?.tag.is === "measure" &&
  isUsedUp(piece.tag) &&
  /^(?:burn|burned|burnt|eat|ate|eaten|run|ran)$/.test(piece.text) &&
  subject.main === piece.tag.measure.name;
