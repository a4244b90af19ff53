import type { JobConfig } from "../config/config.ts";
import type { TriageAction } from "../config/triage-config.ts";
import { askedParameters } from "../jobs/parameters.ts";
import { shownValues } from "../logging/secrets.ts";
import type { Button } from "../ports/chat/button.ts";
import type { Notice } from "../ports/chat/reply.ts";
import { creatorName } from "../reply/jobs/run-card.ts";
import { type DeploymentLocale, type Reader, readerIn } from "../reply/reader.ts";
import {
  heedButton,
  judgementButtons,
  offerButton,
  resendButton,
  traceButton,
} from "../reply/triage/triage-buttons.ts";
import { type TriageView, triageCard } from "../reply/triage/triage-card.ts";
import { isEmailAddress } from "../text/email-address.ts";
import { escapeMarkdown } from "../text/markup/markdown-escape.ts";
import { oneLine, shortened } from "../text/shorten.ts";
import type { TriageCase } from "./triage-case.ts";
import { notifierOf, type TriageDeps } from "./triage-deps.ts";

type ViewDeps = Pick<TriageDeps, "config" | "notifiers"> & { catalog: Pick<TriageDeps["catalog"], "byNumber"> };
type CardDeps = ViewDeps & Pick<TriageDeps, "delivery">;

/** Shows a failure on its card as it stands now. Nothing happens while it has none. */
export const showCase = async (deps: CardDeps, one: TriageCase): Promise<void> => {
  if (one.posted) await deps.delivery.finish(one.posted, cardOf(deps, one), `triage:${one.id}`);
};

/** Who reads the card of a failure: whoever started the run, else everybody in the channel. */
const readersOf = ({ config }: { config: DeploymentLocale }, { posted, starter }: TriageCase): Reader =>
  readerIn(config, posted?.place, starter);

/** The card of a failure, for the people where it stands. */
export const cardOf = (deps: ViewDeps, one: TriageCase, to: Reader = readersOf(deps, one)): Notice =>
  triageCard(viewOf(deps, one, to));

const viewOf = (deps: ViewDeps, one: TriageCase, to: Reader): TriageView => {
  const { action, priority, attempt, attempts, isGuess, cause, evidence, otherwise } = one.decision;
  return {
    ...one,
    parameters: shownValues(one.parameters),
    name: escapeMarkdown(shortened(oneLine(one.name), 100)),
    ...{ url: one.url, owner: one.owner, lastSuccessAt: one.lastSuccessAt, cause, evidence, otherwise },
    proposed: one.decision.parameters,
    startedBy: one.starter ? one.starter.name : creatorName(one.creator, to),
    suggestion: { action, priority, attempt, attempts, isGuess },
    standing: one.state.kind,
    mention: one.posted?.place.direct ? undefined : one.starter,
    buttons: buttonsOf(deps, one, to),
    to,
  };
};

/** What can be done about it now. */
const buttonsOf = (deps: ViewDeps, one: TriageCase, to: Reader): Button[] => {
  const trace: Button[] = [
    ...(one.trace ? [traceButton(one.id, to)] : []),
    ...(one.isJudged ? [] : judgementButtons(one.id, to)),
  ];
  const again = one.unsure.map((id) => resendButton(id, to));
  if (one.state.kind === "ignored") return [heedButton(one.id, to), ...again, ...trace];
  if (one.state.kind !== "open") return [...again, ...trace];
  const job = deps.catalog.byNumber(one.number);
  const offered = offers.filter(({ when }) => when(deps, job));
  return [...offered.map(({ of }) => offerButton(of, one.id, of === one.decision.action, to)), ...again, ...trace];
};

interface Offer {
  of: TriageAction;
  when: (deps: ViewDeps, job: JobConfig | undefined) => boolean;
}

const offers: readonly Offer[] = [
  { of: "repair", when: () => true },
  { of: "retry", when: () => true },
  { of: "retry-with", when: (_, job) => job !== undefined && askedParameters(job).length > 0 },
  { of: "email", when: (deps) => notifierOf(deps, "mail") !== undefined },
  { of: "escalate", when: (deps) => canEscalate(deps) },
  { of: "ignore", when: () => true },
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
