import type { z } from "zod";
import type { Call, DatabricksHttp } from "./http.ts";
import { problemOf } from "./problem.ts";

/** A page of a list. The token of the next one is left out, or empty, on the last one. */
interface Page {
  next_page_token?: string | null | undefined;
}

/** More than any workspace has. */
const mostPages = 5_000;

/** The pages that follow a page. A list that comes back to one of them, or does not end: Problem `databricks.unexpected`. */
export async function* pagesAfter<P extends Page>(
  page: P,
  look: (token: string) => Promise<P>,
  most = mostPages,
): AsyncGenerator<P> {
  const seen = new Set<string>();
  for (let token = page.next_page_token; token; ) {
    if (seen.has(token) || seen.size >= most) throw endless();
    seen.add(token);
    const next = await look(token);
    yield next;
    token = next.next_page_token;
  }
}

/** All pages of a list, beginning with the one that no token names. */
export async function* pagesOf<P extends Page>(look: (token?: string) => Promise<P>): AsyncGenerator<P> {
  const first = await look();
  yield first;
  yield* pagesAfter(first, look);
}

const endless = () => problemOf({ status: 200, code: "UNEXPECTED_BODY", message: "the pages of a list do not end" });

interface Listing<P, T> extends Omit<Call, "method"> {
  page: z.ZodType<P>;
  /** The items of one page; the array is left out when it is empty. */
  items: (page: P) => T[] | null | undefined;
  /** True: later pages cannot hold what is wanted. */
  enough?: (items: T[]) => boolean;
}

/** All items of a list, page by page. */
export const listAll = async <P extends Page, T>(
  http: DatabricksHttp,
  { page: Page, items, enough, query, ...call }: Listing<P, T>,
): Promise<T[]> => {
  const all: T[] = [];
  const look = (page_token?: string): Promise<P> =>
    http.call(Page, { ...call, method: "GET", query: { page_size: 100, ...query, page_token } });
  for await (const page of pagesOf(look)) {
    const found = items(page) ?? [];
    all.push(...found);
    if (enough?.(found)) break;
  }
  return all;
};
