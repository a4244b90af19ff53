import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../src/folder.ts";
import type { Attachment } from "../../src/ports/chat/reply.ts";

/** Writes an attachment into a folder, never over another file, and returns its path. */
export const saveIn = async (folder: string, { name, content }: Attachment): Promise<string> => {
  makeFolder(folder);
  const [stem = "file", ...ends] = name
    .replace(/[^\w.-]/g, "_")
    .replace(/^\.+/, "")
    .split(".");
  const end = ends.length > 0 ? `.${ends.join(".")}` : "";
  for (let copy = 1; ; copy += 1) {
    const path = join(folder, copy === 1 ? stem + end : `${stem}-${copy}${end}`);
    try {
      await writeFile(path, content, { flag: "wx", mode: 0o600 });
      return path;
    } catch (thrown) {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST")) throw thrown;
    }
  }
};
