/**
 * What a space says about one table: what can be measured, by what it can be split and narrowed, and the words that
 * people use. `words` are phrases between commas; forms of a word and typing errors need no entry.
 */
export interface Subject {
  /** The table, with its schema. */
  from: string;
  /** Further tables that a dimension or measure may need, by name. */
  joins?: Record<string, string>;
  /** Column of the day; absent: the rows have no time. */
  day?: string;
  /** What happened on that day; a period needs one of the words. */
  event?: { name: string; words: string };
  /** Column of the moment. */
  time?: string;
  /** What one row is, the dimension that it is one value of, and the measure that "the sales" mean beside their number. */
  record: { one: string; many: string; words: string; dimension?: string; measure?: string };
  /** It is meant only where one of its measures, its rows or a joined dimension is named. */
  secondary?: true;
  /** Columns of a list of rows, and its order. */
  list: { columns: string; order: string };
  measures: Measure[];
  dimensions: Dimension[];
  flags?: Flag[];
  /** The measure of "top", "best" or "worst" without another word. */
  main: string;
  /** How many days a question means that names none; absent: all of them. */
  usualDays?: number;
  /** Dimensions that "who", "where", "what" and "why" ask for. */
  who?: string;
  where?: string;
  what?: string;
  why?: string;
  /** Further words for the first by day. */
  earliest?: string;
  /** The same for its latest row. */
  latest?: string;
  /** Words that ask for the moment. */
  when?: string;
  /** Further words that say nothing here. */
  quiet?: string;
}

export interface Measure {
  /** Column of the result. */
  name: string;
  label: string;
  words: string;
  /** Words that mean it where nothing else is measured. */
  weak?: string;
  /** The aggregate. */
  sql: string;
  /** The rows that it counts, where those are to be listed. */
  flag?: string;
  /** The value of one row, where rows have one; averages, extremes and thresholds use it. */
  value?: string;
  unit:
    | "amount"
    | "dollars"
    | "percent"
    | "seconds"
    | "minutes"
    | "hours"
    | "bytes"
    | "megabytes"
    | "gigabytes"
    | "terabytes"
    | "count";
  /** Values of groups may be added up. */
  adds: boolean;
  /** Adjectives of much and of little: "expensive", "cheap". */
  high?: string;
  low?: string;
  /** Little is good. */
  lowIsGood?: boolean;
  /** Dimension that a total is shown by. */
  split?: string;
  /** The percentage that a share of it means where nothing is split: bad rows among all rows. */
  rate?: string;
  /** The measure that its verb means after "how many": of what is sold, the units. */
  counted?: string;
  join?: string;
  /** Condition of every question for it. */
  where?: string;
  /** It is not named where a space says what it can tell. */
  unlisted?: boolean;
}

export interface Dimension {
  /** Column of the result. */
  name: string;
  label: string;
  many: string;
  words: string;
  /** Words that mean it where no other dimension is named. */
  weak?: string;
  /** Expression; absent: the column of that name. */
  sql?: string;
  join?: string;
  /** Dimensions of which each value has one of this: a job has one team. */
  of?: string[];
  /** Its values are ranges of whole numbers, "25-34", that begin at these; the last is where they end. */
  edges?: number[];
  /** Condition that the dimension implies. */
  where?: string;
  /** Other words for a value: `Premium: "gold, vip"`. */
  aliases?: Record<string, string>;
  /** Its entry among the German names, where its label is that of another thing elsewhere. */
  german?: string;
  /** Its values are looked for in questions. Default true. */
  values?: false;
}

/** A condition that people have a word for. */
export interface Flag {
  name: string;
  words: string;
  where: string;
  /** What a list of such rows shows, if not the usual. */
  list?: { columns: string; order: string };
  join?: string;
  /** Splits that count such rows, in place of listing them: "sensitive tables" are about tables. */
  needs?: string;
}
