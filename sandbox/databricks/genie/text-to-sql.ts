import { z } from "zod";
import type { Calendar } from "../data/calendar.ts";
import { cell, type Database, type Result } from "../data/database.ts";
import { type Voice, voiceIn } from "../semantic/saying/words.ts";
import { type Space, tablesOf } from "../spaces/space.ts";
import { type Attempt, MOST_ROWS } from "./answer.ts";
import { mannerOf } from "./manner.ts";

/** One answer of a language model. */
export type AskModel = (instructions: string, question: string) => Promise<string>;

/** A question with what was asked before it in the conversation, oldest first. */
interface Asking {
  space: Space;
  database: Database;
  calendar: Calendar;
  content: string;
  earlier: string[];
}

/** Longest statement that is run. */
const MOST_CHARACTERS = 4_000;
const Reply = z.object({ sql: z.string().min(1).max(MOST_CHARACTERS), description: z.string().min(1).max(400) });

/** The query that a model writes for a question, with its result. Undefined: it wrote none that may run. */
export const textToSql =
  (ask: AskModel) =>
  async ({
    space,
    database,
    calendar,
    content,
    earlier,
  }: Asking): Promise<(Attempt & { text: string }) | undefined> => {
    const voice = voiceIn(mannerOf(content, undefined).manner, content);
    try {
      const reply = Reply.parse(
        jsonIn(await ask(instructions(space, database, calendar, voice), asked(content, earlier))),
      );
      const sql = reply.sql.trim().replace(/;$/, "");
      if (!isOneSelect(sql)) return undefined;
      const result = database.query(sql, {}, MOST_ROWS);
      return {
        sql,
        about: reply.description,
        parameters: [],
        result,
        language: voice.language,
        text: `${reply.description} ${rowsInWords(voice, result)}`,
      };
    } catch {
      // The rules answer in its place, whatever the model did wrong.
      return undefined;
    }
  };

const instructions = (space: Space, database: Database, calendar: Calendar, { language }: Voice): string =>
  [
    `You write SQL for questions about these tables. ${space.description}`,
    ...tablesOf(space).map((table) => `${table}(${columnsOf(table, database)})`),
    `Today is ${calendar.today}; the data ends on ${calendar.ago(1)}. Days are texts such as 2026-11-20.`,
    "The dialect is SQLite. Write exactly one SELECT, with at most one join for each table, and name every column.",
    "If the tables do not hold what is asked for, answer {} alone.",
    ...(language === "de" ? ["Write the description in German."] : []),
    'Answer with JSON alone: {"sql": "...", "description": "one sentence that says what the query computes and for which period"}',
  ].join("\n");

const asked = (content: string, earlier: string[]): string =>
  [...earlier.slice(-5).map((question) => `Asked before: ${question.slice(0, 500)}`), content.slice(0, 4_000)].join(
    "\n",
  );

const columnsOf = (table: string, database: Database): string => {
  const [schema = "", name = ""] = table.split(".");
  const { rows } = database.query("SELECT name, type FROM pragma_table_info(:name, :schema)", { name, schema }, 100);
  return rows.map(([column, type]) => `${column} ${type}`).join(", ");
};

/** The JSON object in a reply, with or without a fence around it. */
const jsonIn = (reply: string): unknown =>
  JSON.parse(reply.slice(reply.indexOf("{"), reply.lastIndexOf("}") + 1)) as unknown;

/** One statement that reads. SQLite refuses to write in any case; recursion might never end. */
const isOneSelect = (sql: string): boolean =>
  /^(?:select|with)\b/i.test(sql) && !sql.includes(";") && !/\brecursive\b/i.test(sql);

/** The first rows in words. */
const rowsInWords = ({ answers, plain }: Voice, { columns, rows }: Result): string => {
  const cells = (row: Result["rows"][number]) =>
    row.map((value, index) => cell(value, columns[index]?.typeName ?? "STRING") ?? answers.none);
  const [first] = rows;
  if (!first) return answers.empty;
  if (rows.length === 1)
    return answers.oneRow(columns.map(({ name }, index): [string, string] => [name, cells(first)[index] ?? ""]));
  const shown = rows.slice(0, 5).map((row) => cells(row).join(" "));
  return answers.someRows(plain.number(rows.length), shown);
};
