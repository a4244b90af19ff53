import { deltaChannelHistoryTests, validate } from "@langchain/langgraph-checkpoint-validation";
import { afterAll } from "vitest";
import type { Backend } from "../contract/backend.ts";
import { redisBackend } from "../support/redis-backend.ts";

const kind = redisBackend();
afterAll(kind.stop);

let backend: Backend;
const initializer = {
  checkpointerName: "Redis",
  createCheckpointer: async () => {
    backend = await kind.start();
    return (await backend.open()).saver;
  },
  destroyCheckpointer: () => backend.drop(),
};

validate(initializer);
deltaChannelHistoryTests(initializer);
