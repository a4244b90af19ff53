import { withoutSecrets } from "../../logging/secrets.ts";
import { visible } from "../../text/markup/sanitize.ts";
import { withoutSequences } from "../../text/sequences.ts";

/** Lines of a text that are looked at: what went wrong stands at its end. */
export const mostLines = 200;
const mostText = 20_000;

/** A text of a run as it may be judged, kept and shown: the end of it, without colours and without secrets. */
export const evidenceText = (text: string | undefined): string => {
  if (!text) return "";
  const end = text.length > mostText ? text.slice(-mostText) : text;
  // A line that the cut has begun may lack the name that tells a secret.
  const whole = text.length > mostText ? end.slice(end.indexOf("\n") + 1) : end;
  const lines = withoutSequences(whole).split("\n").slice(-mostLines);
  return withoutSecrets(visible(lines.join("\n"))).trim();
};
