import { createSearch, SEARCH_KEY } from "../../sandbox/search/service.ts";
import { Traffic } from "../../sandbox/traffic.ts";
import { serve } from "../../sandbox/wire.ts";

it("finds pages by their words, with a key only", async () => {
  const traffic = new Traffic();
  const server = await serve(createSearch({ traffic }), 0, traffic);
  const address = server.address();
  const origin = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  const search = (query: string, key = SEARCH_KEY) =>
    fetch(`${origin}/res/v1/web/search?q=${encodeURIComponent(query)}`, { headers: { "x-subscription-token": key } });
  expect((await search("outage", "wrong")).status).toBe(401);
  expect((await search("")).status).toBe(422);
  const body = (await (await search("Databricks outages")).json()) as { web: { results: { url: string }[] } };
  expect(body.web.results[0]?.url).toBe("https://status.databricks.example/");
  server.close();
  server.closeAllConnections();
});
