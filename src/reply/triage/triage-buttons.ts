import type { TriageAction } from "../../config/triage-config.ts";
import type { Button } from "../../ports/chat/button.ts";
import type { Reader } from "../reader.ts";
import { wordsIn } from "../words/words.ts";

const said = ({ locale }: Reader) => wordsIn(locale).triage.buttons;

const actions = {
  repair: "triage-repair",
  retry: "triage-retry",
  "retry-with": "triage-retry-with",
  email: "triage-email",
  escalate: "triage-escalate",
  ignore: "triage-ignore",
} as const satisfies Record<TriageAction, Button["action"]>;

/** `isSuggested`: this is what the decision proposes. */
export const offerButton = (of: TriageAction, value: string, isSuggested: boolean, to: Reader): Button => {
  const words = said(to);
  const label = of === "retry-with" ? words.retryWith : words[of];
  return { action: actions[of], value, label, ...(isSuggested && { style: "primary" as const }) };
};

export const traceButton = (value: string, to: Reader): Button => ({
  action: "triage-trace",
  value,
  label: said(to).trace,
});

export const heedButton = (value: string, to: Reader): Button => ({
  action: "triage-heed",
  value,
  label: said(to).heed,
});

export const resendButton = (value: string, to: Reader): Button => ({
  action: "triage-resend",
  value,
  label: said(to).sendAgain,
});

/** Whether the cause is right, so that decisions can be rated. */
export const judgementButtons = (value: string, to: Reader): Button[] => [
  { action: "triage-right", value, label: "👍" },
  { action: "triage-wrong", value, label: said(to).wrong },
];
