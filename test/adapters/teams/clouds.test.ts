import { cloudOf } from "../../../adapters/teams/connector/clouds.ts";
import { teams } from "../../../adapters/teams/teams-channel.ts";
import { silent } from "../../../src/logging/log.ts";

describe("the cloud of a login address", () => {
  it.each([
    [undefined, "https://api.botframework.com", "login.botframework.com", "botframework.com"],
    ["https://login.microsoftonline.com", "https://api.botframework.com", "login.botframework.com", "botframework.com"],
    [
      "https://login.microsoftonline.us",
      "https://api.botframework.us",
      "login.botframework.azure.us",
      "MicrosoftServices.onmicrosoft.us",
    ],
    [
      "https://login.partner.microsoftonline.cn",
      "https://api.botframework.azure.cn",
      "login.botframework.azure.cn",
      "microsoftservices.partner.onmschina.cn",
    ],
  ])("%s has tokens for %s", (loginUrl, audience, keys, loginTenant) => {
    expect(cloudOf({ loginUrl })).toMatchObject({
      audience,
      metadataUrl: `https://${keys}/v1/.well-known/openidconfiguration`,
      loginUrl: loginUrl ?? "https://login.microsoftonline.com",
      loginTenant,
    });
  });

  it("is kept when the keys are elsewhere", () => {
    const [loginUrl, metadataUrl] = ["https://login.partner.microsoftonline.cn", "https://keys.example/metadata"];
    expect(cloudOf({ loginUrl, metadataUrl })).toMatchObject({
      audience: "https://api.botframework.azure.cn",
      metadataUrl,
    });
  });

  it("says where a conversation is reached in which nobody has asked", () => {
    const placeIn = (loginUrl: string) => {
      const settings = {
        appId: "x",
        appType: "SingleTenant",
        tenantId: "t",
        serviceUrls: [],
        anonymous: false,
      } as const;
      return teams({ ...settings, loginUrl, log: silent }).placeOf("19:x@thread.tacv2")?.to;
    };
    expect(placeIn("https://login.microsoftonline.us")).toMatchObject({
      serviceUrl: "https://smba.infra.gov.teams.microsoft.us/teams/",
    });
    expect(placeIn("https://login.partner.microsoftonline.cn")).toMatchObject({
      serviceUrl: "https://frontend.botapi.msg.infra.teams.microsoftonline.cn/teams/",
    });
  });
});
