import { parseWords } from "../../../src/turn/interactions/command-words.ts";

describe("command words", () => {
  it.each([
    ["", { verb: "help" }],
    ["help", { verb: "help" }],
    ["ask what is the total revenue?", { verb: "ask", question: "what is the total revenue?" }],
    ["what is the total revenue?", { verb: "ask", question: "what is the total revenue?" }],
    ["agents", { verb: "agents" }],
    ["run", { verb: "run", rest: "" }],
    ["run nightly-load date=2026-01-01", { verb: "run", rest: "nightly-load date=2026-01-01" }],
    ["status 123456789012345", { verb: "status", target: "123456789012345" }],
    ["cancel", { verb: "cancel", target: "" }],
    ["reset", { verb: "reset" }],
    ["hilfe", { verb: "help" }],
    ["frag wie hoch ist der Umsatz?", { verb: "ask", question: "wie hoch ist der Umsatz?" }],
    ["starte nightly-load date=2026-01-01", { verb: "run", rest: "nightly-load date=2026-01-01" }],
    ["läufe fehlgeschlagen", { verb: "runs", rest: "fehlgeschlagen" }],
    ["abbrechen 123456789012345", { verb: "cancel", target: "123456789012345" }],
    ["merke dir, dass ich nur den Norden brauche", { verb: "remember", text: "dass ich nur den Norden brauche" }],
    ["what do you remember?", { verb: "memory" }],
  ])("after /genie reads %j", (text, words) => {
    expect(parseWords(text, "command")).toEqual(words);
  });

  it.each([
    ["help", "help"],
    ["Help!", "help"],
    ["cancel", "cancel"],
    ["stop", "cancel"],
    ["Stop.", "cancel"],
    ["cancel 123456789012345", "cancel"],
    ["Hilfe!", "help"],
    ["Agenten", "agents"],
    ["abbrechen", "cancel"],
    ["Stopp!", "cancel"],
    ["abbrechen 123456789012345", "cancel"],
    ["läufe", "runs"],
    ["Gedächtnis", "memory"],
    ["zurücksetzen", "reset"],
    ["Melde mich bitte an", "ask"],
    ["melde mich bei Databricks an", "login"],
    ["Abmelden", "logout"],
    ["Wer bin ich?", "whoami"],
    ["Warum sind die Kosten gestiegen?", "ask"],
    ["Frage: wie hoch ist der Umsatz?", "ask"],
    ["Läufe je Team", "ask"],
    ["help me find the top seller", "ask"],
    ["cancel culture in our reviews?", "ask"],
    ["status of the nightly load?", "ask"],
    ["run the numbers for South", "ask"],
    ["agents with the most revenue", "ask"],
    ["reset passwords last week?", "ask"],
  ])("in a sentence takes %j for %s", (text, verb) => {
    expect(parseWords(text, "sentence").verb).toBe(verb);
  });

  it.each([
    ["hepl", "help"],
    ["aegnts", "agents"],
    ["Agent?", "agents"],
    ["stauts", "status"],
    ["cancle", "cancel"],
    ["staus 123456789012345", "status 123456789012345"],
    ["abrechen", "abbrechen"],
  ])("takes %j for a slip of the finger, everywhere", (text, meant) => {
    for (const entry of ["command", "sentence"] as const) {
      expect(parseWords(text, entry)).toEqual({ verb: "misspelt", meant, text });
    }
  });

  it.each(["sales", "revenue", "hello", "why?", "help with stock", "statues 12 and 13", "Käufe", "Kosten"])(
    "asks %j",
    (text) => {
      expect(parseWords(text, "sentence")).toEqual({ verb: "ask", question: text });
    },
  );

  it("helps who asks nothing", () => {
    expect(parseWords("ask", "command")).toEqual({ verb: "help" });
  });
});
