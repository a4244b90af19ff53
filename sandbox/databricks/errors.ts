import { randomUUID } from "node:crypto";
import type { WireReply } from "../wire.ts";

/** Thrown by a handler: an error reply of the API. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
  }
}

/**
 * Thrown before any handler runs: a refusal of the workspace's gateway, whose body has a number for a code and no
 * details, or is a page.
 */
export class GatewayRefusal extends Error {
  readonly reply: WireReply;

  constructor(message: string, how: "json" | "page" = "json") {
    super(message);
    this.name = "GatewayRefusal";
    const headers = { "x-databricks-reason-phrase": message };
    this.reply =
      how === "json"
        ? { status: 403, headers, body: { error_code: 403, message } }
        : { status: 403, headers: { ...headers, "content-type": "text/html;charset=utf-8" }, body: page(message) };
  }
}

const page = (message: string): string =>
  [
    "<html>",
    "<head>",
    `<meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>`,
    `<title>Error 403 ${message}</title>`,
    "</head>",
    `<body><h2>HTTP ERROR 403</h2>`,
    `<p>Problem accessing the API. Reason:<pre>    ${message}</pre></p>`,
    "</body>",
    "</html>",
  ].join("\n");

/** The error body of the REST API, with the RequestInfo detail that live answers carry. */
export const errorReply = (
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): WireReply => ({
  status,
  ...(headers && { headers }),
  body: {
    error_code: code,
    message,
    details: [{ "@type": "type.googleapis.com/google.rpc.RequestInfo", request_id: randomUUID(), serving_data: "" }],
  },
});

export const badRequest = (message: string): Refusal => new Refusal(400, "BAD_REQUEST", message);
export const invalidParameter = (message: string): Refusal => new Refusal(400, "INVALID_PARAMETER_VALUE", message);
export const gone = (message: string): Refusal => new Refusal(404, "RESOURCE_DOES_NOT_EXIST", message);
export const forbidden = (message: string): Refusal => new Refusal(403, "PERMISSION_DENIED", message);
