import { z } from "zod";
import { Problem } from "../../src/errors.ts";
import type { Quote, Tool } from "../../src/ports/tool.ts";
import { phrase } from "../../src/reply/words/phrase.ts";
import { shortened } from "../../src/text/shorten.ts";
import { tryJson } from "../databricks/json.ts";

export interface SearchSettings {
  /** Brave's Search API, or one that speaks its wire. */
  url: string;
  key: string;
}

/** What the service takes. */
const mostWords = 400;

const Input = z.object({ query: z.string().transform(searchedFor).pipe(z.string().min(1).max(mostWords)) });

const title = phrase("webSearch", {});
const nouns = ["web", "internet", "online", "google"];

/** "Is there a Databricks outage?": whether a public service is up, no data of the company tells. */
const services = "databricks,azure,aws,gcp,google cloud,slack,teams,github,microsoft,power bi,snowflake,openai".split(
  ",",
);
const wishes = services.flatMap((service) =>
  [
    `${service} outage`,
    `outage at ${service}`,
    `outage of ${service}`,
    `is ${service} down`,
    `${service} status page`,
  ].concat(`ist ${service} gestört`, `störung bei ${service}`, `${service} störung`),
);

/** The public web, by an HTTP search API. Only the words of the question leave the company. */
export const createWebSearch = (settings: SearchSettings): Tool<z.infer<typeof Input>> => ({
  name: "web-search",
  title,
  description:
    "The public web. Only when the person asks for the web, or for public facts that no company data can hold, such as whether a cloud service has an outage. It gets the person's own words, not yours.",
  about: phrase("aboutWeb", {}),
  example: phrase("webExample", {}),
  words: { verbs: "search look google find browse check suche such google".split(" "), nouns, wishes },
  isPublic: true,
  schema: Input,
  run: async ({ query }, { signal }) => ({
    kind: "found",
    quotes: (await search(settings, query, signal)).slice(0, mostQuotes).map(quoteOf),
    notes: [phrase("fromTheWeb", {})],
  }),
});

const mostQuotes = 4;

/** What to search for: the words without those that only say where. */
function searchedFor(words: string): string {
  const bare = words
    .trim()
    .replace(/^(?:please |can you |could you )?(?:search|look up|look|google|browse|find|check|such(?:e)?)\b/i, "")
    .replace(
      /^\s*(?:up |on |in |through )?(?:the |im )?(?:web|internet|google|online|netz)?\s*(?:for|about|nach|:)?\s+/i,
      "",
    )
    .replace(/\s+(?:on|in) (?:the )?(?:web|internet)\s*[?.!]*$/i, "");
  return (bare.trim() || words.trim()).slice(0, mostWords);
}

const Results = z.object({
  web: z
    .object({
      results: z.array(
        z.object({
          title: z.string(),
          url: z.string(),
          description: z.string().default(""),
          age: z.string().nullish(),
          page_age: z.string().nullish(),
        }),
      ),
    })
    .nullish(),
});
type Result = NonNullable<z.infer<typeof Results>["web"]>["results"][number];

/** https://api-dashboard.search.brave.com/app/documentation/web-search/get-started */
const search = async ({ url, key }: SearchSettings, query: string, signal: AbortSignal): Promise<Result[]> => {
  const address = new URL(url);
  address.searchParams.set("q", query);
  address.searchParams.set("count", String(mostQuotes + 2));
  address.searchParams.set("text_decorations", "false");
  let response: Response;
  try {
    response = await fetch(address, {
      headers: { accept: "application/json", "x-subscription-token": key },
      redirect: "error",
      signal,
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw unavailable(cause, address);
  }
  if (response.status === 401 || response.status === 403)
    throw Problem.of("tool.credentials", { tool: title, setting: "SEARCH_API_KEY" }, { detail: `${response.status}` });
  if (!response.ok) throw unavailable(`status ${response.status}`, address);
  const text = await textOf(response).catch((cause: unknown) => {
    signal.throwIfAborted();
    throw unavailable(cause, address);
  });
  const parsed = Results.safeParse(tryJson(text));
  if (!parsed.success) throw unavailable(parsed.error, address);
  return parsed.data.web?.results ?? [];
};

/** Bytes of an answer; a longer one is none that can be read. */
const mostBytes = 2_000_000;

const textOf = async ({ body }: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new Error(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
};

const unavailable = (cause: unknown, { host }: URL): Problem =>
  Problem.of(
    "tool.unavailable",
    { tool: title },
    {
      retry: "later",
      cause,
      detail: `${host} (SEARCH_API_URL): ${typeof cause === "string" ? cause : "no answer that can be read"}`,
    },
  );

const quoteOf = ({ title: name, url, description, age, page_age }: Result): Quote => ({
  title: shortened(plain(name), mostName),
  ...(url.length <= mostAddress && { url }),
  text: shortened(plain(description), mostText),
  where: shortened(URL.canParse(url) ? new URL(url).host : url, mostName),
  date: page_age?.slice(0, 10) ?? (age ? shortened(age, 40) : phrase("noDate", {})),
});

/** Characters of a text, of a title, and of an address. */
const mostText = 700;
const mostName = 300;
const mostAddress = 4_000;

/** Search services mark what fits with tags, and write `&amp;` for `&`. */
const plain = (text: string): string =>
  text
    .slice(0, 2_000)
    .replace(/<[^<>]{0,100}>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#x27;", "'")
    .replaceAll("&amp;", "&");
