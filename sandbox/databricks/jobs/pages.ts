import { invalidParameter } from "../errors.ts";

/** One page of a list. The token is the position of a page's first item. */
export const pageOf = <T>(items: readonly T[], size: number, query: URLSearchParams) => {
  const start = positionIn(query);
  const end = start + size;
  return {
    items: items.slice(start, end),
    links: {
      ...(end < items.length && { next_page_token: tokenOf(end) }),
      ...(start > 0 && { prev_page_token: tokenOf(Math.max(0, start - size)) }),
    },
  };
};

export const ARRAY_PAGE = 100;

/** The arrays of one object, 100 elements at a time; one that is at its end is left out of later pages. */
export const arraysOf = (arrays: Record<string, readonly unknown[]>, query: URLSearchParams) => {
  const start = positionIn(query);
  const end = start + ARRAY_PAGE;
  const more = Object.values(arrays).some((items) => items.length > end);
  const shown = Object.entries(arrays).map(([name, items]) => [name, items.slice(start, end)] as const);
  return {
    arrays: Object.fromEntries(shown.filter(([, items]) => items.length > 0)),
    links: more ? { next_page_token: tokenOf(end) } : {},
  };
};

/** The `limit` of a list; 0 means the most there is. */
export const limitIn = (query: URLSearchParams, most: number): number => {
  const limit = Number(query.get("limit") ?? 20);
  if (!Number.isInteger(limit) || limit < 0 || limit > most)
    throw invalidParameter(`Invalid limit ${query.get("limit")}: it must be between 1 and ${most}.`);
  return limit === 0 ? most : limit;
};

const tokenOf = (position: number): string => Buffer.from(`at:${position}`).toString("base64url");

const positionIn = (query: URLSearchParams): number => {
  const token = query.get("page_token");
  if (!token) return 0;
  const position = /^at:(\d+)$/.exec(Buffer.from(token, "base64url").toString())?.[1];
  if (!position) throw invalidParameter("Invalid page_token.");
  return Number(position);
};
