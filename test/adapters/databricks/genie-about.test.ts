import { openWorkspace } from "./workspace.ts";

describe("what a Genie space says about itself", () => {
  let workspace: Awaited<ReturnType<typeof openWorkspace>>;
  beforeAll(async () => {
    workspace = await openWorkspace();
  });
  afterAll(() => workspace.close());

  const inventory = "/api/2.0/genie/spaces/";

  it("is read with its questions, measures and columns", async () => {
    const about = await workspace.genie("inventory").about();
    expect(about).toMatchObject({ title: "Inventory", description: expect.stringMatching(/stock/i) });
    expect(about.questions).toContain("What needs reordering?");
    expect(about.measures).toEqual(expect.arrayContaining(["reorder level", "on hand", "running low"]));
    expect(about.columns).toEqual(expect.arrayContaining(["inventory", "supplier", "vendor"]));
  });

  it("is title and description where the bot may not see more", async () => {
    workspace.traffic.faults.push({ service: "databricks", match: inventory, kind: "permission", times: 1 });
    const about = await workspace.genie("inventory").about();
    expect(about).toMatchObject({ title: "Inventory", questions: [], measures: [], columns: [] });
  });
});
