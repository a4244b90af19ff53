import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { pick, type Random } from "../chaos/random.ts";
import { business } from "../support/eventually.ts";
import { type AnsweredQuestion, answers } from "../support/seed-questions.ts";
import type { Stage } from "../support/stage.ts";

const key = "a-key-for-the-soak-0123456789";
/** The bot's setting that lets the client in. */
export const apiEnv = { API_KEYS: `soak:${key}` };

/** A question through the API, and what came back; undefined: nothing that is an answer. */
export interface ApiAsk {
  tag: string;
  expected: AnsweredQuestion;
  answer: string | undefined;
  /** What the same request id brought once more, later. */
  again: string | undefined;
}

const Completion = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1) });

/** As long as a patient client tries, and waits for one answer, ms. */
const patienceMs = 90_000;
const answerMs = 60_000;

/** Asks as a client does that repeats what failed, with the same request id. */
export const askApi = async (stage: Stage, random: Random, tag: string): Promise<ApiAsk> => {
  const expected = pick(random, answers);
  const body = JSON.stringify({
    model: "genie-concierge",
    messages: [{ role: "user", content: `${expected.question} (${tag})` }],
  });
  const end = performance.now() + patienceMs * business();
  let answer: string | undefined;
  while (answer === undefined && performance.now() < end) {
    answer = await once(pick(random, stage.bots).url, body, tag);
    if (answer === undefined) await sleep(1_000);
  }
  const again = answer === undefined ? undefined : await once(pick(random, stage.bots).url, body, tag);
  return { tag, expected, answer, again };
};

const once = async (url: string, body: string, id: string): Promise<string | undefined> => {
  try {
    const response = await fetch(`${url}/v1/chat/completions`, {
      method: "POST",
      body,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "x-request-id": id },
      signal: AbortSignal.timeout(answerMs),
    });
    return response.ok ? Completion.parse(await response.json()).choices[0]?.message.content : undefined;
  } catch {
    return undefined;
  }
};
