import type { z } from "zod";
import type { Call, DatabricksHttp } from "./http.ts";

export interface Listing<P, T> extends Omit<Call, "method"> {
  page: z.ZodType<P>;
  /** The items of one page; the array is left out when it is empty. */
  items: (page: P) => T[] | null | undefined;
  /** True: what is wanted cannot stand on the pages after this one. */
  enough?: (items: T[]) => boolean;
}

/** All items of a list that comes in pages. */
export const listed = async <P extends { next_page_token?: string | null | undefined }, T>(
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
    const here = items(page) ?? [];
    all.push(...here);
    token = page.next_page_token || undefined;
    if (!token || enough?.(here)) return all;
  }
};
