/*
 * Microsoft runs Teams in clouds that know nothing of each other: the public one with its government part (GCC), two for
 * the US government and defence (GCC High, DoD), and one in China (21Vianet).
 * https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high
 */

export interface Cloud {
  /** Audience of our tokens and issuer of the connector's. */
  audience: string;
  /** Where the connector announces its keys. */
  metadataUrl: string;
  loginUrl: string;
  /** The tenant in which a multi-tenant bot gets its tokens. */
  loginTenant: string;
  /** Where the tokens of people are kept for bots. */
  tokenServiceUrl: string;
  /** For conversations in which nobody has written to us. Microsoft routes it to their region. */
  serviceUrl: string;
}

const publicCloud: Cloud = {
  audience: "https://api.botframework.com",
  metadataUrl: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  loginUrl: "https://login.microsoftonline.com",
  loginTenant: "botframework.com",
  tokenServiceUrl: "https://api.botframework.com",
  serviceUrl: "https://smba.trafficmanager.net/teams/",
};

/** The other clouds, by the top-level domain of their login host. */
const others: Readonly<Record<string, Cloud>> = {
  us: {
    audience: "https://api.botframework.us",
    metadataUrl: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    loginUrl: "https://login.microsoftonline.us",
    loginTenant: "MicrosoftServices.onmicrosoft.us",
    tokenServiceUrl: "https://api.botframework.azure.us",
    serviceUrl: "https://smba.infra.gov.teams.microsoft.us/teams/",
  },
  cn: {
    audience: "https://api.botframework.azure.cn",
    metadataUrl: "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
    loginUrl: "https://login.partner.microsoftonline.cn",
    loginTenant: "microsoftservices.partner.onmschina.cn",
    tokenServiceUrl: "https://api.botframework.azure.cn",
    serviceUrl: "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/",
  },
};

/** The cloud of a login address. Addresses that are set replace its own. */
export const cloudOf = (settings: { metadataUrl?: string | undefined; loginUrl?: string | undefined }): Cloud => {
  const host = settings.loginUrl === undefined ? "" : new URL(settings.loginUrl).hostname;
  const cloud = others[host.split(".").at(-1) ?? ""] ?? publicCloud;
  return {
    ...cloud,
    metadataUrl: settings.metadataUrl ?? cloud.metadataUrl,
    loginUrl: settings.loginUrl ?? cloud.loginUrl,
  };
};
