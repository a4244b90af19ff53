import { render } from "../../../adapters/slack/render/render.ts";
import type { Answer, Reply } from "../../../src/ports/chat/reply.ts";
import type { Table } from "../../../src/ports/table.ts";
import { richAnswer } from "../../contract/replies.ts";
import { readable } from "./slack-reading.ts";

/* Replies as Slack's blocks. */

export type Block = Record<string, unknown> & { type: string };

/** The blocks of a reply. */
export const blocks = (reply: Reply, without: string[] = []): Block[] =>
  render(reply, new Set(without)).blocks as unknown as Block[];
/** The blocks of one type. */
export const of = (type: string, all: Block[]): Block[] => all.filter((block) => block.type === type);
/** Everything that can be read in the blocks. */
export const words = (reply: Reply, without: string[] = []): string =>
  readable({ text: "", blocks: render(reply, new Set(without)).blocks as never });

export const table = (columns: Table["columns"], rows: Table["rows"], more: Partial<Table> = {}): Table => ({
  columns,
  rows,
  total: rows.length,
  truncated: false,
  ...more,
});
export const withTables = (...tables: Table[]): Answer => ({
  ...richAnswer,
  tables: tables.map((one, index) => ({ title: `Table ${index + 1}`, table: one })),
});
export const text = (name: string) => ({ name, type: "text" as const });
export const number = (name: string) => ({ name, type: "number" as const });
