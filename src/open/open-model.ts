import type { Config } from "../config/config.ts";
import type { Log } from "../logging/log.ts";
import { bot } from "../ports/databricks/identity.ts";
import type { Model } from "../ports/model.ts";
import type { Tokens } from "../ports/tracing.ts";
import { type Breaker, guardedModel } from "../resilience/breaker.ts";
import type { Databricks } from "./open-databricks.ts";

/** A language model, if there is one. */
export const openModel = async (
  model: Config["model"],
  { host, identity }: Databricks,
  breaker?: Breaker,
  options: { log?: Log; onUsage?: (tokens: Tokens) => void } = {},
): Promise<Model | undefined> => {
  if (!model) return undefined;
  const { createModel } = await import("../../adapters/model/model.ts");
  const token = async () => (await identity.credentials(bot)).token();
  const settings = model.kind === "databricks" ? { ...model, host, token } : model;
  const opened = createModel(settings, options);
  return breaker ? guardedModel(opened, breaker) : opened;
};
