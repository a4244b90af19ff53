import { startTeams, type TeamsBench } from "../../support/teams/teams-bench.ts";

let bench: TeamsBench;
beforeAll(async () => {
  bench = await startTeams();
});
afterAll(() => bench.stop());

const put = (url: string, body: string, range = `bytes 0-${body.length - 1}/${body.length}`) =>
  fetch(url, { method: "PUT", body, headers: { "content-range": range } });

describe("a file of a person", () => {
  it("is uploaded to the address that a consent brings, whole and once", async () => {
    const { uploadUrl, contentUrl, fileType } = bench.service.files.expect("rows.csv");
    expect(fileType).toBe("csv");
    expect((await fetch(contentUrl)).status).toBe(404);
    expect((await put(uploadUrl, "a,b", "bytes 0-1/3")).status).toBe(400);
    expect((await put(uploadUrl, "a,b")).status).toBe(201);
    expect(await (await fetch(contentUrl)).text()).toBe("a,b");
    expect((await put(uploadUrl, "c,d")).status).toBe(404);
    expect((await put(`${uploadUrl}9`, "c,d")).status).toBe(404);
  });
});
