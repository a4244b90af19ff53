/** The words of an HTML page: a blank for every tag, and for scripts and styles with all that is in them. */
export const withoutTags = (page: string): string => {
  const parts: string[] = [];
  /** Elements that are not closed any more. */
  const open = new Set<string>();
  let at = 0;
  for (let start = page.indexOf("<"); start >= 0; start = page.indexOf("<", at)) {
    const close = page.indexOf(">", start);
    if (close < 0) break;
    parts.push(page.slice(at, start), " ");
    at = elementEnd(page, start, open) ?? close + 1;
  }
  return parts.concat(page.slice(at)).join("");
};

/** Behind a script or a style sheet, when one begins here and is closed. */
const elementEnd = (page: string, start: number, open: Set<string>): number | undefined => {
  const name = ["script", "style"].find((one) => page.startsWith(one, start + 1) && !open.has(one));
  if (!name || /\w/.test(page.charAt(start + 1 + name.length))) return undefined;
  const end = page.indexOf(`</${name}>`, start);
  if (end < 0) open.add(name);
  return end < 0 ? undefined : end + name.length + 3;
};
