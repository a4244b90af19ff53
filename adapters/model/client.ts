import { AzureChatOpenAI, ChatOpenAI } from "@langchain/openai";
import { oneOf, withoutEnd } from "../../src/text/scan.ts";

/** Which model, and how to reach it. */
export type ModelSettings =
  | { kind: "azure"; apiKey: string; endpoint: string; deployment: string; apiVersion: string }
  | { kind: "openai"; apiKey: string; baseUrl?: string | undefined; model: string }
  /** `token` is called for each request, so that an OAuth token is always fresh. */
  | { kind: "databricks"; host: string; endpoint: string; token: () => Promise<string> };

/** LangChain's client of the settings. It never retries: see retry.ts. */
export const createClient = (settings: ModelSettings): ChatOpenAI => {
  // Older serving endpoints reject the option that usage in a stream needs; nothing here reads usage.
  const common = { model: modelOf(settings), maxRetries: 0, streamUsage: false };
  switch (settings.kind) {
    case "azure":
      return new AzureChatOpenAI({
        ...common,
        azureOpenAIApiKey: settings.apiKey,
        azureOpenAIEndpoint: bare(settings.endpoint),
        azureOpenAIApiDeploymentName: settings.deployment,
        azureOpenAIApiVersion: settings.apiVersion,
      });
    case "openai":
      return new ChatOpenAI({
        ...common,
        apiKey: settings.apiKey,
        configuration: { baseURL: bare(settings.baseUrl ?? "https://api.openai.com/v1") },
      });
    case "databricks":
      return new ChatOpenAI({
        ...common,
        apiKey: settings.token,
        configuration: { baseURL: `${bare(settings.host)}/serving-endpoints` },
      });
  }
};

/**
 * The model's name as the wire has it. LangChain must always be given one: without it structured output of an Azure
 * deployment falls back to tool calls.
 */
export const modelOf = (settings: ModelSettings): string => {
  switch (settings.kind) {
    case "azure":
      return settings.deployment;
    case "openai":
      return settings.model;
    case "databricks":
      return settings.endpoint;
  }
};

const bare = (url: string): string => withoutEnd(url, oneOf("/"));
