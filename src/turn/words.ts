/** What the first words of a message ask for. */
export type Words =
  | { verb: "help" | "agents" | "jobs" | "runs" | "reset" }
  | { verb: "ask"; question: string }
  | { verb: "cancel" | "status"; target: string }
  | { verb: "run"; rest: string };

const alone = ["help", "agents", "jobs", "runs", "reset"] as const;

/**
 * Commands are the same words everywhere. After `/genie` every verb counts; in a sentence only what cannot be meant as a
 * question: a verb that stands alone, `ask …`, or `run|status|cancel` with a number.
 */
export const parseWords = (text: string, entry: "command" | "sentence"): Words => {
  const trimmed = text.trim().replace(/^\/genie\b\s*/i, "");
  const [first = "", ...others] = trimmed.split(/\s+/);
  const verb = first.toLowerCase().replace(/[.!?]$/, "");
  const rest = others.join(" ");
  if (trimmed === "") return { verb: "help" };
  const single = alone.find((word) => word === verb);
  if (single && (rest === "" || (entry === "command" && single !== "help"))) return { verb: single };
  if (verb === "ask" && rest) return { verb: "ask", question: trimmed.slice(first.length).trim() };
  if (verb === "cancel" || verb === "stop" || verb === "status") {
    const isCommand = rest === "" || entry === "command" || /^\d+$/.test(rest);
    if (isCommand) return { verb: verb === "stop" ? "cancel" : verb, target: rest };
  }
  if (verb === "run" && entry === "command") return { verb: "run", rest };
  return { verb: "ask", question: trimmed };
};
