import { said } from "./job-sentences.ts";

/* How people speak of failures: in English, then in German. */

const things = "(?:jobs?|runs?|pipelines?|workflows?|loads?|tasks?)";
const among = `(?: (?:in|with|among|of|on) (?:(?:any|all|one) of )?(?:the |our |my |all )?${things})?`;
const when = `${among}(?: (?:last night|overnight|over night|during the night|tonight|today|yesterday|this morning|lately|recently|since (?:yesterday(?: evening| night)?|last night|last evening|this morning)|in the last (?:day|night|24 hours)|right now|now|again))?${among}[\\s?.!]*$`;
const gone = "(?:failed|fail|failing|broken?|broke|red|crashed|died|down|gone wrong|go wrong|went wrong)";

const wann =
  "(?: (?:in den (?:jobs|pipelines)|bei den (?:jobs|pipelines|läufen)))?(?: (?:letzte nacht|heute nacht|über nacht|in der nacht|heute|gestern|seit gestern|zuletzt|heute morgen|heute früh|gerade|jetzt|in den letzten 24 stunden))?(?: (?:in den (?:jobs|pipelines)|bei den (?:jobs|pipelines|läufen)))?";
const dinge = "(?:jobs?|läufe|lauf|pipelines?|ladeläufe)";
const kaputt =
  "(?:fehlgeschlagen|gescheitert|schiefgegangen|schiefgelaufen|kaputtgegangen|kaputt|abgebrochen|abgestürzt|rot)";

const way = (text: string): RegExp => new RegExp(text, "i");

/** "What failed last night?", "any failures?", "is everything green?": of no job in particular. */
export const listFailures = said(
  way(`^(?:what|which ${things}|what ${things}|what else)(?: has| have| is| are|'?s)?(?: been)? ${gone}${when}`),
  way(`^how many ${things}(?: have)? ${gone}${when}`),
  way(`^(?:did|has|have|is|are|was|were) (?:anything|something|any ${things}|there anything) (?:else )?${gone}${when}`),
  way(`^(?:(?:are|were) there )?(?:any(?:thing)?) (?:failures|failed ${things}|${gone})${when}`),
  way(
    `^(?:show|list|give)(?: me)?(?: the| all| all the)? (?:what(?: has)? failed|failures|(?:failed|failing|broken|red) ${things})${when}`,
  ),
  way(`^(?:is|are) (?:everything|all|all (?:the |my |our )?${things}) green${when}`),
  way(`^(?:is|are) all (?:the |my |our )?${things} (?:ok|okay|fine|good|healthy)${when}`),
  way(`^why (?:is|are) (?:everything|all (?:the |my |our )?${things}) (?:red|failing|broken|down)${when}`),
  way(`^did (?:everything|all (?:the |my |our )?${things}) (?:run|go|get|make it|come) through${when}`),
  way(
    `^(?:was|welche ${dinge}|ist etwas|sind ${dinge}|ist)(?: ist| sind)?${wann}(?: (?:etwas|was|ein ${dinge}))? ${kaputt}[\\s?.!]*$`,
  ),
  way(`^was (?:ging|lief)${wann} (?:schief|kaputt)[\\s?.!]*$`),
  way(`^gab es${wann}(?: (?:irgendwelche|neue))? (?:fehler|fehlschläge|fehlgeschlagene ${dinge}|abbrüche)[\\s?.!]*$`),
  way(
    `^(?:zeige?|liste|nenne?)(?: mir)?(?: die| alle)? (?:fehlgeschlagenen?|gescheiterten?|roten?) ${dinge}${wann}[\\s?.!]*$`,
  ),
  way(`^(?:ist|sind) (?:alles|alle ${dinge}|alle) (?:grün|durchgelaufen|durch)${wann}[\\s?.!]*$`),
);

