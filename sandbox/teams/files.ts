import { z } from "zod";
import type { Route } from "../wire.ts";
import type { Message } from "./workspace.ts";

/** What a consent tells the bot about the file that it may upload. */
interface UploadInfo {
  contentUrl: string;
  name: string;
  uploadUrl: string;
  uniqueId: string;
  fileType: string;
}

export type Files = ReturnType<typeof createFiles>;

/** The OneDrive of the people: files to which they have agreed, and then their content. */
export const createFiles = (base: () => string, nextId: () => string) => {
  const files = new Map<string, { name: string; content?: Buffer }>();
  return {
    expect: (name: string): UploadInfo => {
      const id = nextId();
      files.set(id, { name });
      return {
        contentUrl: `${base()}/files/${id}`,
        name,
        uploadUrl: `${base()}/uploads/${id}`,
        uniqueId: id,
        fileType: name.split(".").at(-1) ?? "",
      };
    },
    get: (id: string) => files.get(id),
    reset: (): void => files.clear(),
  };
};

/** An upload address needs no token. */
export const fileRoutes = (files: Files): Route[] => [
  {
    method: "PUT",
    path: "/uploads/:file",
    handle: ({ params, raw, headers }) => {
      const file = files.get(params["file"] ?? "");
      if (!file || file.content) return { status: 404, body: { error: { code: "itemNotFound" } } };
      const range = /^bytes 0-(\d+)\/(\d+)$/.exec(headers["content-range"] ?? "");
      if (!range || Number(range[1]) !== raw.length - 1 || Number(range[2]) !== raw.length || headers.authorization)
        return { status: 400, body: { error: { code: "invalidRange" } } };
      file.content = raw;
      return { status: 201, body: { name: file.name, size: raw.length } };
    },
  },
  {
    method: "GET",
    path: "/files/:file",
    handle: ({ params }) => {
      const content = files.get(params["file"] ?? "")?.content;
      return content ? { status: 200, body: content } : { status: 404, body: { error: { code: "itemNotFound" } } };
    },
  },
];

const type = "application/vnd.microsoft.teams.card.file.consent";
const Consent = z.object({ acceptContext: z.unknown(), declineContext: z.unknown() });

export const hasConsent = ({ attachments }: Message): boolean =>
  attachments.some(({ contentType }) => contentType === type);

/** Name and context of the file that a message asks about. */
export const consentIn = ({ attachments }: Message, choice: "accept" | "decline") => {
  const asked = attachments.find(({ contentType }) => contentType === type);
  const content = Consent.parse(asked?.content);
  return { name: asked?.name, context: choice === "accept" ? content.acceptContext : content.declineContext };
};
