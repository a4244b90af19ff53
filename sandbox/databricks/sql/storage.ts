import { randomBytes } from "node:crypto";
import type { Route, WireReply, WireRequest } from "../../wire.ts";
import { type LinkTo, rowsOf } from "./results.ts";
import type { Statement } from "./statement.ts";

/** Cloud storage with the files of large results, behind links that are signed for a quarter of an hour. */
export interface Storage {
  /** Links as the workspace at this address gives them. */
  links(request: WireRequest): LinkTo;
  /** No token of the workspace opens these; a link works without one. */
  routes: Route[];
  reset(): void;
}

const LINK_LIFE_MS = 15 * 60_000;
const HEADER = "x-amz-server-side-encryption-customer-algorithm";

export const createStorage = (now: () => number): Storage => {
  const files = new Map<string, { statement: Statement; chunk: number; expires: number }>();

  const download = ({ params, headers }: WireRequest): WireReply => {
    if (headers.authorization) return storageError(400, "InvalidArgument", "Only one auth mechanism allowed");
    const file = files.get(params["file"] ?? "");
    if (!file || headers[HEADER] !== "AES256") return storageError(403, "SignatureDoesNotMatch", "Signature mismatch");
    if (file.expires <= now()) return storageError(403, "AccessDenied", "Request has expired");
    return {
      status: 200,
      headers: { "content-type": "binary/octet-stream" },
      body: JSON.stringify(rowsOf(file.statement, file.chunk)),
    };
  };

  return {
    links: (request) => (statement, chunk) => {
      const file = randomBytes(12).toString("hex");
      const expires = now() + LINK_LIFE_MS;
      files.set(file, { statement, chunk, expires });
      return {
        external_link: `http://${request.headers.host ?? "127.0.0.1"}/storage/results/${file}?X-Amz-Signature=${file}`,
        expiration: new Date(expires).toISOString(),
        http_headers: { [HEADER]: "AES256" },
      };
    },
    routes: [{ method: "GET", path: "/storage/results/:file", handle: download }],
    reset: () => files.clear(),
  };
};

const storageError = (status: number, code: string, message: string): WireReply => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});
