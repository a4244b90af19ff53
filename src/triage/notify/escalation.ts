import type { Actor } from "../../ports/actor.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { readerIn } from "../../reply/reader.ts";
import { phrase } from "../../reply/words/phrase.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { retention } from "../../retention.ts";
import { cardOf, showCase } from "../case-card.ts";
import type { TriageCase } from "../triage-case.ts";
import { notifierOf, type TriageDeps } from "../triage-deps.ts";
import { beginSending, usualSending } from "./sending.ts";

/** Calls whoever is on call: in their channel, by e-mail, by the service for incidents, as configured. Once per act. */
export const escalate = async (
  deps: TriageDeps,
  one: TriageCase,
  act: string,
  by: Actor | undefined,
): Promise<void> => {
  if (!(await isFirstCall(deps, one, act))) return;
  const { channel, email, incident } = deps.config.triage.on_call;
  const said: string[] = [];
  const place = channel === undefined ? undefined : deps.placeOf(channel);
  if (place) {
    await deps.delivery.post(place, callOf(deps, one, by), { key: `triage:${one.id}:${act}:on-call` });
    said.push(phrase("onCallChannel", {}));
  }
  if (email.length > 0 && notifierOf(deps, "mail")) {
    await beginSending(deps, usualSending(deps, one, { kind: "escalation", notifier: "mail", to: email, act }));
    said.push(phrase("eMail", {}));
  }
  if (incident && notifierOf(deps, "incident")) {
    await deps.records.add(incidentKey(one.id), true, retention.failures);
    await beginSending(deps, usualSending(deps, one, { kind: "escalation", notifier: "incident", to: [], act }));
    said.push(notifierOf(deps, "incident")?.title ?? "");
  }
  const how = said.length > 0 ? said.join(", ") : phrase("nobodyCalled", {});
  const line = phrase("escalatedBy", { who: by ? (by.name ?? phrase("somebody", {})) : phrase("jobPolicy", {}), how });
  const shown = await deps.cases.update(one.id, (known) =>
    known.log.includes(line) ? known : { ...known, log: [...known.log, line] },
  );
  if (shown) await showCase(deps, shown);
};

/** Two clicks, or two people, within this time call once. */
const againMs = 10 * 60_000;

/** False: another act has just called for the same failure. */
const isFirstCall = async ({ records }: TriageDeps, { id }: TriageCase, act: string): Promise<boolean> => {
  const key = `triage-called:${id}`;
  return (await records.add(key, act, againMs)) || (await records.read(key))?.value === act;
};

const incidentKey = (id: string): string => `triage-incident:${id}`;

/** The failure is over: its incident is, too, where one was opened. Once for the run that mended it. */
export const resolveIncident = async (deps: TriageDeps, one: TriageCase, run: string): Promise<void> => {
  if (!(await deps.records.read(incidentKey(one.id))) || !notifierOf(deps, "incident")) return;
  await beginSending(deps, usualSending(deps, one, { kind: "recovery", notifier: "incident", to: [], act: run }));
};

/** The same as on the card, without what can be done: that is done where the card is. */
const callOf = (deps: TriageDeps, one: TriageCase, by: Actor | undefined): Notice => {
  const to = readerIn(deps.config, undefined, undefined);
  const { mention: _, ...card } = cardOf(deps, one, to);
  const words = wordsIn(to.locale).triage;
  const who = by && (by.name ?? words.somebody);
  return { ...card, title: words.needsHelp(who, words.priorities[one.decision.priority]), buttons: [] };
};
