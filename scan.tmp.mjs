import { parseSync } from "oxc-parser";
import { readFileSync, globSync } from "node:fs";
const roots = process.argv.slice(2);
const files = roots.flatMap((r) => globSync(`${r}/**/*.ts`)).sort();
let total = 0;
for (const file of files) {
  if (file.startsWith("src/reply/words/")) continue;
  const src = readFileSync(file, "utf8");
  const { program } = parseSync(file, src);
  const out = [];
  const line = (at) => src.slice(0, at).split("\n").length;
  const visit = (n) => {
    if (Array.isArray(n)) return n.forEach(visit);
    if (!n || typeof n !== "object" || typeof n.type !== "string") return;
    if (n.type === "CallExpression") {
      const t = src.slice(n.callee.start, n.callee.end);
      if (/(^|\.|\?\.)(log|warn|info|error)$/.test(t) || t === "describe" || /\.describe$/.test(t)) return;
    }
    if (n.type === "NewExpression" && /Error$/.test(src.slice(n.callee.start, n.callee.end))) return;
    if (n.type === "ImportDeclaration" || n.type === "TSLiteralType" || n.type==="ExportNamedDeclaration" && n.source) return;
    let text;
    if (n.type === "Literal" && typeof n.value === "string") text = n.value;
    if (n.type === "TemplateLiteral") text = n.quasis.map((q) => q.value.cooked).join("{}");
    if (text !== undefined && (/[A-Za-z]{2,}[ ,:.]+[A-Za-z’'{]{1,}/.test(text) || /^[A-Z][a-z]{2,}/.test(text) || /\{\} [a-z]{2,}/.test(text))) out.push(`${line(n.start)}: ${text.slice(0, 150).replace(/\n/g, "\\n")}`);
    for (const k of Object.keys(n)) if (k !== "parent") visit(n[k]);
  };
  visit(program);
  if (out.length) { console.log(`== ${file}`); for (const o of out) console.log("  " + o); total += out.length; }
}
console.log(total);
