import type { Row } from "../data/database.ts";
import { namedId } from "../ids.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { Subject } from "../semantic/subject.ts";
import type { Space, TrustedQuestion } from "./space.ts";

const sold: Subject = {
  from: "retail.sales",
  joins: { customers: "JOIN retail.customers USING (customer_id, region)" },
  day: "sale_date",
  record: { one: "sale", many: "sales", words: "sale, order, transaction, deal, purchase", measure: "total_revenue" },
  list: { columns: "product, category, region, revenue, units, customer_id, sale_date", order: "revenue DESC" },
  main: "total_revenue",
  where: "region",
  who: "customer_id",
  what: "product",
  quiet: "performance, perform, generate, contribute, euro, euros, calendar, book, booked",
  measures: [
    {
      name: "total_revenue",
      label: "revenue",
      words: `revenue, rev, turnover, income, earnings, earn, takings, proceeds, money, make, sales revenue, sales figures, sales numbers,
        sales volume, sales amount, sales value, total sales, money in, bring in, sales performance, cash in, spend, pay`,
      sql: "SUM(revenue)",
      value: "revenue",
      unit: "amount",
      adds: true,
      weak: "buy, purchase, amount, sell, selling, seller, outsell, outsold, shift, move",
      counted: "units",
      high: "popular, lucrative, bestselling, best selling, bestseller, well selling, appeal, prefer, favourite, favorite, busy",
      low: "unpopular",
      split: "region",
    },
    {
      name: "units",
      label: "units sold",
      words: "unit, piece, quantity, units sold, items sold, how many sold, pieces sold",
      sql: "SUM(units)",
      value: "units",
      unit: "count",
      adds: true,
    },
    {
      name: "average_order_value",
      label: "average order value",
      words:
        "order value, order total, order amount, average order value, aov, basket, basket size, basket value, ticket size, average sale, average order, order worth, average order worth, average value, value of an order, value of a sale, value of one sale, sale worth, worth of an order",
      sql: "ROUND(AVG(revenue), 2)",
      value: "revenue",
      unit: "amount",
      adds: false,
    },
    {
      name: "price_per_unit",
      label: "price per unit",
      words:
        "price, unit price, price per unit, price per piece, piece price, price each, price a piece, price apiece, price of one, revenue per unit, selling price",
      sql: "ROUND(1.0 * SUM(revenue) / SUM(units), 2)",
      high: "expensive, pricey, costly, dear",
      low: "cheap",
      unit: "amount",
      adds: false,
    },
    {
      name: "customers",
      label: "customers who bought",
      words: "number of buyers, buying customers",
      sql: "COUNT(DISTINCT customer_id)",
      unit: "count",
      adds: false,
    },
  ],
  dimensions: [
    {
      name: "region",
      label: "region",
      many: "regions",
      words: "region, area, territory, geography, regional, geographic, location",
      aliases: { North: "northern", South: "southern" },
    },
    {
      name: "category",
      label: "category",
      many: "categories",
      of: ["product"],
      words: "category, product category, product line, product group, department, kind of product, product type",
    },
    { name: "product", label: "product", many: "products", words: "product, item, article, sku, good" },
    {
      name: "customer_id",
      label: "customer",
      many: "customers",
      words: "customer, buyer, client, account, people, shopper",
    },
    {
      name: "segment",
      label: "segment",
      many: "segments",
      of: ["customer_id"],
      words: "segment, customer segment, tier, customer group",
      join: "customers",
    },
    {
      name: "age_group",
      edges: [25, 35, 45, 55],
      label: "age group",
      many: "age groups",
      of: ["customer_id"],
      words: "age group, age, age band, demographic",
      join: "customers",
    },
    {
      name: "gender",
      label: "gender",
      many: "genders",
      of: ["customer_id"],
      words: "gender, sex",
      join: "customers",
      aliases: { female: "women", male: "men" },
    },
  ],
};

const shares: TrustedQuestion = {
  asks: ["What share of revenue does each region have?", "What percentage of revenue comes from each region?"],
  about: {
    en: "Divides the revenue of each region by the revenue of all regions.",
    de: "Teilt den Umsatz jeder Region durch den aller Regionen.",
  },
  query: {
    select: "region, ROUND(100.0 * SUM(revenue) / (SELECT SUM(revenue) FROM retail.sales), 1) AS share_percent",
    from: "retail.sales",
    group: "region",
    order: "share_percent DESC",
  },
  draft: {
    query: { select: "region, SUM(revenue) AS total_revenue", from: "retail.sales", where: ["region = 'All'"] },
    about: {
      en: "Looks up the revenue of all regions together.",
      de: "Schlägt den Umsatz aller Regionen zusammen nach.",
    },
    note: {
      en: "No region is called All, so that found nothing. I will divide by the sum over the regions instead.",
      de: "Keine Region heißt All, deshalb fand das nichts. Ich teile stattdessen durch die Summe über die Regionen.",
    },
  },
  say: {
    en: (rows, { voice }) => `Share of revenue: ${sharesText(rows, voice)}.`,
    de: (rows, { voice }) => `Anteile am Umsatz: ${sharesText(rows, voice)}.`,
  },
};

const sharesText = (rows: Row[], { amount, answers }: Voice): string =>
  answers.list(rows.map((row) => `${row["region"]} **${amount(row["share_percent"], "percent")}**`));

export const sales: Space = {
  id: namedId("space sales"),
  agent: "sales",
  title: "Sales",
  description: "Revenue and units sold of the shop by product, category, region, customer segment and time.",
  subjects: [sold],
  trusted: [shares],
  samples: [
    "What is the total revenue?",
    "Which product is the top seller?",
    "Show revenue by product category",
    "What share of revenue does each region have?",
    "Which product sells least?",
    "What is the average revenue per product?",
    "How did revenue develop per month?",
    "List all sales",
  ],
};
