/*
 * The parts of a question for several agents, as a language model would word them: each stands by itself, with the period
 * and the name that are said only once. An agent whose part cannot stand so gets the question whole.
 */

interface Section {
  agent: string;
  text: string;
  /** What stands between it and the one before. */
  link: string;
}

export interface Words {
  /** Whom a text is for. */
  says: (text: string) => readonly string[];
  /** What the question names in the data, and whose data has it. */
  names: readonly { name: string; agents: readonly string[] }[];
}

const MOST = 600;

/** The question of each agent; undefined: it has no parts that differ. */
export const sections = (
  question: string,
  agents: readonly string[],
  words: Words,
): Map<string, string> | undefined => {
  const text = question.replace(/\s+/g, " ").trim();
  if (agents.length < 2 || agents.length > 3 || text.length > MOST) return undefined;
  const { lead, found } = sectionsIn(resolved(text.split(LINK), words.names).map(withThing), agents, words.says);
  // Who is thought of for the whole, and for none of its parts, is not needed.
  const said = new Set(found.flatMap(({ text: own }) => words.says(own)));
  const isCovered = found.length > 1 && agents.every((id) => found.some(({ agent }) => agent === id) || !said.has(id));
  const isEach = new Set(found.map(({ agent }) => agent)).size === found.length && isCovered;
  if (!isEach) return undefined;
  const mark = /\?/.test(text) ? "?" : "";
  const isShared = isSharedName(found, words.names);
  return new Map(
    dated(found.map((section, at) => worded(section, at, found))).map(({ agent, text: own }) => [
      agent,
      own === "" || DANGLING.test(own) || isShared ? text : capital(`${lead}${bare(own)}${mark}`),
    ]),
  );
};

/** Where clauses are joined; the signs and words in between are kept. */
const LINK =
  /((?:[?!.;:,](?= )(?: (?:and|but|also|plus|und|aber|sowie)(?= ))?|(?: (?:and|but|plus|or|as well as|und|sowie|oder)(?= ))))/i;
const bare = (text: string): string => text.replace(/[\s,;:.!?]+$/, "").trimStart();
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
/** Words for something that is not said in the same part. */
const DANGLING =
  /\bof (?:its|their|his|her)\b|^(?:what|who|how|when|why|where|did|do|does|were|was|are|is)\b.{0,60}\b(?:it|they|them|those|these)\b/i;

/** "How often did it fail": by its name, where one is named before. */
const resolved = (pieces: readonly string[], names: Words["names"]): string[] => {
  const before: string[] = [];
  for (const piece of pieces) {
    const said = names.flatMap(({ name }) => spelt(before.join(""), name) ?? []);
    const [name] = said;
    const isOne = new Set(said).size === 1 && name !== undefined;
    before.push(
      isOne
        ? piece
            .replace(/\b(how many|which) of (?:them|those)\b/i, `$1 ${name}`)
            .replace(/\b(?:the|this|that|der|die|diese) (?:job|table|team|warehouse|product|tabelle)\b/i, name)
            .replace(/\b(?:its|their)\b/i, `${name}'s`)
            .replace(/\b(?:it|they|them)\b/i, name)
        : piece,
    );
  }
  return before;
};

const spelt = (text: string, name: string): string | undefined => {
  const pattern = name
    .split(" ")
    .map((word) => word.replace(/[^\p{L}\p{N}]/gu, ""))
    .join("[ ._@-]");
  return new RegExp(`(?<!\\w)${pattern}(?!\\w)`, "i").exec(text)?.[0];
};

const sectionsIn = (
  pieces: readonly string[],
  agents: readonly string[],
  says: Words["says"],
): { lead: string; found: Section[] } => {
  const found: Section[] = [];
  let lead = "";
  const clauses = pieces.filter((_, at) => at % 2 === 0);
  const owned = clauses.map((clause) => says(clause).filter((id) => agents.includes(id)));
  // The one clause that says too little is for the one agent that no other needs.
  const idle = agents.filter((id) => !owned.some((ids) => ids.includes(id)));
  const silent = clauses.flatMap((clause, at) => (owned[at]?.length === 0 && ASKING.test(clause.trim()) ? [at] : []));
  const [only] = silent;
  if (idle.length === 1 && silent.length === 1 && only !== undefined) owned[only] = idle;
  const sure = new Set(owned.filter(({ length }) => length === 1).flat());
  for (const [at, clause] of clauses.entries()) {
    const ids = owned[at] ?? [];
    const agent = ids.length === 1 ? ids[0] : ids.find((id) => !sure.has(id));
    const link = at === 0 ? "" : (pieces[2 * at - 1] ?? "");
    const last = found.at(-1);
    if (agent && last?.agent !== agent) found.push({ agent, text: clause.trim(), link });
    else if (last) last.text = `${last.text}${link}${clause}`;
    else if (/^\s*(?:in|on|for|since|during|last|this|im|seit|für)\b/i.test(clause)) lead = `${bare(clause)}, `;
    else if (ASKING.test(clause.trim())) return { lead, found: [] };
  }
  return { lead, found };
};

