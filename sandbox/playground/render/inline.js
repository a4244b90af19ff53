/**
 * Reads a line of marked-up text into nodes. A dialect is `{ plain, rules }`: `plain` matches what no rule can begin
 * with, each rule is `{ pattern, make(match, inner) }` with a sticky pattern, tried in order; `inner` reads a part in
 * the same dialect. What no rule takes is text.
 */
export const inline = (text, dialect) => {
  const nodes = [];
  let plain = "";
  let at = 0;
  const inner = (part) => inline(part, dialect);
  while (at < text.length) {
    const run = matchAt(dialect.plain, text, at)?.[0] ?? "";
    plain += run;
    at += run.length;
    const hit = firstHit(dialect.rules, text, at, inner);
    if (hit) {
      nodes.push(plain, hit.node);
      plain = "";
      at += hit.length;
    } else if (at < text.length) {
      plain += text[at];
      at += 1;
    }
  }
  return [...nodes, plain].filter((node) => node !== "");
};

const firstHit = (rules, text, at, inner) => {
  for (const { pattern, make } of rules) {
    const match = matchAt(pattern, text, at);
    const node = match ? make(match, inner) : undefined;
    if (node !== undefined) return { node, length: match[0].length };
  }
  return undefined;
};

const matchAt = (pattern, text, at) => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** The character that an entity like `&amp;` or `&#39;` stands for; undefined when it stands for none. */
export const entity = (name) => {
  if (!name.startsWith("#")) return named[name];
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
};

const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };
