/** Which model, and how to reach it. */
export type ModelSettings =
  | { kind: "azure"; apiKey: string; endpoint: string; deployment: string; apiVersion: string }
  | { kind: "openai"; apiKey: string; baseUrl?: string | undefined; model: string }
  /** `token` is called for each request, so that an OAuth token is always fresh. */
  | { kind: "databricks"; host: string; endpoint: string; token: () => Promise<string> };

/** The model's name on the wire. */
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

/**
 * The address that the settings name, without a slash at its end. People copy the address of a whole call; what belongs to
 * the call is left out.
 */
export const urlOf = (settings: ModelSettings): string => {
  switch (settings.kind) {
    case "azure":
      return bare(before(settings.endpoint, "/openai/deployments/"));
    case "openai":
      return bare(before(settings.baseUrl ?? "https://api.openai.com/v1", "/chat/completions"));
    case "databricks":
      return bare(settings.host);
  }
};

const before = (url: string, call: string): string => url.slice(0, url.includes(call) ? url.indexOf(call) : url.length);

const bare = (url: string): string => (url.endsWith("/") ? bare(url.slice(0, -1)) : url);
