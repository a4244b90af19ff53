import type { z } from "zod";
import type { Call, DatabricksHttp } from "./http.ts";

interface Listing<P, T> extends Omit<Call, "method"> {
  page: z.ZodType<P>;
  /** The items of one page; the array is left out when it is empty. */
  items: (page: P) => T[] | null | undefined;
  /** True: later pages cannot hold what is wanted. */
  enough?: (items: T[]) => boolean;
}

/** All items of a list, page by page. */
export const listAll = async <P extends { next_page_token?: string | null | undefined }, T>(
  http: DatabricksHttp,
  { page: Page, items, enough, query, ...call }: Listing<P, T>,
): Promise<T[]> => {
  const all: T[] = [];
  for (let token: string | undefined; ; ) {
    const page = await http.call(Page, {
      ...call,
      method: "GET",
      query: { page_size: 100, ...query, page_token: token },
    });
    const found = items(page) ?? [];
    all.push(...found);
    token = page.next_page_token || undefined;
    if (!token || enough?.(found)) return all;
  }
};
