import { timingSafeEqual } from "node:crypto";
import type { HttpRequest } from "../../ports/chat/http.ts";
import { hashOf, secretName } from "../sign-in-records.ts";

/*
 * The browser in which a sign-in begins is the one in which it must end. Only our own page gives the cookie; other sites
 * can neither read it nor make a browser send it with a form.
 */

export interface BrowserCookie {
  /** The secret of the browser, if it has one. */
  read(request: Pick<HttpRequest, "headers">): string | undefined;
  /** A new secret, and the header that gives it to the browser. */
  give(): { secret: string; header: string };
}

/** `isSecure`: people reach us by https. */
export const createBrowserCookie = (isSecure: boolean): BrowserCookie => {
  // `__Host-`: no other host of the domain can set it.
  const name = isSecure ? "__Host-genie-sign-in" : "genie-sign-in";
  return {
    read: ({ headers }) => {
      const pairs = (headers["cookie"] ?? "").split(";").map((pair) => pair.trim());
      const given = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
      return given && /^[\w-]{43}$/.test(given) ? given : undefined;
    },
    give: () => {
      const secret = secretName();
      const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=900${isSecure ? "; Secure" : ""}`;
      return { secret, header: `${name}=${secret}; ${flags}` };
    },
  };
};

/** What a form of ours carries, so that no other site's form passes for it. */
export const formProof = (browser: string, about: string): string => hashOf("form", browser, about);

export const isSameText = (a: string, b: string): boolean => {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
};
