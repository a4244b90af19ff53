import type { JobConfig } from "../config/config.ts";
import type { TriageAction } from "../config/triage-config.ts";
import { askedParameters } from "../jobs/parameters.ts";
import type { Button, ButtonAction } from "../ports/chat/reply.ts";
import { creatorName } from "../reply/jobs/run-card.ts";
import { type TriageView, triageCard } from "../reply/triage/triage-card.ts";
import { isEmailAddress } from "../text/email-address.ts";
import { escapeMarkdown } from "../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import { shownValues } from "./diagnosis/secrets.ts";
import type { TriageCase } from "./triage-case.ts";
import { notifierOf, type TriageDeps } from "./triage-deps.ts";

type ViewDeps = Pick<TriageDeps, "config" | "notifiers"> & { catalog: Pick<TriageDeps["catalog"], "byNumber"> };
type CardDeps = ViewDeps & Pick<TriageDeps, "delivery">;

/** Shows a failure on its card as it stands now. Nothing happens while it has none. */
export const showCase = async (deps: CardDeps, one: TriageCase): Promise<void> => {
  if (one.posted) await deps.delivery.finish(one.posted, cardOf(deps, one), `triage:${one.id}`);
};

/** The card of a failure. */
export const cardOf = (deps: ViewDeps, one: TriageCase) => triageCard(viewOf(deps, one));

const viewOf = (deps: ViewDeps, one: TriageCase): TriageView => {
  const { action, priority, attempt, attempts, isGuess, cause, evidence, otherwise } = one.decision;
  return {
    ...one,
    parameters: shownValues(one.parameters),
    name: escapeMarkdown(shortened(oneLine(one.name), 100)),
    ...{ url: one.url, owner: one.owner, lastSuccessAt: one.lastSuccessAt, cause, evidence, otherwise },
    proposed: one.decision.parameters,
    startedBy: one.starter ? one.starter.name : creatorName(one.creator),
    suggestion: { action, priority, attempt, attempts, isGuess },
    standing: one.state.kind,
    mention: one.posted?.place.direct ? undefined : one.starter,
    buttons: buttonsOf(deps, one),
  };
};

/** What can be done about it now. */
const buttonsOf = (deps: ViewDeps, one: TriageCase): Button[] => {
  const trace: Button[] = [
    ...(one.trace ? [{ action: "triage-trace" as const, value: one.id, label: "Show trace" }] : []),
    ...(one.isJudged ? [] : judgements(one.id)),
  ];
  const again = one.unsure.map((id): Button => ({ action: "triage-resend", value: id, label: "Send again" }));
  if (one.state.kind === "ignored")
    return [{ action: "triage-heed", value: one.id, label: "Stop ignoring" }, ...again, ...trace];
  if (one.state.kind !== "open") return [...again, ...trace];
  const job = deps.catalog.byNumber(one.number);
  const offered = offers.filter(({ when }) => when(deps, one, job));
  return [
    ...offered.map(({ action, label, of }): Button => {
      const isSuggested = of === one.decision.action;
      return { action, value: one.id, label, ...(isSuggested && { style: "primary" as const }) };
    }),
    ...again,
    ...trace,
  ];
};

/** Whether the cause is right, so that decisions can be rated. */
const judgements = (value: string): Button[] => [
  { action: "triage-right", value, label: "👍" },
  { action: "triage-wrong", value, label: "👎 It was really …" },
];

interface Offer {
  action: ButtonAction;
  of: TriageAction;
  label: string;
  when: (deps: ViewDeps, one: TriageCase, job: JobConfig | undefined) => boolean;
}

const offers: readonly Offer[] = [
  { action: "triage-repair", of: "repair", label: "Repair failed tasks", when: () => true },
  { action: "triage-retry", of: "retry", label: "Retry", when: () => true },
  {
    action: "triage-retry-with",
    of: "retry-with",
    label: "Retry with parameters",
    when: (_, __, job) => job !== undefined && askedParameters(job).length > 0,
  },
  { action: "triage-email", of: "email", label: "E-mail", when: (deps) => notifierOf(deps, "mail") !== undefined },
  { action: "triage-escalate", of: "escalate", label: "Escalate", when: (deps) => canEscalate(deps) },
  { action: "triage-ignore", of: "ignore", label: "Ignore", when: () => true },
];

/** Somebody can be called. */
export const canEscalate = (deps: Pick<ViewDeps, "config" | "notifiers">): boolean => {
  const { channel, email, incident } = deps.config.triage.on_call;
  return (
    channel !== undefined ||
    (email.length > 0 && notifierOf(deps, "mail") !== undefined) ||
    (incident && notifierOf(deps, "incident") !== undefined)
  );
};

/** The addresses to which mails about a failure go: those of the configuration, else the owner of the job. */
export const addressesOf = ({ config }: Pick<ViewDeps, "config">, { owner }: Pick<TriageCase, "owner">): string[] => {
  const { to } = config.triage.email;
  if (to.length > 0) return to;
  return owner && isEmailAddress(owner) ? [owner] : [];
};
