/*
 * Microsoft runs Teams in clouds that know nothing of each other: the public one with its government part (GCC), two for
 * the US government and defence (GCC High, DoD), and one in China (21Vianet).
 * https://learn.microsoft.com/azure/bot-service/how-to-deploy-gov-cloud-high
 */

export interface Cloud {
  /** Whom our tokens are for, and who signs those of the connector. */
  audience: string;
  /** Where the connector announces its keys. */
  metadataUrl: string;
  loginUrl: string;
  /** Whose tenant gives tokens to a bot for many tenants. */
  loginTenant: string;
  /** Leads to the region of a conversation in which nobody has written to us. */
  serviceUrl: string;
}

const publicCloud: Cloud = {
  audience: "https://api.botframework.com",
  metadataUrl: "https://login.botframework.com/v1/.well-known/openidconfiguration",
  loginUrl: "https://login.microsoftonline.com",
  loginTenant: "botframework.com",
  serviceUrl: "https://smba.trafficmanager.net/teams/",
};

/** The clouds apart from the public one, by the end of the name of their login host. */
const others: Readonly<Record<string, Cloud>> = {
  us: {
    audience: "https://api.botframework.us",
    metadataUrl: "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
    loginUrl: "https://login.microsoftonline.us",
    loginTenant: "MicrosoftServices.onmicrosoft.us",
    serviceUrl: "https://smba.infra.gov.teams.microsoft.us/teams/",
  },
  cn: {
    audience: "https://api.botframework.azure.cn",
    metadataUrl: "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
    loginUrl: "https://login.partner.microsoftonline.cn",
    loginTenant: "microsoftservices.partner.onmschina.cn",
    serviceUrl: "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/",
  },
};

/** The cloud that a login address belongs to, with the addresses that are set instead of its own. */
export const cloudOf = (settings: { metadataUrl?: string | undefined; loginUrl?: string | undefined }): Cloud => {
  const host = settings.loginUrl === undefined ? "" : new URL(settings.loginUrl).hostname;
  const cloud = others[host.split(".").at(-1) ?? ""] ?? publicCloud;
  return {
    ...cloud,
    metadataUrl: settings.metadataUrl ?? cloud.metadataUrl,
    loginUrl: settings.loginUrl ?? cloud.loginUrl,
  };
};
