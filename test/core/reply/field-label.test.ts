import { fieldLabel } from "../../../src/reply/field-label.ts";

describe("the label of a field", () => {
  it.each([
    ["start_date", "Start date"],
    ["startDate", "Start date"],
    ["START_DATE", "Start date"],
    ["table", "Table"],
    ["customer_id", "Customer ID"],
    ["customerID", "Customer ID"],
    ["catalog.schema-name", "Catalog schema name"],
    ["CSV_path", "CSV path"],
    ["cost_usd", "Cost USD"],
    ["DBUS", "DBUs"],
    ["customer_ids", "Customer IDs"],
    ["dry run", "Dry run"],
    ["größe_von", "Größe von"],
    ["p95", "P95"],
    ["__", "__"],
  ])("of %s is %s", (name, label) => {
    expect(fieldLabel(name)).toBe(label);
  });
});
