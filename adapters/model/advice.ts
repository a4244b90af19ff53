import { networkAdvice as hostAdvice } from "../../src/problems/network-advice.ts";
import { type ModelSettings, urlOf } from "./settings.ts";

/* What an operator should look at. Goes into the log and into `npm run doctor`, never to a person in a chat. */

const names = {
  azure: {
    key: "AZURE_OPENAI_API_KEY",
    model: "AZURE_OPENAI_DEPLOYMENT (the deployment's name, not the model's)",
    url: "AZURE_OPENAI_ENDPOINT",
    version: " with AZURE_API_VERSION",
  },
  openai: { key: "OPENAI_API_KEY", model: "OPENAI_MODEL", url: "OPENAI_BASE_URL", version: "" },
  databricks: {
    key: "the Databricks credentials (they need CAN QUERY on the endpoint)",
    model: "DATABRICKS_MODEL_ENDPOINT",
    url: "DATABRICKS_HOST",
    version: "",
  },
};

/** What to check after a refusal with this status. */
export const refusalAdvice = (status: number, message: string, { kind }: ModelSettings): string => {
  const { key, model, url, version } = names[kind];
  if (status === 401) return `Check ${key}: it is wrong, expired, or belongs to another service than ${url}${version}.`;
  if (status === 403 && /firewall|virtual network|private endpoint|public access/i.test(message.slice(0, 2_000))) {
    return `The resource behind ${url} does not let this network in: allow its address there, or use the private endpoint.`;
  }
  if (status === 403) return `Check ${key}: it has no permission to use ${model}.`;
  return status === 404
    ? `Check ${model} and ${url}${version}: there is no such model.`
    : `Check ${model} and ${url}${version}.`;
};

/** What to check where something else answers than a model. */
export const foreignAdvice = ({ kind }: ModelSettings): string =>
  `Check ${names[kind].url}, and what is in between: a proxy, a gateway, a sign-in.`;

/** The host that could not be reached, its setting, and the reason. `code`: of the system or of the HTTP client. */
export const networkAdvice = (code: string, settings: ModelSettings): string => {
  const { url } = names[settings.kind];
  const address = urlOf(settings);
  const host = URL.canParse(address) ? new URL(address).host : address;
  return `cannot reach ${host} (${url}): ${code || "no connection"}. ${reasonOf(code, settings.kind)}`;
};

const reasonOf = (code: string, kind: ModelSettings["kind"]): string =>
  (kind === "azure" ? azureReasons[code] : undefined) ??
  hostAdvice(code) ??
  "Check the address, and the network between here and there.";

const azureTimeout =
  "A firewall drops the connection. Let this machine out to port 443, or check the network rules of the private endpoint.";

const azureReasons: Readonly<Record<string, string>> = {
  ENOTFOUND:
    "DNS does not know this host. Check the resource's name; with a private endpoint, link the DNS zone privatelink.openai.azure.com to this network.",
  ETIMEDOUT: azureTimeout,
  EHOSTUNREACH: azureTimeout,
  ENETUNREACH: azureTimeout,
  UND_ERR_CONNECT_TIMEOUT: azureTimeout,
};
