import type { HttpRequest, HttpResponse } from "../../src/ports/chat/http.ts";

/*
 * Pages of any origin may call the endpoint. That opens nothing: a browser never adds the key by itself, as it would a
 * cookie.
 */

const origin = { "access-control-allow-origin": "*" };

/** A browser asks whether it may call, without the key. */
export const isPreflight = (headers: HttpRequest["headers"]): boolean =>
  headers["access-control-request-method"] !== undefined;

/** The answer to a browser that asks whether it may call. */
export const preflight: HttpResponse = {
  status: 204,
  headers: {
    ...origin,
    "access-control-allow-methods": "GET, POST, OPTIONS",
    "access-control-allow-headers": "*, authorization",
    "access-control-max-age": "86400",
  },
};

/** Lets the page read the response, and the ids in it. */
export const forBrowsers = (response: HttpResponse): HttpResponse => ({
  ...response,
  headers: {
    ...response.headers,
    ...origin,
    "access-control-expose-headers": "x-request-id, x-thread-id, x-should-retry",
  },
});
