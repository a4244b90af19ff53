import {
  AIMessage,
  type BaseMessage,
  type BaseMessageFields,
  HumanMessage,
  SystemMessage,
} from "@langchain/core/messages";
import { z } from "zod";

/**
 * Loads serialized JSON as LangGraph's own serializer does, in a tenth of its time. Plain objects and the messages of a
 * conversation are made here; any other record (a set, an error, a tool's message …) is left to `load`. The result is a
 * deep copy: the JSON stays as it is and can be used again.
 */
export const revive = async (json: unknown, load: (record: object) => Promise<unknown>): Promise<unknown> => {
  const left: Promise<unknown>[] = [];
  const root = copyOf({ json }, (record, put) => left.push(load(record).then(put)));
  await Promise.all(left);
  return root.json;
};

type Leave = (record: object, put: (loaded: unknown) => void) => void;

/** A copy in which records are what they stand for; those that are left, later. */
const copyOf = <T extends object>(from: T, leave: Leave): T => {
  const copy: T = Array.isArray(from) ? Object.assign([], from) : { ...from };
  for (const [key, value] of Object.entries(from)) {
    if (!isObject(value)) continue;
    const put = (loaded: unknown): void => void Reflect.set(copy, key, loaded);
    const revived = isRecord(value) ? messageOf(value) : copyOf(value, leave);
    if (revived) put(revived);
    else leave(value, put);
  }
  return copy;
};

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const isRecord = (value: object): boolean => Object.hasOwn(value, "lc");

/** A message, if its fields hold no records, nothing escaped, and no names that its class would translate. */
const messageOf = (record: object): BaseMessage | undefined => {
  const { data } = MessageRecord.safeParse(record);
  const kind = data && kinds.get(data.id.join("/"));
  if (!kind || !Object.keys(data.kwargs).every((field) => kind.fields.has(field))) return undefined;
  return kind.make(copyOf(data.kwargs, () => {}));
};

const isPlain = (value: unknown): boolean =>
  !isObject(value) ||
  Object.entries(value).every(([key, inner]) => key !== "lc" && key !== "__lc_escaped__" && isPlain(inner));

const MessageRecord = z.object({
  lc: z.literal(1),
  type: z.literal("constructor"),
  id: z.array(z.string()),
  kwargs: z.custom<BaseMessageFields>((value) => isObject(value) && isPlain(value)),
});

const common = ["content", "id", "name", "additional_kwargs", "response_metadata"];
const ofModel = [...common, "tool_calls", "invalid_tool_calls", "usage_metadata"];
const kinds = new Map<string, { fields: Set<string>; make(fields: BaseMessageFields): BaseMessage }>([
  ["langchain_core/messages/HumanMessage", { fields: new Set(common), make: (fields) => new HumanMessage(fields) }],
  ["langchain_core/messages/SystemMessage", { fields: new Set(common), make: (fields) => new SystemMessage(fields) }],
  ["langchain_core/messages/AIMessage", { fields: new Set(ofModel), make: (fields) => new AIMessage(fields) }],
]);
