import type { Route, WireRequest } from "../wire.ts";
import { BOT } from "./seed.ts";
import type { SharedFile } from "./workspace.ts";

export type Files = ReturnType<typeof createFiles>;

/** Files that are being uploaded: an upload URL is created, filled, and completed. */
export const createFiles = (now: () => number) => {
  const files = new Map<string, SharedFile & { length: number; uploaded: boolean }>();
  return {
    expect: (id: string, name: string, length: number): void => {
      const file = { id, name, title: name, mimetype: mimetypeOf(name), content: Buffer.alloc(0), user: BOT.user };
      files.set(id, { ...file, created: now(), length, uploaded: false });
    },
    fill: (id: string, content: Buffer): boolean => {
      const file = files.get(id);
      if (!file) return false;
      file.content = content;
      file.uploaded = true;
      return true;
    },
    get: (id: string) => files.get(id),
    reset: (): void => files.clear(),
  };
};

/** The upload URL, which is not part of the Web API. */
export const fileRoutes = (files: Files): Route[] => [
  {
    method: "POST",
    path: "/upload/v1/:id",
    handle: async (request) => {
      const content = await contentOf(request);
      const known = files.fill(request.params["id"] ?? "", content);
      return known ? { status: 200, body: `OK - ${content.length}` } : { status: 404, body: "file_not_found" };
    },
  },
];

/** The SDK posts a form with one file. Slack also accepts the bytes alone. */
const contentOf = async (request: WireRequest): Promise<Buffer> => {
  const type = request.headers["content-type"] ?? "";
  if (!type.startsWith("multipart/form-data")) return request.raw;
  const form = await new Response(new Uint8Array(request.raw), { headers: { "content-type": type } }).formData();
  for (const value of form.values()) {
    if (typeof value !== "string") return Buffer.from(await value.arrayBuffer());
  }
  return Buffer.alloc(0);
};

const types: Record<string, string> = {
  csv: "text/csv",
  json: "application/json",
  md: "text/markdown",
  png: "image/png",
  sql: "application/sql",
  txt: "text/plain",
};

const mimetypeOf = (name: string): string => types[name.split(".").at(-1) ?? ""] ?? "application/octet-stream";
