import { z } from "zod";
import { Place } from "../../../src/ports/place.ts";
import { extra, text } from "./fields.ts";
import { actorOf, type Installation, isExternal } from "./organisation.ts";
import { interaction, originOf } from "./person.ts";
import { act, nothing, type Reading, unreadable } from "./reading.ts";

/** Reads a view_submission: somebody submitted one of our modals (see render/form.ts). */
export const readView = (body: unknown, known: Installation): Reading => {
  const sent = Submission.safeParse(body);
  if (!sent.success) return unreadable("view_submission", sent.error);
  const { view, trigger_id: trigger } = sent.data;
  const metadata = Metadata.safeParse(parsed(view.private_metadata)).data;
  const { origin, ours } = originOf(sent.data, known);
  if (!metadata?.place.thread.startsWith(`slack:${ours.team}:`)) return nothing;
  return act({
    kind: "form",
    id: `slack:${ours.team}:view:${view.id}`,
    place: metadata.place,
    actor: actorOf(origin, ours),
    external: isExternal(origin, ours),
    ...(trigger ? { trigger } : {}),
    action: view.callback_id,
    value: metadata.value,
    fields: filledIn(view.state?.values ?? {}),
  });
};

/** The values that were filled in, by the name of their field. */
const filledIn = (values: Record<string, Inputs | undefined>): Record<string, string> => {
  const inputs = Object.values(values).flatMap((block) => Object.entries(block ?? {}));
  return Object.fromEntries(
    inputs.flatMap(([name, input]) => {
      const value = input?.value ?? input?.selected_date ?? input?.selected_option?.value;
      return value ? [[name, value]] : [];
    }),
  );
};

const parsed = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};

/** Written by render/form.ts. A modal that is not ours has other metadata. */
const Metadata = z.object({ value: z.string(), place: Place });

const Input = z.object({
  value: extra(z.string()),
  selected_date: extra(z.string()),
  selected_option: extra(z.object({ value: z.string() })),
});
const Inputs = z.record(z.string(), extra(Input));
type Inputs = z.infer<typeof Inputs>;

const Submission = z.object({
  ...interaction,
  view: z.object({
    id: z.string(),
    callback_id: z.string(),
    private_metadata: text,
    state: extra(z.object({ values: z.record(z.string(), extra(Inputs)) })),
  }),
});
