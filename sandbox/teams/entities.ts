import { z } from "zod";
import { refusals } from "./api/refusal.ts";

/* Entities in a bot's messages: mentions, and the one that marks a message as made with AI and cites its sources. */

type Entity = Record<string, unknown> & { type: string };

const messageType = "https://schema.org/Message";

const Claim = z.looseObject({
  "@type": z.literal("Claim"),
  position: z.number().int().positive(),
  appearance: z.looseObject({
    "@type": z.literal("DigitalDocument"),
    name: z.string().min(1).max(80),
    url: z.string().optional(),
    abstract: z.string().min(1).max(160),
    text: z.string().optional(),
    keywords: z.array(z.string().max(28)).max(3).optional(),
  }),
});

const Root = z.looseObject({
  "@type": z.literal("Message"),
  "@context": z.literal("https://schema.org"),
  additionalType: z.array(z.string()).optional(),
  citation: z.array(Claim).max(20).optional(),
});

const Mentioned = z.looseObject({ mentioned: z.looseObject({ id: z.string(), name: z.string() }), text: z.string() });

/** Throws a Refusal for entities that Teams refuses. */
export const checkEntities = (entities: readonly Entity[]): void => {
  const roots = entities.filter(({ type }) => type === messageType);
  if (roots.length > 1) throw refusals.argument(`Only one root entity of type ${messageType} is allowed`);
  for (const root of roots) check(root, Root);
  for (const mention of entities.filter(({ type }) => type === "mention")) check(mention, Mentioned);
  if (entities.some(({ type }) => type === "streaminfo")) throw refusals.argument("Streaming is not emulated here");
};

const check = (entity: Entity, shape: z.ZodType): void => {
  const parsed = shape.safeParse(entity);
  if (parsed.success) return;
  const lines = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  throw refusals.argument(`Invalid entity ${entity.type}: ${lines.join("; ")}`);
};
