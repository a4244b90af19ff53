import { oneOf, withoutEnd } from "../../src/text/scan.ts";

/*
 * Addresses of the Bot Connector. Our token is sent to the address that an activity names, so only known ones are trusted.
 * https://learn.microsoft.com/microsoftteams/platform/bots/build-notification-capability
 */

const hosts = [
  "smba.trafficmanager.net",
  "smba.onyx.prod.teams.trafficmanager.net",
  "smba.infra.gcc.teams.microsoft.com",
  "smba.infra.gov.teams.microsoft.us",
  "smba.infra.dod.teams.microsoft.us",
  "frontend.botapi.msg.infra.teams.microsoftonline.cn",
];
const domains = [".botframework.com", ".botframework.us", ".botframework.azure.us", ".botframework.azure.cn"];

/** Tells whether an address is Microsoft's, or begins with one of `more` (host and port equal, path within). */
export const trustedServiceUrls = (more: readonly string[]): ((serviceUrl: string) => boolean) => {
  const own = more.map((address) => new URL(address));
  return (serviceUrl) => {
    if (!URL.canParse(serviceUrl)) return false;
    const url = new URL(serviceUrl);
    return !url.username && !url.password && (isMicrosofts(url) || own.some((one) => isWithin(url, one)));
  };
};

const isMicrosofts = ({ protocol, port, hostname }: URL): boolean =>
  protocol === "https:" &&
  port === "" &&
  (hosts.includes(hostname) || domains.some((domain) => hostname.endsWith(domain)));

const isWithin = (url: URL, own: URL): boolean =>
  url.origin === own.origin && `${url.pathname}/`.startsWith(`${withoutEnd(own.pathname, oneOf("/"))}/`);
