import type { Reply } from "../../ports/chat/reply.ts";
import * as say from "../../reply/triage/triage-notices.ts";
import { wordsIn } from "../../reply/words/words.ts";
import type { TriageDeps } from "../triage-deps.ts";
import { askForm, type ClickAct, type FormAct, order, readerOf } from "./allowed-act.ts";
import { heed, judge, resend, showTrace } from "./card-acts.ts";
import { emailForm, parameterForm, sendMail, startWith } from "./form-acts.ts";

/** What people do about failures, by buttons and forms. Every right is checked here. */
export interface TriageCommands {
  /** A click on one of our buttons; false: it is none of ours. Returns what the clicker must be told. */
  click(click: ClickAct): Promise<Reply | undefined | false>;
  /** A form was sent; false: it is none of ours. */
  form(form: FormAct): Promise<Reply | undefined | false>;
}

export const createTriageCommands = (deps: TriageDeps): TriageCommands => ({
  click: (click) => handleClick(deps, click),
  form: (form) => handleForm(deps, form),
});

const handleClick = async (deps: TriageDeps, click: ClickAct): Promise<Reply | undefined | false> => {
  switch (click.action) {
    case "triage-repair":
      return order(deps, click, { action: "repair" });
    case "triage-retry":
      return order(deps, click, { action: "retry" });
    case "triage-escalate":
      return order(deps, click, { action: "escalate" });
    case "triage-retry-with":
      return askForm(deps, click, "retry", ({ one, job }, to) => job && parameterForm(one, job, to));
    case "triage-email":
      return askForm(deps, click, "email", ({ one }, to) => emailForm(deps, one, to));
    case "triage-ignore":
      return askForm(deps, click, "ignore", ({ one }, to) => say.ignoreForm(one.id, one.name, to));
    case "triage-heed":
      return heed(deps, click);
    case "triage-resend":
      return resend(deps, click);
    case "triage-trace":
      return showTrace(deps, click);
    case "triage-right":
      return judge(deps, click, undefined);
    case "triage-wrong":
      return askForm(deps, click, "judge", ({ one }, to) => say.judgeForm(one.id, to));
    default:
      return false;
  }
};

const handleForm = async (deps: TriageDeps, form: FormAct): Promise<Reply | undefined | false> => {
  switch (form.action) {
    case "triage-start":
      return startWith(deps, form);
    case "triage-send":
      return sendMail(deps, form);
    case "triage-silence":
      return order(deps, form, {
        action: "ignore",
        reason:
          (form.fields["reason"] ?? "").trim().slice(0, 500) || wordsIn(readerOf(deps, form).locale).triage.noReason,
      });
    case "triage-judge":
      return judge(deps, form, say.judgedClass(form.fields["class"], readerOf(deps, form)));
    default:
      return false;
  }
};
