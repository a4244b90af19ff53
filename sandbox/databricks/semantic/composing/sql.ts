/** A query in its clauses. */
export interface Query {
  with?: string;
  select: string;
  from: string;
  where?: string[];
  group?: string;
  having?: string;
  order?: string;
  limit?: number;
  offset?: number;
}

/** The query as SQL text, one clause per line. */
export const written = (query: Query): string =>
  [
    query.with && `WITH ${query.with}`,
    `SELECT ${query.select}`,
    `FROM ${query.from}`,
    query.where?.length && `WHERE ${query.where.join("\n  AND ")}`,
    query.group && `GROUP BY ${query.group}`,
    query.having && `HAVING ${query.having}`,
    query.order && `ORDER BY ${query.order}`,
    query.limit && `LIMIT ${query.limit}`,
    query.offset && `OFFSET ${query.offset}`,
  ]
    .filter(Boolean)
    .join("\n");

/** A text as a SQL literal. */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** The values that a statement is run with, by name. */
export type Bindings = Record<string, string | number>;

/** Gives out the names of parameters for values. */
export const createBindings = () => {
  const bindings: Bindings = {};
  return {
    bindings,
    bind: (value: string | number): string => {
      const name = `p${Object.keys(bindings).length + 1}`;
      bindings[name] = value;
      return `:${name}`;
    },
  };
};

/** The statement as people read it: with its values in place. */
export const filledIn = (sql: string, bindings: Bindings): string =>
  sql.replace(/:(p\d+)\b/g, (whole, name: string) => {
    const value = bindings[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? String(value) : quoted(value);
  });
