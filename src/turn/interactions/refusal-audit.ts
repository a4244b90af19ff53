import type { AuditAction } from "../../audit/audit-log.ts";
import type { Failure } from "../../errors.ts";
import type { Inbound } from "../../ports/chat/inbound.ts";
import { lookup } from "../../text/lookup.ts";
import type { TurnDeps } from "../turn-deps.ts";
import { wordsOf } from "./command-words.ts";

type TriedDeps = Pick<TurnDeps, "audit" | "jobs">;

/** Notes in the audit what somebody tried to do who may not use the bot at all. */
export const noteRefusal = async (deps: TriedDeps, inbound: Inbound, { code }: Failure): Promise<void> => {
  const action = triedAction(deps, inbound);
  const { id, actor, place } = inbound;
  if (action) await deps.audit.note({ id, actor, place, action, outcome: `refused: ${code}` });
};

/** Forms that change nothing but what is asked or thought. */
const notAudited = new Set(["vote", "ask-about", "ask-edited"]);

const triedAction = ({ jobs }: TriedDeps, inbound: Inbound): AuditAction | undefined => {
  switch (inbound.kind) {
    case "message":
      return actionOfVerb(wordsOf(inbound, jobs).verb);
    case "click":
      return actionOfButton(inbound.action);
    case "form":
      return notAudited.has(inbound.action) ? undefined : (actionOfForm(inbound.action) ?? "start");
    case "stop":
      return "cancel";
    case "remove":
      return "remove";
    case "install":
    case "open":
    case "shortcut":
      return undefined;
  }
};

const actionOfVerb = lookup<AuditAction>({
  run: "start",
  cancel: "cancel",
  reset: "reset",
  sql: "sql",
  login: "login",
  logout: "logout",
});
const actionOfButton = lookup<AuditAction>({
  "alert-drop": "alert",
  "alert-send": "alert",
  cancel: "cancel",
  "cancel-run": "cancel",
  "job-start": "confirm",
  "job-decline": "decline",
  "job-form": "start",
  "triage-email": "email",
  "triage-escalate": "escalate",
  "triage-heed": "heed",
  "triage-ignore": "ignore",
  "triage-repair": "repair",
  "triage-resend": "email",
  "triage-retry": "retry",
  "triage-retry-with": "retry",
  "triage-right": "judge",
  "triage-wrong": "judge",
});
const actionOfForm = lookup<AuditAction>({
  "triage-send": "email",
  "triage-silence": "ignore",
  "triage-start": "retry",
  "triage-judge": "judge",
});
