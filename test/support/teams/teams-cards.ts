import { createRequire } from "node:module";
import type { CardMessage } from "../../../adapters/teams/render/render.ts";
import { functionsIn, nodesOf } from "./teams-reading.ts";

/*
 * Whether Teams can show a card: as Microsoft's own parser reads it, and by what that parser lets pass.
 */

type Node = Record<string, unknown>;

interface Parser {
  AdaptiveCard: new () => { parse(card: unknown, context: unknown): void };
  SerializationContext: new () => { eventCount: number; getEventAt(index: number): { message: string } };
}
// The package's modules have no file extensions, so that Node can load its bundle only; that one needs no page.
const { AdaptiveCard, SerializationContext } = createRequire(import.meta.url)(
  "adaptivecards/dist/adaptivecards.js",
) as Parser;

/** Everything that is wrong with what a message shows. */
export const complaintsOf = (message: CardMessage): string[] => {
  const card = message.attachments[0].content as unknown as Node;
  return [
    ...parserComplaints(card).filter((complaint) => !ofTeams.test(complaint)),
    ...parserComplaints(plain(card)),
    ...sizeComplaints(message),
    ...nodesOf(card).flatMap(nodeComplaints),
    ...functionsIn(card),
    ...doubled(nodesOf(card).flatMap(({ id }) => (typeof id === "string" ? [id] : []))).map((id) => `id ${id} twice`),
  ];
};

/** Elements that Teams knows and the parser does not. */
const ofTeams = /Chart\.(VerticalBar(\.Grouped)?|Line|Pie)|CodeBlock/;

const parserComplaints = (card: unknown): string[] => {
  const context = new SerializationContext();
  new AdaptiveCard().parse(card, context);
  return Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
};

/** The card in a client that knows nothing that has a fallback. */
const plain = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(plain).filter((one) => one !== "drop");
  if (typeof value !== "object" || value === null) return value;
  if ("fallback" in value) return plain(value.fallback);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === "data" ? inner : plain(inner)]));
};

const sizeComplaints = (message: CardMessage): string[] => [
  ...(Buffer.byteLength(JSON.stringify(message.attachments[0].content)) < 25_000 ? [] : ["card of 25 KB"]),
  ...(Buffer.byteLength(JSON.stringify(message), "utf16le") < 80_000 ? [] : ["message of 80 KB"]),
];

/** What must stand in each element. */
const needed: Record<string, (node: Node) => boolean> = {
  AdaptiveCard: ({ version, body, fallbackText }) => version === "1.5" && isFull(body) && isText(fallbackText),
  RichTextBlock: ({ inlines }) => isFull(inlines),
  TextRun: ({ text, selectAction }) => isText(text) && (selectAction === undefined || isLink(selectAction as Node)),
  TextBlock: ({ text, wrap }) => isText(text) && wrap === true,
  Container: ({ items }) => isFull(items),
  ActionSet: ({ actions }) => isFull(actions) && (actions as Node[]).length <= 6,
  Table: ({ columns, rows, fallback }) =>
    isFull(columns) &&
    isFull(rows) &&
    isNode(fallback) &&
    (rows as Node[]).every((row) => isAsLong(row["cells"], columns)),
  TableRow: ({ cells }) => isFull(cells),
  TableCell: ({ items }) => isFull(items),
  CodeBlock: ({ codeSnippet, fallback }) => isText(codeSnippet) && isNode(fallback),
  "Chart.VerticalBar": isChart,
  "Chart.VerticalBar.Grouped": isChart,
  "Chart.Line": isChart,
  "Chart.Pie": isChart,
  "Input.Text": isInput,
  "Input.Number": isInput,
  "Input.Date": isInput,
  "Input.ChoiceSet": (node) => isInput(node) && isFull(node["choices"]),
  "Action.OpenUrl": isLink,
  "Action.ToggleVisibility": ({ title, targetElements }) => isText(title) && isFull(targetElements),
  "Action.Execute": ({ title, verb, data, fallback }) =>
    isText(title) && isText(verb) && JSON.stringify((fallback as Node)["data"]) === JSON.stringify(data),
  "Action.Submit": ({ title, data }) =>
    isText(title) && isText((data as Node)["action"]) && typeof (data as Node)["value"] === "string",
  mention: ({ text, mentioned }) => /^<at>[^<>]+<\/at>$/.test(String(text)) && isText((mentioned as Node)["id"]),
};

const nodeComplaints = (node: Node): string[] => {
  const type = String(node["type"]);
  const check = needed[type];
  if (!check) return [`unknown type ${type}`];
  return check(node) ? [] : [`incomplete ${type}: ${JSON.stringify(node).slice(0, 200)}`];
};

function isChart({ title, data, fallback }: Node): boolean {
  return isText(title) && isFull(data) && fallback === "drop";
}
function isInput({ id, label }: Node): boolean {
  return isText(id) && isText(label);
}
function isLink({ url }: Node): boolean {
  return /^https?:\/\//.test(String(url));
}
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isFull = (value: unknown): boolean => Array.isArray(value) && value.length > 0;
const isNode = (value: unknown): boolean => typeof value === "object" && value !== null && "type" in value;
const isAsLong = (one: unknown, other: unknown): boolean => (one as unknown[]).length === (other as unknown[]).length;

const doubled = (names: string[]): string[] => names.filter((name, index) => names.indexOf(name) !== index);
