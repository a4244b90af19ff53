const name = "`?(\\w+)`?";
const statements: [RegExp, (...names: string[]) => string][] = [
  [
    new RegExp(`^SHOW\\s+TABLES\\s+(?:IN|FROM)\\s+${name}$`, "i"),
    (schema) =>
      `SELECT '${schema}' AS database, name AS tableName, 'false' AS isTemporary FROM ${schema}.sqlite_master WHERE type = 'table' ORDER BY name`,
  ],
  [
    /^SHOW\s+(?:SCHEMAS|DATABASES)$/i,
    () => "SELECT name AS databaseName FROM pragma_database_list WHERE name NOT IN ('main', 'temp') ORDER BY name",
  ],
  [
    new RegExp(`^DESC(?:RIBE)?(?:\\s+TABLE)?(?:\\s+EXTENDED)?\\s+${name}\\.${name}$`, "i"),
    (schema, table) =>
      `SELECT name AS col_name, lower(type) AS data_type, NULL AS comment FROM pragma_table_info('${table}', '${schema}')`,
  ],
];

const history = new RegExp(`^DESC(?:RIBE)?\\s+HISTORY\\s+${name}\\.${name}(?:\\s+LIMIT\\s+(\\d+))?$`, "i");

/** Every table is written at 00:20 each night, and tidied up at 00:40. */
const commits = (now: string, schema: string, table: string, most: number): string => {
  const day = (back: number) => `strftime('%Y-%m-%dT', '${now.slice(0, 10)}', '-${back} days')`;
  const rows = Array.from({ length: 5 }, (_, back) => [
    `SELECT ${11 - 2 * back} AS version, ${day(back)} || '00:40:00.000Z' AS timestamp, 'OPTIMIZE' AS operation, '{}' AS operationParameters`,
    `SELECT ${10 - 2 * back}, ${day(back)} || '00:20:00.000Z', 'WRITE', '{"mode":"Overwrite"}'`,
  ]).flat();
  // Who asks about a table that is not there is told so.
  return `SELECT * FROM (${rows.join(" UNION ALL ")}) WHERE (SELECT count(*) FROM ${schema}.${table}) >= 0 AND timestamp <= '${now}' ORDER BY version DESC LIMIT ${most}`;
};

/** A statement about schemas and tables in SQLite's own words; any other one stays as it is. `now`: as ISO 8601. */
export const withMetadata = (sql: string, now: string): string => {
  const bare = sql.trim().replace(/;$/, "").trim();
  const [, schema, table, most] = history.exec(bare) ?? [];
  if (schema && table) return commits(now, schema, table, Number(most ?? 100));
  for (const [pattern, translated] of statements) {
    const found = pattern.exec(bare);
    if (found) return translated(...found.slice(1));
  }
  return sql;
};
