import { type JobOrder, order, parametersSaid } from "../jobs/job-order.ts";
import { requestName } from "../jobs/parameters.ts";
import { asksForLater } from "../jobs/start-words.ts";

/** The run that a thread is about: the latest that was started or reported there. */
export interface ThreadRun {
  run: string;
  /** Id of the job in our configuration. */
  job: string;
  parameters: Readonly<Record<string, string>>;
}

/** Whoever writes more than this means more than the run. */
const mostCharacters = 200;

/** What a sentence that names no job wants of the run of its thread: "is it done?", "run it again with days=3". */
export const aboutThreadRun = (sentence: string, { run, job, parameters }: ThreadRun): JobOrder | undefined => {
  const text = sentence.trim().replace(courtesy, "");
  if (text.length > mostCharacters) return undefined;
  if (stops.test(text)) return order("cancel", { run });
  if (repeats.some((pattern) => pattern.test(text))) {
    const { [requestName]: _, ...before } = parameters;
    const given = parametersIn(text, Object.keys(before));
    const carried = Object.keys(before).filter((name) => !Object.hasOwn(given, name));
    const isSpoken = !asksForLater(text);
    return order("start", { job, parameters: { ...before, ...given }, proposed: carried, isSpoken });
  }
  return asksState.some((pattern) => pattern.test(text)) ? order("status", { run }) : undefined;
};

/**
 * What the same sentence wants where nobody has said anything yet: it can only be about a run of that person's. They see
 * how the latest stands, or their runs, of which each is to be said anew with its name.
 */
export const aboutOwnRun = (sentence: string): JobOrder | undefined => {
  const wanted = aboutThreadRun(sentence, { run: "", job: "", parameters: {} });
  switch (wanted?.action) {
    case "status":
      return order("status");
    case "start":
      return namesRunning.test(sentence) ? order("runs", { mine: true }) : undefined;
    default:
      return undefined;
  }
};

/** "Again" alone may mean a question as well. */
const namesRunning = /\b(?:re-?)?(?:run|start|launch|trigger|execute|starte|lauf|job)\b/i;

const courtesy =
  /^(?:(?:please|and|ok(?:ay)?|so|hey|hi|bitte|und)\b)?[\s,]*(?:(?:can|could|would|will) you|tell me (?:if|whether)|do you know (?:if|whether)|kannst du|könntest du)?[\s,]*(?:please |bitte )?/i;

const stops =
  /^(?:stop|cancel|abort|kill|terminate|halt|end|stoppe?|beende)(?: (?:it|this|that|this one|the (?:run|job)|this (?:run|job)|es|das|ihn|den lauf|den job))?(?: now| please| bitte| ab| jetzt)?[\s.!?]*$|^(?:brich|breche) (?:es|das|ihn|den (?:lauf|job)) (?:bitte )?ab[\s.!?]*$|^(?:(?:es|das|ihn|den (?:lauf|job)) )?(?:bitte )?(?:abbrechen|stoppen|beenden)[\s.!?]*$/i;

const repeats = [
  /^(?:re-?run|re-?start|retry|repeat)(?: (?:it|this|that|the (?:run|job)))?(?:[\s.!?]*$| with\b| for\b)/i,
  /^(?:run|start|launch|trigger|execute|do|try) (?:(?:it|this|that|the (?:same )?(?:run|job)) )?(?:again|once more|another time)\b/i,
  /^(?:again|once more)(?:[\s.!?]*$| with\b| for\b)/i,
  /^(?:noch ?(?:ein)?mal|erneut)(?:[\s.!?]*$| mit\b| für\b)/i,
  /^(?:starte|mach|lass) (?:es|das|ihn|den (?:lauf|job)) (?:bitte )?(?:noch ?(?:ein)?mal|erneut|neu)\b/i,
  /^wiederhole? (?:es|das|ihn|den (?:lauf|job))(?:[\s.!?]*$| mit\b)/i,
];

const it = "(?:it|this|that|the run|the job|this run|this job|my run|my job|es|er|das|der lauf|der job)";
const asksState = [
  new RegExp(
    `^(?:is|was|has|did|does|ist|hat|läuft) ${it}(?: all| already| still| been| yet| now| schon| noch)*(?: (?:done|finished|running|ready|complete|completed|through|over|ended|succeeded|succeed|successful|fail|failed|work|worked|started|going|okay|ok|green|red|fertig|durch|gelaufen))?(?: yet| now| already| well)?[\\s.!?]*$`,
    "i",
  ),
  new RegExp(`^how(?:'s| is| far is| long (?:does|will|has)) ${it}\\b`, "i"),
  /^(?:what(?:'s| is) the |job |run |the )*(?:status|state|progress)(?: (?:of|on) (?:it|this|that|the (?:run|job)))?[\s.!?]*$/i,
  /^(?:any (?:news|progress|update)|(?:still|already) (?:running|done|finished)|(?:done|finished|ready)(?: yet)?|how far|fertig|schon fertig|gibt es (?:schon )?(?:etwas|was) neues)[\s.!?]*$/i,
  /^(?:wie weit (?:ist|bist)|wie (?:läuft|steht)|wie lange (?:dauert|braucht|läuft)) (?:es|er|das|der (?:lauf|job)|du)(?: (?:noch|schon|damit|gerade))*[\s.!?]*$/i,
  /^(?:wie ist )?(?:der |sein )?(?:status|stand)[\s.!?]*$/i,
];

/** `days=3`, and "with days 3" where the run has such a parameter. */
const parametersIn = (text: string, names: readonly string[]): Record<string, string> => {
  const words = text.split(/\s+/);
  const said = names.flatMap((name) => {
    const at = words.findIndex((word) => word.toLowerCase() === name.toLowerCase());
    const value = at < 0 ? undefined : words.slice(at + 1).find((word) => !/^(?:=|to|of|is|auf)$/i.test(word));
    return value === undefined ? [] : [[name, value.replace(/[,.;!?]$/, "")]];
  });
  return { ...Object.fromEntries(said), ...parametersSaid(text) };
};
