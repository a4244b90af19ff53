import { TOKENS } from "../../../sandbox/databricks/auth.ts";
import { openWorkspace } from "../../adapters/databricks/workspace.ts";

it("lists its dashboards page by page", async () => {
  const workspace = await openWorkspace();
  const read = async (query: string) => {
    const headers = { authorization: `Bearer ${TOKENS.pat}` };
    const response = await fetch(`${workspace.url}/api/2.0/lakeview/dashboards?${query}`, { headers });
    return (await response.json()) as { dashboards: { display_name: string }[]; next_page_token?: string };
  };
  const first = await read("page_size=3");
  expect(first.dashboards).toHaveLength(3);
  const second = await read(`page_size=3&page_token=${first.next_page_token}`);
  expect(second.dashboards.map(({ display_name }) => display_name)).toEqual(["Old costs (do not use)"]);
  expect(second.next_page_token).toBeUndefined();
  await workspace.close();
});
