import { z } from "zod";
import { refusals } from "../api/refusal.ts";

/** Largest Adaptive Card, bytes of JSON. */
const CARD_BYTES = 28 * 1024;

const Element = z.looseObject({ type: z.string() });
const CardShape = z.looseObject({
  type: z.literal("AdaptiveCard"),
  version: z.string().regex(/^1\.[0-5]$/, "must be a version up to 1.5"),
  body: z.array(Element).optional(),
  actions: z.array(Element).optional(),
});

const actionTypes = ["Action.Execute", "Action.Submit", "Action.OpenUrl", "Action.ShowCard", "Action.ToggleVisibility"];

/** Required properties. A card without them is not shown. */
const required: Record<string, z.ZodType> = {
  "Action.OpenUrl": z.looseObject({ url: z.string().regex(/^(https?|mailto|tel|msteams):/i) }),
  "Action.ShowCard": z.looseObject({ card: z.looseObject({ type: z.literal("AdaptiveCard") }) }),
  "Action.ToggleVisibility": z.looseObject({ targetElements: z.array(z.unknown()) }),
  ActionSet: z.looseObject({ actions: z.array(Element).min(1) }),
  Container: z.looseObject({ items: z.array(Element) }),
  ColumnSet: z.looseObject({ columns: z.array(z.looseObject({ type: z.literal("Column").optional() })) }),
  Column: z.looseObject({ items: z.array(Element).optional() }),
  CodeBlock: z.looseObject({ codeSnippet: z.string() }),
  RichTextBlock: z.looseObject({ inlines: z.array(z.union([z.string(), Element])) }),
  TextRun: z.looseObject({ text: z.string() }),
  TextBlock: z.looseObject({ text: z.string() }),
  Image: z.looseObject({ url: z.string() }),
  FactSet: z.looseObject({ facts: z.array(z.looseObject({ title: z.string(), value: z.string() })) }),
  Table: z.looseObject({ columns: z.array(z.looseObject({})), rows: z.array(Element) }),
  TableRow: z.looseObject({ cells: z.array(Element) }),
  TableCell: z.looseObject({ items: z.array(Element) }),
  "Input.ChoiceSet": z.looseObject({
    id: z.string(),
    choices: z.array(z.looseObject({ title: z.string(), value: z.string() })),
  }),
  "Input.Date": z.looseObject({ id: z.string() }),
  "Input.Number": z.looseObject({ id: z.string() }),
  "Input.Text": z.looseObject({ id: z.string() }),
  "Input.Time": z.looseObject({ id: z.string() }),
  "Input.Toggle": z.looseObject({ id: z.string(), title: z.string() }),
};

/** Throws a Refusal for a card that Teams refuses. */
export const checkCard = (content: unknown): void => {
  const card = CardShape.safeParse(content);
  if (!card.success) throw refusal("$", card.error);
  if (Buffer.byteLength(JSON.stringify(content)) > CARD_BYTES) throw refusals.size();
  const ids = new Set<string>();
  for (const { node, path } of nodes(content, "$")) {
    const type = String(node["type"]);
    if (type.startsWith("Action.") && !actionTypes.includes(type)) throw bad(path, `there is no action ${type}`);
    const parsed = required[type]?.safeParse(node);
    if (parsed?.success === false) throw refusal(path, parsed.error);
    const { id } = node;
    if (typeof id !== "string") continue;
    if (ids.has(id) && type.startsWith("Input.")) throw bad(path, `the id ${id} is used twice`);
    ids.add(id);
  }
};

interface Node {
  node: Record<string, unknown>;
  path: string;
}

/** Every object with a type, outermost first. `data` belongs to the bot. */
function* nodes(value: unknown, path: string): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && typeof value.type === "string") yield { node: { ...value }, path };
  for (const [name, inner] of Object.entries(value)) {
    if (name !== "data") yield* nodes(inner, `${path}.${name}`);
  }
}

const bad = (path: string, message: string) => refusals.argument(`Invalid Adaptive Card at ${path}: ${message}`);

const refusal = (path: string, error: z.ZodError) =>
  bad(path, error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; "));
