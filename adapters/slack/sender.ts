import type { Log } from "../../src/logging/log.ts";
import type { Reply } from "../../src/ports/chat/reply.ts";
import { complaints, isUnshowable } from "./problems.ts";
import { type Block, rich, type Without } from "./render/blocks.ts";
import { type Message, render, wordsAlone } from "./render/render.ts";

/** Sends a reply in the richest form that Slack accepts. */
export type Send = <T>(reply: Reply, call: (message: Message) => Promise<T>) => Promise<T>;

/** All blocks; those that were not refused; only blocks that every workspace has; text without blocks. */
type Form = "rich" | "less rich" | "plain" | "words";

/**
 * Slack rolls out block types slowly, and some workspaces never get them. When Slack refuses the content of a message, the
 * sender retries at once in a plainer form. A block type that Slack calls unsupported is not tried again in this process.
 */
export const createSender = (log: Log): Send => {
  const unsupported = new Set<string>();

  const refusedTypes = (thrown: unknown, blocks: Block[]): string[] => {
    const refused = complaints(thrown).flatMap((complaint) => typesIn(complaint, blocks));
    for (const { type } of refused.filter((one) => one.unsupported && !unsupported.has(one.type))) {
      unsupported.add(type);
      log.warn(
        { event: "slack.block-refused", block: type },
        "this workspace does not support a block type; a plainer one is used from now on",
      );
    }
    return refused.map(({ type }) => type);
  };

  const sendAs = async <T>(
    form: Form,
    reply: Reply,
    without: Without,
    call: (message: Message) => Promise<T>,
  ): Promise<T> => {
    const rendered = form === "words" ? wordsAlone(reply) : render(reply, without);
    // The client cannot encode half a character, which people can write and a cut can leave.
    const message = { ...rendered, text: rendered.text.toWellFormed() };
    try {
      return await call(message);
    } catch (thrown) {
      const types = isUnshowable(thrown) && form === "rich" ? refusedTypes(thrown, message.blocks) : [];
      const plainer = isUnshowable(thrown) ? plainerForm(form, reply, types) : undefined;
      if (!plainer) throw thrown;
      return sendAs(plainer, reply, new Set([...without, ...(types.length > 0 ? types : rich)]), call);
    }
  };

  return (reply, call) => sendAs("rich", reply, new Set(unsupported), call);
};

/** An answer can be longer than an edit without blocks may be, so an answer is never sent as words alone. */
const plainerForm = (form: Form, reply: Reply, refused: string[]): Form | undefined => {
  if (form === "rich" && refused.length > 0) return "less rich";
  if (form === "rich" || form === "less rich") return "plain";
  return form === "plain" && reply.kind !== "answer" ? "words" : undefined;
};

interface RefusedType {
  type: string;
  unsupported: boolean;
}

/** The block types that a complaint names: `unsupported type: plan [json-pointer:/blocks/0/type]`. */
const typesIn = (complaint: string, blocks: Block[]): RefusedType[] => {
  const named = /unsupported type: (\w+)/.exec(complaint)?.[1];
  const pointed = blocks[Number(/\/blocks\/(\d+)/.exec(complaint)?.[1] ?? Number.NaN)]?.type;
  const tables = complaint.includes("only_one_table_allowed") ? (["table", "data_table"] as const) : [];
  const unsupported = named !== undefined || complaint.includes("unsupported");
  return [named, pointed, ...tables].flatMap((type) => (isRich(type) ? [{ type, unsupported }] : []));
};

const isRich = (type: string | undefined): type is string => rich.some((one) => one === type);
