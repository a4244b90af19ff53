import { choreIn } from "../../../adapters/api/wire/chores.ts";
import { type ApiBench, asking, openApi, question } from "../../support/api-bench.ts";

/** A request in the form of Open WebUI. */
const inSections = (wish: string, format: string, chat = `USER: ${question}\nASSISTANT: 3,275`): string =>
  `### Task:\n${wish}\n### Guidelines:\n- Be brief.\n### Output:\nJSON format: ${format}\n### Chat History:\n<chat_history>\n${chat}\n</chat_history>`;
/** A request in the form of LibreChat. */
const inOneSentence = `Provide a concise, 5-word-or-less title for the conversation, using title case conventions. Only return the title itself.\n\nConversation:\nUser: ${question}\nAI: 3,275`;

describe("a chore of a chat program", () => {
  it.each([
    [inSections("Generate a concise title.", '{ "title": "your title here" }'), { title: "What is the total revenue" }],
    [inSections("Generate 1-3 broad tags.", '{ "tags": ["tag1", "tag2"] }'), { tags: ["Data"] }],
    [inSections("Suggest follow-up questions.", '{ "follow_ups": ["Question 1?"] }'), { follow_ups: [] }],
    [inSections("Decide about search queries.", '{ "queries": ["query1"] }'), { queries: [] }],
    [inSections("Generate a title.", '{ "title": "x" }', "no chat"), { title: "A question about data" }],
  ])("gets JSON where it asks in sections: %#", (text, expected) => {
    expect(JSON.parse(choreIn(text) ?? "")).toEqual(expected);
  });

  it.each([
    inOneSentence,
    `Please generate a short title for this chat.\n\n>User: ${question}`,
    `Please generate a concise, 5-word-or-less title for the conversation.\n\n||>User:\n"${question}"\n||>Response:\n"3,275"`,
    `Write a concise title for this conversation in the detected language.\nUSER: ${question} And also the costs of it`,
  ])("gets a title where it asks in a sentence: %#", (text) => {
    expect(choreIn(text)).toMatch(/^What is the total revenue\??/);
    expect(choreIn(text)?.split(" ").length).toBeLessThanOrEqual(6);
  });

  it.each([
    question,
    "Create a list of the conversations with the title manager",
    "Which job title has the highest salary?",
    "### Task: what is our revenue?",
    "Generate revenue by region",
    "Write a summary of our chat channel revenue",
  ])("is no question of a person: %s", (text) => {
    expect(choreIn(text)).toBeUndefined();
  });
});

describe("the API", () => {
  let bench: ApiBench;
  beforeEach(async () => {
    bench = await openApi();
  });
  afterEach(() => bench.stop());

  it("does chores without an agent, streamed and whole, however long the chat is", async () => {
    const long = inSections("Generate a title.", '{ "title": "x" }', `USER: ${question}\n${"more ".repeat(5_000)}`);
    for (const text of [inOneSentence, long]) {
      const { choices } = await bench.client().chat.completions.create(asking(text));
      expect(choices[0]?.message.content).toContain("What is the total revenue");
      const stream = await bench.client().chat.completions.create({ ...asking(text), stream: true });
      const chunks = await Array.fromAsync(stream);
      expect(chunks.map((chunk) => chunk.choices[0]?.delta.content ?? "").join("")).toContain("What is the total");
    }
    expect(bench.acts).toEqual([]);
  });
});
