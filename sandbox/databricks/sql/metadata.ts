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

/** A statement about schemas and tables in SQLite's own words; any other one stays as it is. */
export const withMetadata = (sql: string): string => {
  const bare = sql.trim().replace(/;$/, "").trim();
  for (const [pattern, translated] of statements) {
    const found = pattern.exec(bare);
    if (found) return translated(...found.slice(1));
  }
  return sql;
};
