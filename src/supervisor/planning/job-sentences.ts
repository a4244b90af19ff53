/* How people speak of jobs and runs: in English, then in German, where a verb may come last. */

/** Whether a text is said in one of these ways. */
export const said = (...ways: readonly RegExp[]) => ({
  test: (text: string): boolean => ways.some((way) => way.test(text)),
});

export const polite =
  /^(?:please|(?:can|could|would|will) you|i(?:'d| would) like (?:you )?to|i (?:want|need) (?:you )?to|hey|hi|hello|bitte|kannst du|könntest du|würdest du|ich möchte|ich will|hallo)[\s,]+(?:(?:please|bitte)\s+)?/i;

const german = {
  stopping: /(?<=\s)(?:abbrechen|stoppen|beenden|anhalten)[.!]?$/i,
  starting: /(?<=\s)(?:starten|ausführen|anstoßen|laufen lassen)[.!]?$/i,
};

export const stops = said(/^(?:cancel|stop|abort|kill|terminate|stopp|stoppe|beende|brich|halte)\b/i, german.stopping);

export const starts = said(
  /^(?:(?:re-?)?run|(?:re-?)?start|launch|trigger|kick off|execute|begin|fire|starte|führe|lass|lasse)\b/i,
  german.starting,
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
  /\b(?:status|state|progress|doing|going|done|finish(?:ed)?|ended|complete[d]?|succeed(?:ed)?|through|still running|already|last run|how far(?: along)?)\b/i,
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

export const asksRunning = said(
  /^(?:what is|what's|which jobs are) running\b/i,
  /^(?:was läuft|welche jobs laufen)(?: gerade| im moment| jetzt)?[\s?.!]*$/i,
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
  /^\S+ (?:my|the|this|that) (?:last |latest |current )?(?:run|job)[\s.!?]*$/i,
  /^(?:\S+ )?(?:meinen|den|diesen) (?:letzten |aktuellen )?(?:lauf|job)(?: ab)?(?: (?:abbrechen|stoppen|beenden|anhalten))?[\s.!?]*$/i,
);

/** "Start a job for data analysis": what for, if it is said. */
export const startSome: readonly RegExp[] = [
  /^(?:run|start|launch|trigger|execute|kick off|begin) (?:a |an |another |some |one )?(?:new )?jobs?(?:(?: for| to| about| that| which| doing) ([^\n]{1,200}?))?[\s.!?]*$/i,
  /^starte? (?:mir )?(?:einen |noch einen |irgendeinen )?(?:neuen )?job(?: (?:für|zu|zur|zum) ([^\n]{1,200}?))?[\s.!?]*$/i,
  /^(?:einen|noch einen) (?:neuen )?job(?: (?:für|zu|zur|zum) ([^\n]{1,200}?))? starten[\s.!?]*$/i,
];
