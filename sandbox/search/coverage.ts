/** What of the search API is there, and which test proves it. */
export const coverage: {
  service: "search";
  method: string;
  path: string;
  level: "supported" | "partial" | "missing";
  note?: string;
  proof: string;
}[] = [
  {
    service: "search",
    method: "GET",
    path: "/res/v1/web/search",
    level: "partial",
    note: "a web of four pages; of the parameters q and count alone",
    proof: "test/sandbox/search.test.ts: finds pages by their words, with a key only",
  },
];
