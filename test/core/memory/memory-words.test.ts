import { readPreference, replaces } from "../../../src/memory/preference-reading.ts";
import { parseWords } from "../../../src/turn/interactions/command-words.ts";

const sentence = (text: string) => parseWords(text, "sentence");
const command = (text: string) => parseWords(text, "command");

describe("words about our memory", () => {
  it.each([
    ["remember that I only care about the North", "I only care about the North"],
    ["Please remember: amounts in thousands", "amounts in thousands"],
    ["Remember I prefer charts to tables", "I prefer charts to tables"],
    ["from now on, answer me in German", "answer me in German"],
    ["by “revenue” we mean net revenue", "by “revenue” we mean net revenue"],
    ["Merk dir, dass ich nur den Norden brauche", "dass ich nur den Norden brauche"],
    ["mit Umsatz meinen wir Nettoumsatz", "mit Umsatz meinen wir Nettoumsatz"],
  ])("remembers: %s", (text, kept) => {
    expect(sentence(text)).toEqual({ verb: "remember", text: kept });
  });

  it.each(["what do you remember?", "What do you know about me", "show me my preferences", "was hast du dir gemerkt?"])(
    "shows: %s",
    (text) => expect(sentence(text)).toEqual({ verb: "memory" }),
  );

  it.each([
    ["forget that I only care about the North", "I only care about the North", false],
    ["forget what revenue means", "what revenue means", false],
    ["Forget everything you remember about me.", "", true],
    ["vergiss alles", "", true],
  ])("forgets: %s", (text, what, all) => {
    expect(sentence(text)).toEqual({ verb: "forget", text: what, all });
  });

  it.each([
    "Do you remember the revenue of last month?",
    "What does revenue mean?",
    "Revenue means a lot to us: how much was it?",
    "forget it, show me the revenue",
    "Forget that question",
    "Which customers will not remember us?",
    "Can you remember what we sold in May?",
  ])("leaves to the agents: %s", (text) => {
    expect(sentence(text).verb).toBe("ask");
  });

  it("knows the same by command", () => {
    expect(command("remember I only care about the North")).toMatchObject({ verb: "remember" });
    expect(command("forget #0a1b2c3d")).toEqual({ verb: "forget", text: "#0a1b2c3d", all: false });
    expect(command("forget everything")).toEqual({ verb: "forget", text: "", all: true });
    expect(command("memory")).toEqual({ verb: "memory" });
  });
});

describe("a preference", () => {
  it.each([
    ["by revenue we mean net revenue", { term: "revenue", meaning: "net revenue" }],
    ["revenue means net revenue here", { term: "revenue", meaning: "net revenue" }],
    ["when we say “ARR” we mean annual recurring revenue", { term: "ARR", meaning: "annual recurring revenue" }],
    ["answer me in German", { language: "de" }],
    ["antworte bitte auf Englisch", { language: "en" }],
    ["I prefer charts to tables", { display: "chart" }],
    ["no charts please", { display: "table" }],
    ["never show me tables", { display: "chart" }],
  ])("says of itself what it is: %s", (text, read) => {
    expect(readPreference(text, 1)).toMatchObject({ text, ...read });
  });

  it("is plain words otherwise, on one line and without what hides in it", () => {
    const { text, ...rest } = readPreference("I only care\nabout the \u202eNorth\u200b.", 1);
    expect(text).toBe("I only care about the North");
    expect(rest).toEqual({ id: expect.stringMatching(/^[0-9a-f]{8}$/), usedAt: 1 });
    for (const plain of ["our table of customers is new", "I sell German cars"])
      expect(Object.keys(readPreference(plain, 1))).toEqual(["id", "text", "usedAt"]);
  });

  it("takes the place of one that it contradicts", () => {
    const takes = (one: string, other: string) => replaces(readPreference(one, 1), readPreference(other, 1));
    expect(takes("answer me in English", "antworte auf Deutsch")).toBe(true);
    expect(takes("revenue means gross revenue", "by Revenue we mean net revenue")).toBe(true);
    expect(takes("charts, never show tables", "no charts")).toBe(true);
    expect(takes("I only care about the North", "I only care about the South")).toBe(false);
  });
});
