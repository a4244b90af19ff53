/* Just enough of MIME to show a mail: headers, encoded words, the two kinds of text. */

export interface MailText {
  /** By lower-case name; the last one of a name counts. */
  headers: Record<string, string>;
  subject: string;
  from: string;
  to: string;
  messageId: string;
  text: string;
  html: string;
}

/** Reads a mail as it was transmitted. */
export const readMail = (raw: Buffer): MailText => {
  const part = partOf(raw.toString("latin1"));
  const parts = leaves(part);
  const body = (type: string): string => parts.find((each) => each.type === type)?.body ?? "";
  const header = (name: string): string => words(part.headers[name] ?? "");
  return {
    headers: Object.fromEntries(Object.entries(part.headers).map(([name, value]) => [name, words(value)])),
    subject: header("subject"),
    from: header("from"),
    to: header("to"),
    messageId: header("message-id"),
    text: body("text/plain"),
    html: body("text/html"),
  };
};

interface Part {
  headers: Record<string, string>;
  content: string;
}

const partOf = (source: string): Part => {
  const end = source.indexOf("\r\n\r\n");
  const [head, content] = end < 0 ? [source, ""] : [source.slice(0, end), source.slice(end + 4)];
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { headers: Object.fromEntries(headers), content };
};

interface Leaf {
  type: string;
  body: string;
}

const leaves = ({ headers, content }: Part): Leaf[] => {
  const type = headers["content-type"] ?? "text/plain";
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary)
    return content
      .split(`--${boundary}`)
      .slice(1, -1)
      .flatMap((each) => leaves(partOf(each.replace(/^\r\n/, "").replace(/\r\n$/, ""))));
  const bytes = decoded(content, headers["content-transfer-encoding"] ?? "7bit");
  const body = bytes.toString("utf8").replaceAll("\r\n", "\n").trimEnd();
  return [{ type: (type.split(";")[0] ?? "").trim().toLowerCase(), body }];
};

const decoded = (content: string, encoding: string): Buffer => {
  switch (encoding.toLowerCase()) {
    case "base64":
      return Buffer.from(content, "base64");
    case "quoted-printable":
      return quotedPrintable(content.replaceAll("=\r\n", ""));
    default:
      return Buffer.from(content, "latin1");
  }
};

const quotedPrintable = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([\dA-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );

/** A header with its encoded words (`=?UTF-8?Q?…?=`) read. */
const words = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toLowerCase() === "b"
        ? Buffer.from(text, "base64").toString("latin1")
        : quotedPrintable(text.replaceAll("_", " ")).toString("latin1"),
    )
    .replace(/[\u0080-\u00ff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
