import type { Calendar } from "./calendar.ts";
import type { Seed } from "./database.ts";

/** The small shop: few enough rows to check every answer by head. `region` leaves only that region's rows. */
export const retail =
  (calendar: Calendar, region?: string): Seed =>
  (db) => {
    db.exec(`
      CREATE TABLE retail.sales (product TEXT, category TEXT, region TEXT, revenue INTEGER, sale_date DATE, units INTEGER, customer_id TEXT);
      INSERT INTO retail.sales VALUES
        ('Laptop', 'Electronics', 'North', 2400, '${calendar.ago(12)}', 2, 'C001'),
        ('Mouse', 'Electronics', 'North', 125, '${calendar.ago(45)}', 5, 'C003'),
        ('Chair', 'Furniture', 'South', 750, '${calendar.ago(80)}', 3, 'C002');
      CREATE TABLE retail.customers (customer_id TEXT, region TEXT, segment TEXT, churn_risk TEXT, age_group TEXT, gender TEXT, lifetime_value INTEGER, customer_since DATE);
      INSERT INTO retail.customers VALUES
        ('C001', 'North', 'Premium', 'Low', '35-44', 'female', 5200, '${calendar.ago(690)}'),
        ('C002', 'South', 'Standard', 'High', '25-34', 'male', 900, '${calendar.ago(210)}'),
        ('C003', 'North', 'Premium', 'Low', '45-54', 'female', 1850, '${calendar.ago(75)}');
      CREATE TABLE retail.inventory (product TEXT, category TEXT, stock INTEGER, reorder_level INTEGER, supplier TEXT, warehouse TEXT);
      INSERT INTO retail.inventory VALUES
        ('Laptop', 'Electronics', 14, 5, 'Nordtech', 'Hamburg'),
        ('Mouse', 'Electronics', 85, 25, 'Nordtech', 'Hamburg'),
        ('Chair', 'Furniture', 6, 10, 'Holzwerk', 'Leipzig');
    `);
    if (!region) return;
    for (const table of ["sales", "customers"]) db.prepare(`DELETE FROM retail.${table} WHERE region <> ?`).run(region);
  };
