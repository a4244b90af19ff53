import type { Calendar } from "./calendar.ts";
import type { Seed } from "./database.ts";

/** The small shop: few enough rows to check every answer by head. `region` leaves only that region's rows. */
export const retail =
  (calendar: Calendar, region?: string): Seed =>
  (db) => {
    db.exec(`
      CREATE TABLE retail.sales (product TEXT, category TEXT, region TEXT, revenue INTEGER, sale_date DATE);
      INSERT INTO retail.sales VALUES
        ('Laptop', 'Electronics', 'North', 2400, '${calendar.ago(12)}'),
        ('Mouse', 'Electronics', 'North', 125, '${calendar.ago(45)}'),
        ('Chair', 'Furniture', 'South', 750, '${calendar.ago(80)}');
      CREATE TABLE retail.customers (customer_id TEXT, region TEXT, segment TEXT, churn_risk TEXT);
      INSERT INTO retail.customers VALUES
        ('C001', 'North', 'Premium', 'Low'),
        ('C002', 'South', 'Standard', 'High'),
        ('C003', 'North', 'Premium', 'Low');
      CREATE TABLE retail.inventory (product TEXT, category TEXT, stock INTEGER, reorder_level INTEGER);
      INSERT INTO retail.inventory VALUES
        ('Laptop', 'Electronics', 14, 5),
        ('Mouse', 'Electronics', 85, 25),
        ('Chair', 'Furniture', 6, 10);
    `);
    if (!region) return;
    for (const table of ["sales", "customers"]) db.prepare(`DELETE FROM retail.${table} WHERE region <> ?`).run(region);
  };
