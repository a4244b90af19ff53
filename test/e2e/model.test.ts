import OpenAI from "openai";
import { asking } from "../support/api-bench.ts";
import { openStage } from "../support/stage.ts";

const key = "a-key-for-grafana-0123456789";

describe.each(["parts", "think-unopened", "unverified+schema-500+think+commas"])(
  "with a model of the kind %s",
  (quirks) => {
    it("the bot plans and answers by it, shows no reasoning, and writes nothing but JSON lines", async () => {
      const env = { API_KEYS: `grafana:${key}`, OPENAI_MODEL: `sandbox+${quirks}`, LOG_LEVEL: "info" };
      const stage = await openStage({ env });
      try {
        const client = new OpenAI({ baseURL: `${stage.bots[0]?.url}/v1`, apiKey: key, maxRetries: 0 });
        const question = asking("What regions have high revenue but high churn?");
        const stream = await client.chat.completions.create({ ...question, stream: true });
        let text = "";
        for await (const { choices } of stream) text += choices[0]?.delta.content ?? "";
        expect(text).toContain("No region has both: **North** leads in total revenue (2,525)");
        expect(text).not.toMatch(/think|something|without a language model/i);
        // What is just being written has no end yet.
        const lines = stage.output().split("\n").slice(0, -1);
        expect(lines.length).toBeGreaterThan(0);
        for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
      } finally {
        await stage.close();
      }
    });
  },
);
