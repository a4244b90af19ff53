/* How people speak of jobs and runs: in English, then in German, where a verb may come last. */

/** Whether a text is said in one of these ways. */
export const said = (...ways: readonly RegExp[]) => ({
  test: (text: string): boolean => ways.some((way) => way.test(text)),
});

export const polite =
  /^(?:please|(?:can|could|would|will) you|(?:i|we)(?:'d| would) like (?:you )?to|(?:i |we )?(?:want|need) (?:you )?to|let'?s|go ahead and|time to|hey|hi|hello|ok(?:ay)?|bitte|kannst du|könntest du|würdest du|(?:ich|wir) (?:möchten?|wollen|will)|lass uns|hallo)[\s,]+(?:(?:please|bitte|just|now)\s+)?/i;

const german = {
  stopping: /(?<=\s)(?:abbrechen|stoppen|beenden|anhalten)[.!]?$/i,
  starting: /(?<=\s)(?:starten|ausführen|anstoßen|laufen lassen)[.!]?$/i,
};

export const stops = said(/^(?:cancel|stop|abort|kill|terminate|stopp|stoppe|beende|brich|halte)\b/i, german.stopping);

export const starts = said(
  /^(?:(?:re-?)?run|(?:re-?)?start|launch|trigger|kick off|execute|begin|fire|starte|führe|lass|lasse)\b/i,
  /^(?:i'd like|i would like|i want|i need|we need|we want|make|get|let) (?!.*\b(?:know|see|sure|me|us|is|are|was|when|whether|if|not|never)\b)[^.?!\n]{1,120} (?:run|running|start|started|going)(?: now| again| today| please)?[\s.!]*$/i,
  german.starting,
);

/** "Analyze all transactions for anomalies": what a job does, said as a wish. */
export const works = said(
  /^(?:analy[sz]e|refresh|reload|load|rebuild|(?:re)?compute|(?:re)?calculate|update|process|export|import|sync|(?:re)?train|score|detect|scan|clean|archive|backfill|publish|generate|validate|merge)\b/i,
  /^(?:aktualisiere?|prüfe?|lade?|berechne?|analysiere?|erzeuge?|exportiere?|importiere?)(?!\p{L})/iu,
);

/** What is to be started, without the verb. */
export const withoutStart = (text: string): string =>
  text
    .replace(
      /^(?:(?:re-?)?run|(?:re-?)?start|launch|trigger|kick off|execute|begin|fire|starte|führe|lass|lasse)\b/i,
      "",
    )
    .replace(german.starting, "")
    .trim();

export const asksState = said(
  /\b(?:status|state|progress|doing|going|done|finish(?:ed)?|ended|complete[d]?|succeed(?:ed)?|through|running|already|last run|how far(?: along)?)\b/i,
  /(?<![\p{L}\p{N}])(?:stand|fertig|durchgelaufen|läuft|lief|gelaufen|beendet|erfolgreich|geklappt|wie weit)(?![\p{L}\p{N}])/iu,
);

export const asks = said(
  /^(?:what|which|who|when|where|why|how|is|are|was|were|did|do|does|has|have|had|should)\b|\?\s*$/i,
  /^(?:welche[rsmn]?|wer|wann|wo|warum|wieso|weshalb|wie|ist|sind|war|waren|läuft|lief|hat|haben|wurde|soll)\b/i,
);

/** Verbs of sentences that want to see data, not to set something going. */
export const shows = said(
  /^(?:show|list|tell|give|find|explain|compare|describe|plot|chart|get|report|summari[sz]e|count|display)\b/i,
  /^(?:zeige?|liste|nenne?|sage?|gib|finde?|suche?|erklär|erkläre|vergleiche?|beschreibe?|zähle?|berechne)\b/i,
);

export const ownRuns = said(
  /^(?:show )?my runs\b/i,
  /^(?:zeige? (?:mir )?)?meine läufe\b/i,
  /^(?:was|welche jobs|welche läufe) habe ich (?:heute |gestern |zuletzt )?gestartet\b/i,
);

export const listJobs = said(
  /^(?:list|show)(?: me)?(?: the| my| all)? jobs\W*$|^(?:what|which) jobs (?:are there|do you have|do we have|are available|exist|are offered)\b/i,
  /^(?:zeige?|liste|nenne?)(?: mir)?(?: die| meine| alle)? jobs(?: auf)?\W*$|^welche jobs (?:gibt es|hast du|haben wir|(?:kann|darf) ich)\b/i,
);

/** "What's running right now?", "any jobs in progress?": nothing else is said, so that "what's running low?" is not meant. */
export const asksRunning = {
  test: (text: string): boolean => {
    const words: string[] =
      text
        .toLowerCase()
        .slice(0, mostListing)
        .match(/[\p{L}\p{N}']+/gu) ?? [];
    const isUnderWay = words.some((word) => running.has(word)) || /\b(?:in progress|under way)\b/i.test(text);
    const isOfRuns = words.some((word) => runs.has(word));
    if (!isUnderWay || !words.every((word) => aroundRunning.has(word) || running.has(word) || runs.has(word)))
      return false;
    return isOfRuns || (words.some((word) => things.has(word)) && !words.includes("active"));
  },
};

/** Characters of a sentence that only asks for a list. */
const mostListing = 100;

const running = new Set("running active ongoing underway läuft laufen laufende laufenden aktive aktiven".split(" "));
const runs = new Set("job jobs run runs läufe".split(" "));
const things = new Set("what what's whats anything something things was etwas irgendwas".split(" "));
const aroundRunning = new Set([
  ...things,
  ...`is are there any which do we have i show me list give see all the of currently right now at moment this still yet in
    progress under way here today please and then gerade aktuell im jetzt noch welche gibt es sind zeig zeige mir alle die der
    denn bitte heute hier`.split(/\s+/),
]);

/** Of a job that is named. */
export const listsRuns = said(
  /\b(?:(?:recent|latest|last|past|previous) (?:\d{1,2} )?runs|(?:run )?history|runs of)\b/i,
  /(?<!\p{L})(?:letzten? (?:\d{1,2} )?läufe|verlauf|läufe (?:von|des|vom))(?!\p{L})/iu,
);

/** "What's the job status?": of a job without its name. */
export const asksSomeState = said(
  /^(?:what(?:'s| is) |show (?:me )?|check |get )?(?:the |my )?(?:(?:job|run)(?:'s)? (?:status|state|progress)|(?:status|state|progress) of (?:the|my) (?:job|run))[\s?.!]*$/i,
  /^how(?:'s| is| are) (?:my|the) (?:runs?|jobs?) (?:doing|going|coming along)[\s?.!]*$/i,
  /^how far (?:along )?(?:is|are) (?:my|the) (?:runs?|jobs?)[\s?.!]*$/i,
  /^(?:is|are|has|have|did) (?:my|the) (?:last |latest )?(?:runs?|jobs?) (?:already |been )?(?:done|through|finish(?:ed)?|ready|over|complete(?:d)?|ended|succeed(?:ed)?)(?: yet| already| by now)?[\s?.!]*$/i,
  /^(?:wie ist |was ist |zeige? (?:mir )?)?(?:der |den )?(?:status|stand) (?:meines|des|vom) (?:letzten )?(?:jobs?|laufs?)[\s?.!]*$/i,
  /^wie (?:läuft|steht) (?:es um )?(?:mein|meinen|der|den) (?:job|lauf)[\s?.!]*$/i,
  /^ist (?:mein|der) (?:letzter? )?(?:lauf|job) (?:schon |jetzt )?(?:fertig|durch|beendet)[\s?.!]*$/i,
);

/** "Abort my run", behind a word that stops. */
export const someJob = said(
  /^\S+ (?:my|the|this|that) (?:last |latest |current )?(?:run|job)(?:,? (?:that |which )?i (?:just |have |have just )?(?:started|launched|triggered|kicked off|ran)(?: just now| earlier| today| this morning| (?:an?|\d{1,3}) (?:few |couple of )?(?:moment|while|minutes?|hours?) ago)?)?[\s.!?]*$/i,
  /^(?:\S+ )?(?:meinen|den|diesen) (?:letzten |aktuellen )?(?:lauf|job)(?: ab)?(?:, den ich (?:gerade |eben |vorhin |heute )?gestartet habe,?)?(?: ab)?(?: (?:abbrechen|stoppen|beenden|anhalten))?[\s.!?]*$/i,
);

/** "Start a job for data analysis": what for, if it is said. */
export const startSome: readonly RegExp[] = [
  /^(?:run|start|launch|trigger|execute|kick off|begin) (?:a |an |another |some |one )?(?:new )?jobs?(?:(?: for| to| about| that| which| doing) ([^\n]{1,200}?))?[\s.!?]*$/i,
  /^starte? (?:mir )?(?:einen |noch einen |irgendeinen )?(?:neuen )?job(?: (?:für|zu|zur|zum) ([^\n]{1,200}?))?[\s.!?]*$/i,
  /^(?:einen|noch einen) (?:neuen )?job(?: (?:für|zu|zur|zum) ([^\n]{1,200}?))? starten[\s.!?]*$/i,
];