const ASKING =
  /^(?:what|which|who|whose|how|when|where|why|show|list|give|tell|did|does|do|is|are|was|were|has|have|any|can|could|wie|was|welche\w?|wer|wo|wann|zeig\w?|gib|hat|haben|gibt|sind|ist)\b/i;
const ORDER =
  /^(?:(?:(?:could|can) you )?(?:show|list|give|tell|zeig\w?)(?: me| us| mir| uns)?|what(?: is|'s| are| was| were)|whats)\b/i;
const ELIDED =
  /^(which|how many|welche)(?: ones?| of them)? (?=(?:is|are|was|were|have|has|had|needs?|did|does|do|fail|fails|costs?|ran|runs?|took|sold|sells?|got|müssen|sind|\w{3,15}ed)\b)/i;

/** "And which failed most": which of what was named before. */
const withThing = (piece: string, at: number, all: readonly string[]): string => {
  const elided = ELIDED.exec(piece.trim());
  const things = [...all.slice(0, at).join("").matchAll(THINGS)];
  const named = things.findLast(({ 1: asked }) => asked !== undefined) ?? things.at(-1);
  const thing = elided ? (named?.[1] ?? named?.[2]) : undefined;
  return elided && thing ? piece.trim().replace(elided[0], `${elided[1]} ${thing} `) : piece;
};
const THINGS =
  /\b(?:which|how many|our|welche|wie viele|unsere) (\p{L}{3,30})(?!\p{L})|(?<!\p{L})(\p{L}{3,30}s)(?!\p{L})/giu;

/** A part with the head or the thing that it shares with the one before; "": it has neither. */
const worded = (section: Section, at: number, all: readonly Section[]): Section => {
  const { text } = section;
  const first = all[0]?.text ?? "";
  const last = all.at(-1)?.text ?? "";
  if (at === 0) {
    const isBare =
      (!ASKING.test(text) || ORDER.test(text)) &&
      !/\b(?:by|per|for|(?<!number |share )of|in|at|since|last|this|pro|je)\b/i.test(text);
    const tail = isBare && !ASKING.test(last) ? /\b(?:by|per|for each|pro|je)\b.{1,80}$/i.exec(last)?.[0] : undefined;
    return tail === undefined ? section : { ...section, text: `${text} ${tail}` };
  }
  if (ASKING.test(text) || !ASKING.test(first)) return section;
  const head = ORDER.exec(first)?.[0];
  return { ...section, text: head === undefined ? "" : `${head} ${text}` };
};

/** A name that only the first part says, and that another one may mean as well. */
const isSharedName = (found: readonly Section[], names: Words["names"]): boolean =>
  names.some(({ name, agents }) => {
    const isSaid = ({ text }: Section) => spelt(text, name) !== undefined;
    const isNamed = ({ text }: Section) => names.some((other) => spelt(text, other.name) !== undefined);
    const first = found.findIndex(isSaid);
    return first >= 0 && found.slice(first + 1).some((one) => agents.includes(one.agent) && !isNamed(one));
  });

const MONTHS =
  "january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember";
const DATED = new RegExp(
  `(?:\\b(?:in|since|over|for|im|seit) )?(?:\\b(?:the|den|dem) )?\\b(?:today|yesterday|gestern|heute|(?:last|past|previous|this|letzte\\w?|diese\\w?) (?:\\d{1,3} )?(?:days?|weeks?|months?|quarters?|years?|woche|monat|quartal|jahr)|(?:first|second|third|fourth) quarter|(?:in|since|im|seit) (?:${MONTHS}|q[1-4]|20\\d\\d)(?: 20\\d\\d)?)\\b`,
  "i",
);
const NOW = /\b(?:is|are|do|does|have|has|needs?|ist|sind|haben|gibt)\b/i;
const PAST = /\b(?:was|were|did|had|\w+ed|\w*ge\w{3,15}(?:t|en))\b/i;

/** Periods hold for what follows; for what stands before only behind a plain "and". */
const dated = (sections_: readonly Section[]): Section[] => {
  const made: Section[] = [];
  let said: string | undefined;
  for (const section of sections_) {
    const own = DATED.exec(section.text)?.[0];
    const isOpen = said !== undefined && own === undefined && section.text !== "" && !isNow(section.text);
    made.push(isOpen ? { ...section, text: `${bare(section.text)} ${said?.trim()}` } : section);
    said = own ?? said;
  }
  const [first, last] = [made[0], made.at(-1)];
  const behind = last && DATED.exec(last.text)?.[0];
  const isPlain = made.length === 2 && /^ (?:and|und)$/i.test(last?.link ?? "");
  if (
    !first ||
    !behind ||
    !isPlain ||
    !bare(last.text).endsWith(behind.trim()) ||
    bare(last.text).endsWith(`of ${behind.trim()}`)
  )
    return made;
  if (DATED.test(first.text) || isNow(first.text)) return made;
  return [{ ...first, text: `${bare(first.text)} ${behind.trim()}` }, ...made.slice(1)];
};
const isNow = (text: string): boolean => NOW.test(text) && !PAST.test(text);
