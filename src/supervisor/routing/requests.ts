/**
 * A question without what it begins with that is said to us: "take a look at the compute spend" is not about who looked at
 * something, "could somebody check whether we have chairs" not about checks.
 */
export const withoutRequest = (question: string): string => {
  const start = question.trimStart();
  const [request = ""] = requests.exec(start) ?? [];
  return start.slice(request.length).trim() === "" ? question : start.slice(request.length);
};

const polite =
  "(?:(?:please|kindly|can|could|would|will|you|i|we|i'd|we'd|let's|lets|let|need|want|like|love|to|me|us|just|quickly|maybe) ){0,8}";
const verbs = [
  "(?:take|have|do) (?:a |another |one )?(?:quick |closer |deeper |good )?(?:look|peek|dive) (?:at|into|in)",
  "(?:look|dig|dive|drill|zoom)(?: down)? (?:at|into|in on|up)",
  "(?:walk|take|run|guide|talk) (?:me|us) through",
  "(?:pull|bring|dig) (?:up|out|together)",
  "(?:pull|grab|fetch)(?: me| us)? (?=the|our|my|all|some|last|this)",
  "(?:grab|fetch|pull) (?:me|us)",
  "(?:a )?copy of",
  "(?:run|crunch) the numbers (?:on|for|of)",
];
const requests = new RegExp(
  `^${polite}(?:(?:${verbs.join("|")})\\s|(?:(?:somebody|someone|anybody|anyone) (?:please )?)?(?:check|verify|see|find out) (?:whether|if|on|for me)\\s)`,
  "i",
);
