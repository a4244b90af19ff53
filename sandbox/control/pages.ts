import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, extname, join, normalize, sep } from "node:path";
import type { Route, WireReply } from "../wire.ts";

const types: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The official drawing of Adaptive Cards, as it comes from its package. */
const cards = createRequire(import.meta.url).resolve("adaptivecards/dist/adaptivecards.min.js");

/** The files of the playground, at `/`. */
export const pageRoutes = (root: string): Route[] => [
  { method: "GET", path: "/", handle: () => page(root, "index.html") },
  { method: "GET", path: "/vendor/adaptivecards.js", handle: () => page(dirname(cards), basename(cards)) },
  { method: "GET", path: "/*", handle: (request) => page(root, request.params["rest"] ?? "") },
];

const page = async (root: string, name: string): Promise<WireReply> => {
  const file = normalize(join(root, name));
  const type = types[extname(file)];
  if (!type || !file.startsWith(root + sep)) return notFound;
  try {
    const body = await readFile(file);
    return { status: 200, headers: { "content-type": type, "cache-control": "no-store" }, body };
  } catch {
    return notFound;
  }
};

const notFound: WireReply = { status: 404, body: "Not found" };