/** "Why …", "who broke …", "since when …": what is asked of a failure. */
export const whyWords = said(
  /^(?:so |and |but )?(?:why|how come|what happened|what went wrong|what'?s wrong|what is wrong|what'?s up|what is up|what's the matter|what is the matter)\b/i,
  /^(?:who|what) (?:has )?(?:broken?|broke|killed|crashed|caused)\b/i,
  /^(?:since when|how long (?:has|have|is|are)|when did .{1,80} (?:start|begin))\b/i,
  /^(?:explain|(?:what(?:'s| is| was) )?the (?:reason|root cause|cause)|root cause|(?:reason|cause|error|(?:stack ?)?trace(?:back)?) (?:of|for))\b/i,
  /^(?:(?:show|give)(?: me)?|what(?:'s| is| was| does| do)) (?:the |its )?(?:last )?(?:error|errors|failure|exception|trace|stack ?trace|traceback)\b/i,
  /[,.;:!–—-] ?(?:why|how come|what happened|what went wrong)[\s?!.]*$/i,
  /^(?:und |aber )?(?:warum|wieso|weshalb|woran|was (?:ist|war|ging|hat|lief) (?:passiert|los|schief|schiefgegangen|falsch|mit|bei|beim|da)|seit wann|was hat)(?!\p{L})/iu,
  /^(?:wer|was) hat .{1,80} (?:kaputt|lahmgelegt|zerschossen|abgeschossen)/i,
  /^(?:(?:was (?:ist|war) )?(?:die|der) (?:ursache|grund|fehler)|(?:zeige?(?: mir)?) (?:den|die) (?:fehler|trace|stacktrace|ursache))(?!\p{L})/iu,
  /[,.;:!–—-] ?(?:warum|wieso|weshalb|was ist (?:passiert|los))[\s?!.]*$/i,
);

export const failWords = said(
  /\b(?:fail(?:s|ed|ing|ure|ures)?|broken?|broke|crash(?:ed|ing)?|died|dying|dead|down(?! (?:by|to|into|per)\b)|killed|wrong|red|happened|matter|up with|errors?|exception|(?:stack ?)?trace(?:back)?)\b/i,
  /(?<!\p{L})(?:fehlgeschlagen(?:e[nrs]?)?|fehlschlägt|schlägt|fehl|gescheitert|scheiter\p{L}{1,3}|schiefgegangen|schiefgelaufen|schief|abgestürzt|abgebrochen|kaputt|kaputtgegangen|rot|passiert|los|fehler|lahmgelegt|zerschossen|abgeschossen|trace|stacktrace)(?!\p{L})/iu,
);

/** "The nightly load failed again": told, not asked, to see why. */
export const tellsFailure = said(
  /^[\p{L}\p{N} _'-]{1,80} (?:has |is |was |just |keeps )?(?:failed|failing|broken|down|red|crashed|died)(?: again| today| last night| this morning)?[\s.!]*$/iu,
  /^[\p{L}\p{N} _'-]{1,80} (?:ist |war )?(?:wieder |schon wieder |heute |gestern )?(?:fehlgeschlagen|gescheitert|kaputt|abgestürzt|rot)[\s.!]*$/iu,
);

/** What is meant is the run that this thread is about. */
export const aboutThis = said(
  /\b(?:it|that|this|(?:the|my) (?:last |latest |failed )?(?:run|job)(?! with the \w)|the (?:stack ?)?trace(?:back)?)\b/i,
  /^still (?:red|broken|failing|down)[\s?!.]*$/i,
  /(?<!\p{L})(?:es|das|er|(?:der|dieser|mein) (?:letzte[r]? )?(?:lauf|job)(?! mit de[nmr] \p{L})|(?:der|den) (?:trace|stacktrace)|(?:immer noch|noch immer) (?:rot|kaputt))(?!\p{L})/iu,
);

export const asksWhether = said(
  /^(?:and )?(?:is|are|was|has|have|did|does)\b/i,
  /\bstill (?:red|broken|failing|down|failed)\b[^?]{0,20}\?\s*$/i,
  /^still\b/i,
  /^[^?]{1,80} (?:again|still|yet)\s*\?\s*$/i,
  /^(?:und )?(?:ist|sind|war|läuft|hat|geht)(?!\p{L})/iu,
  /(?<!\p{L})(?:immer noch|noch immer) (?:rot|kaputt|fehlerhaft)/iu,
);

/** Of a run of a job that is named. */
export const wellWords = said(
  /\b(?:ok|okay|fine|well|recover)\b/i,
  /(?<!\p{L})(?:in ordnung|ok|okay|wieder)(?!\p{L})/iu,
);

export const greenWords = said(
  /\b(?:green|recovered|back to normal|healthy|fixed|working again|running again|still (?:red|broken|failing|down|failed))\b/i,
  /(?<!\p{L})(?:grün|wieder in ordnung|repariert|behoben|erholt|(?:immer noch|noch immer) (?:rot|kaputt|fehlerhaft))(?!\p{L})/iu,
);

/** "Rerun what failed", "repair the nightly load": what is offered on the card of the failure, and done by its buttons. */
export const mends = said(
  way(
    `^(?:re-?run|retry|repair|restart|redo|fix)(?: all)? (?:what|whatever|everything that|all that)(?: has| have| is)? ${gone}${when}`,
  ),
  way(
    `^(?:re-?run|retry|repair|restart|redo|fix)(?: (?:all|the|all the|my|only the|just the))* (?:failed|failing|broken|red|failures)(?![\\p{L}-])`,
  ),
  /^(?:repair|retry)\b(?! (?:limit|polic|count|rate|cost))/i,
  way(
    `^(?:wiederhole?|repariere?|starte)(?: (?:alles|nur|noch einmal|nochmal))*,? was ${kaputt}(?: ist)?(?: neu| noch einmal)?[\\s?.!]*$`,
  ),
  /^(?:wiederhole?|repariere?|starte) (?:die|den|das|alle|nur die) (?:fehlgeschlagenen?|gescheiterten?|roten?)(?!\p{L})/iu,
  /^repariere?(?!\p{L})/iu,
);
