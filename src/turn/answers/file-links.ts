import { randomBytes } from "node:crypto";
import { z } from "zod";
import { asProblem } from "../../errors.ts";
import type { Route } from "../../http/server.ts";
import { Actor } from "../../ports/actor.ts";
import type { HttpResponse } from "../../ports/chat/http.ts";
import type { Attachment, Notice } from "../../ports/chat/reply.ts";
import { Place } from "../../ports/place.ts";
import type { Records } from "../../ports/stores/records.ts";
import { fileLink, noPublicAddress } from "../../reply/notices/file-notices.ts";
import { FileValue } from "../../reply/tables/table-part.ts";
import { failureIn } from "../../reply/words/phrase-reading.ts";
import { languageOf, wordsIn } from "../../reply/words/words.ts";
import { retention } from "../../retention.ts";
import { acceptedLocale } from "../../text/accepted-locale.ts";

/** Links to files, for chats that take none. Each is for one person, opens for a while, and gives its file once. */
export interface FileLinks {
  /** What the person is told: the link, or why there is none. */
  offer(wanted: WantedFile): Promise<Notice>;
  /** By method and path. */
  routes: [route: string, route: Route][];
}

/** A file, and who wants it where: whether they may have it is asked again when it is given. */
const WantedFile = z.object({ file: FileValue, actor: Actor, place: Place });
export type WantedFile = z.infer<typeof WantedFile>;

interface FileLinksDeps {
  records: Records;
  /** Where people reach this bot by browser. */
  publicUrl: string | undefined;
  make(wanted: WantedFile): Promise<Attachment | undefined>;
}

const path = "/files/";

/**
 * The link holds a random name, and the records hold what it stands for. Mail scanners and previews open every link, so
 * opening it only shows a button; pressing that gives the file.
 */
export const createFileLinks = ({ records, publicUrl, make }: FileLinksDeps): FileLinks => {
  const offer: FileLinks["offer"] = async (wanted) => {
    if (publicUrl === undefined) return noPublicAddress(wanted.actor.locale);
    const name = randomBytes(24).toString("base64url");
    await records.write(keyOf(name), wanted, retention.fileLinks);
    const url = new URL(path.slice(1) + name, publicUrl.endsWith("/") ? publicUrl : `${publicUrl}/`);
    return fileLink(url.href, wanted.actor.locale);
  };

  const show = async (name: string, accepted: Locale): Promise<HttpResponse> => {
    const wanted = WantedFile.safeParse((await records.read(keyOf(name)))?.value).data;
    if (!wanted) return used(accepted);
    const { locale } = wanted.actor;
    return page(200, `<form method="post"><button>${wordsIn(locale).notices.download}</button></form>`, locale);
  };

  // The link is used up once the file is there: a failure, or a crash, leaves it as it was.
  const give = async (name: string, accepted: Locale): Promise<HttpResponse> => {
    const found = await records.read(keyOf(name));
    const wanted = WantedFile.safeParse(found?.value).data;
    if (!found || !wanted) return used(accepted);
    try {
      const made = await make(wanted);
      const isFirst = made && (await records.swap(keyOf(name), found.version, "used", retention.fileLinks));
      return isFirst ? download(made) : used(accepted);
    } catch (thrown) {
      const { locale } = wanted.actor;
      return page(503, `<p>${failureIn(asProblem(thrown).failure, locale).replace(/[&<>]/g, "")}</p>`, locale);
    }
  };

  const receive: Route["receive"] = ({ method, path: whole, headers: sent }) => {
    const name = whole.slice(path.length);
    const accepted = acceptedLocale(sent);
    if (!/^[\w-]{32}$/.test(name)) return Promise.resolve(used(accepted));
    return method === "POST" ? give(name, accepted) : show(name, accepted);
  };
  return {
    offer,
    routes: publicUrl === undefined ? [] : ["GET", "POST"].map((way) => [`${way} ${path}*`, { receive }]),
  };
};

const keyOf = (name: string): string => `file-link:${name}`;

const download = ({ name, contentType, content }: Attachment): HttpResponse => ({
  status: 200,
  headers: {
    ...headers,
    "content-type": contentType,
    "content-length": String(content.length),
    "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`,
  },
  stream: pieces(content),
});

async function* pieces(content: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += 65_536) yield content.subarray(at, at + 65_536);
}

const headers = { "cache-control": "no-store", "referrer-policy": "no-referrer", "x-content-type-options": "nosniff" };

type Locale = string | undefined;

const page = (status: number, body: string, locale: Locale): HttpResponse => ({
  status,
  headers: {
    ...headers,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
  },
  body: `<!doctype html><html lang="${languageOf(locale)}"><meta charset="utf-8"><title>Genie Concierge</title><body>${body}`,
});

const used = (locale: Locale): HttpResponse => page(404, `<p>${wordsIn(locale).notices.linkUsed}</p>`, locale);
