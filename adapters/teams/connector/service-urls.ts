import { oneOf, withoutEnd } from "../../../src/text/scan.ts";

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

/** Where OneDrive and SharePoint take files. */
const storage = [
  ".sharepoint.com",
  ".sharepoint.us",
  ".sharepoint-mil.us",
  ".sharepoint.cn",
  ".microsoftpersonalcontent.com",
];

/** Tells whether an address that a consent names is one of Microsoft's storage, or at the host of one of `more`. */
export const trustedUploads = (more: readonly string[]): ((address: string) => boolean) => {
  const own = more.map((one) => new URL(one).origin);
  return (address) => {
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    if (url.username || url.password) return false;
    const isStorage = url.protocol === "https:" && url.port === "" && storage.some((end) => url.hostname.endsWith(end));
    return isStorage || own.includes(url.origin);
  };
};

const isMicrosofts = ({ protocol, port, hostname }: URL): boolean =>
  protocol === "https:" &&
  port === "" &&
  (hosts.includes(hostname) || domains.some((domain) => hostname.endsWith(domain)));

const isWithin = (url: URL, own: URL): boolean =>
  url.origin === own.origin && `${url.pathname}/`.startsWith(`${withoutEnd(own.pathname, oneOf("/"))}/`);
