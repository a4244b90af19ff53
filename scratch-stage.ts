import { openStage, isFinal, whole } from "./test/support/stage.ts";
import { teamsSide, words } from "./test/support/teams/teams-side.ts";
const stage = await openStage({ model: false });
const teams = teamsSide(stage);
const q = "What is the total revenue?";
const texts: string[] = [
  "Wie hoch ist der Gesamtumsatz?", "¿Cuál es el total de ingresos?", "売上の合計はいくらですか？", "كم إجمالي الإيرادات؟",
  "WHAT IS THE TOTAL REVENUE???!!!", "what is the\ttotal\nrevenue", "What is the total revenue" + " ".repeat(2000) + "?", "“What is the total revenue?”", "> What is the total revenue?",
  "1. What is the total revenue?\n2. How many customers do we have?", "```What is the total revenue?```", "*What is the total revenue?*", "What is the total revenue?\u0000\u0007", "\u202eWhat is the total revenue?", "Ｗｈａｔ ｉｓ ｔｈｅ ｔｏｔａｌ ｒｅｖｅｎｕｅ？",
  "What is the total revenue? " + "😀".repeat(500), "?", "...", "👍", "0", "null", "undefined", "[object Object]", "__proto__", "constructor", "{}", "<script>alert(1)</script>", "/genie", "/genie help", "/genie /genie help", "help help", "HELP!", "Help.", "hilfe", "cancel cancel", "status 99999999999999999999", "status -1", "run", "run x", "run nightly-load a=", "run nightly-load =b", "run __proto__ a=b", "jobs jobs", "why", "sql", "sql drop table x", "ask", "ask ask", "remember", "remember that", "forget", "forget everything", "reset", "thanks", "good morning",
  "What is the total revenue? reply privately", "privately: " + q, "Show " + "revenue ".repeat(300), "revenue by " + Array.from({length:60},(_, i)=>"col"+i).join(", "), "total revenue in year 99999", "total revenue on 2026-02-30", "total revenue in the last 999999999999 days", "revenue in Q7", "top 0 products by revenue", "top -5 products", "top 1e9 products by revenue", "revenue between tomorrow and yesterday",
];
const out: any[] = [];
for (const [i, t] of texts.entries()) {
  const slackTs = await stage.say("asker", "analytics", "@genie " + t).catch((e) => "ERR " + e.message.slice(0,100));
  const id = await teams.say("asker", "personal:asker", t).catch((e) => "ERR " + e.message.slice(0,100));
  let s = "", m = "";
  if (String(slackTs).startsWith("ERR")) s = slackTs; else try { s = (await stage.answer("analytics", slackTs, 6000)).text.slice(0, 160); } catch { const all = (await stage.messages("analytics")).filter((x) => x.ephemeral_to).at(-1); s = "NONE; last ephemeral: " + (all ? all.text.slice(0, 120) : ""); }
  if (String(id).startsWith("ERR")) m = id; else try { m = words(await teams.answer("personal:asker", id, 6000)).slice(0, 160); } catch { m = "NONE"; }
  console.log(JSON.stringify(t.slice(0, 60)), "\n   S:", s.replaceAll("\n", "⏎"), "\n   T:", m.replaceAll("\n", "⏎"));
}
console.log(stage.output().split("\n").filter((l) => /"level":(40|50|60)/.test(l)).slice(0, 20).join("\n"));
await stage.close();
process.exit(0);
