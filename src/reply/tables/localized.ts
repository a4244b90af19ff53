import type { Table } from "../../ports/table.ts";
import { languageOf } from "../words/words.ts";

/** A table with its numbers as its reader writes them. */
export const localized = (table: Table, locale: string | undefined): Table =>
  locale === undefined || languageOf(locale) === "en" ? table : { ...table, locale };
