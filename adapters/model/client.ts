import { AzureChatOpenAI, ChatOpenAI } from "@langchain/openai";
import { type ModelSettings, modelOf, urlOf } from "./settings.ts";

/** LangChain's client of the settings. It never retries (see retry.ts), and it never writes to the console. */
export const createClient = (settings: ModelSettings, fetch: typeof globalThis.fetch): ChatOpenAI => {
  const common = {
    // Without a name, structured output of an Azure deployment falls back to tool calls.
    model: modelOf(settings),
    maxRetries: 0,
    // Older serving endpoints reject the option that this needs: see wire.ts.
    streamUsage: true,
  };
  const configuration = { fetch, logLevel: "off" as const };
  switch (settings.kind) {
    case "azure":
      return new AzureChatOpenAI({
        ...common,
        configuration,
        azureOpenAIApiKey: settings.apiKey,
        azureOpenAIEndpoint: urlOf(settings),
        azureOpenAIApiDeploymentName: settings.deployment,
        azureOpenAIApiVersion: settings.apiVersion,
      });
    case "openai":
      return new ChatOpenAI({
        ...common,
        apiKey: settings.apiKey,
        configuration: { ...configuration, baseURL: urlOf(settings) },
      });
    case "databricks":
      return new ChatOpenAI({
        ...common,
        apiKey: settings.token,
        configuration: { ...configuration, baseURL: `${urlOf(settings)}/serving-endpoints` },
      });
  }
};
