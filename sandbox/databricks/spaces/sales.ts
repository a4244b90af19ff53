import { namedId } from "../ids.ts";
import { list, number, type Space, sum, type TrustedQuestion } from "./space.ts";

const filters = { region: "region", category: "category", product: "product" };

const revenueByRegion: TrustedQuestion = {
  asks: ["What is the total revenue?", "Show revenue by region", "Which regions have high revenue?"],
  words: ["money", "amount", "biggest", "best"],
  about: "Adds up the revenue of all sales for each region, highest first.",
  query: {
    select: "region, SUM(revenue) AS total_revenue",
    from: "retail.sales",
    group: "region",
    order: "total_revenue DESC",
  },
  filters,
  say: (rows, { where }) => {
    const parts = rows.map((row) => `${row["region"]} with ${number(row["total_revenue"])}`);
    const total = `Total revenue${where} is **${number(sum(rows, "total_revenue"))}**`;
    return rows.length > 1 ? `${total}: ${list(parts)}.` : `${total}.`;
  },
};

const topProducts: TrustedQuestion = {
  asks: ["Which product is the top seller?", "What are the best selling products?", "Show revenue by product"],
  words: ["popular", "highest", "rank", "item"],
  about: "Ranks the products by their revenue.",
  query: {
    select: "product, category, SUM(revenue) AS total_revenue",
    from: "retail.sales",
    group: "product, category",
    order: "total_revenue DESC",
  },
  filters,
  say: ([top, ...others], { where }) => {
    const followers = others.map((row) => `${row["product"]} (${number(row["total_revenue"])})`);
    const first = `The top seller${where} is **${top?.["product"]}** with a revenue of ${number(top?.["total_revenue"])}`;
    return followers.length > 0 ? `${first}, ahead of ${list(followers)}.` : `${first}.`;
  },
};

const revenueByCategory: TrustedQuestion = {
  asks: ["Show revenue by product category", "Which product categories sell best in each region?"],
  words: ["appeal", "premium", "customer", "prefer", "like", "buy"],
  about: "Adds up the revenue for each product category and region.",
  query: {
    select: "category, region, SUM(revenue) AS total_revenue",
    from: "retail.sales",
    group: "category, region",
    order: "total_revenue DESC",
  },
  filters,
  say: (rows, { where }) =>
    `Revenue by category${where}: ${list(
      rows.map((row) => `**${row["category"]}** ${number(row["total_revenue"])} in the ${row["region"]}`),
    )}.`,
};

const shares: TrustedQuestion = {
  asks: ["What share of revenue does each region have?", "What percentage of revenue comes from each region?"],
  words: ["split", "distribution", "proportion"],
  about: "Divides the revenue of each region by the revenue of all regions.",
  query: {
    select: "region, ROUND(100.0 * SUM(revenue) / (SELECT SUM(revenue) FROM retail.sales), 1) AS share_percent",
    from: "retail.sales",
    group: "region",
    order: "share_percent DESC",
  },
  draft: {
    query: { select: "region, SUM(revenue) AS total_revenue", from: "retail.sales", where: ["region = 'All'"] },
    about: "Looks up the revenue of all regions together.",
    note: "No region is called All, so that found nothing. I will divide by the sum over the regions instead.",
  },
  say: (rows) =>
    `Share of revenue: ${list(rows.map((row) => `${row["region"]} **${number(row["share_percent"])} %**`))}.`,
};

const leastSold: TrustedQuestion = {
  asks: ["Which product sells least?", "What are the worst selling products?"],
  words: ["lowest", "weakest", "bottom", "poorest"],
  about: "Ranks the products by their revenue, lowest first.",
  query: {
    select: "product, category, SUM(revenue) AS total_revenue",
    from: "retail.sales",
    group: "product, category",
    order: "total_revenue",
    limit: 1,
  },
  filters,
  say: ([row], { where }) =>
    `**${row?.["product"]}** sells least${where}, with a revenue of ${number(row?.["total_revenue"])}.`,
};

const average: TrustedQuestion = {
  asks: ["What is the average revenue per product?"],
  words: ["mean", "typical"],
  about: "Averages the revenue over the products.",
  query: { select: "ROUND(AVG(revenue), 2) AS average_revenue, COUNT(*) AS products", from: "retail.sales" },
  filters,
  say: ([row], { where }) =>
    `The average revenue per product${where} is **${number(row?.["average_revenue"])}** over ${number(row?.["products"])} products.`,
};

const perMonth: TrustedQuestion = {
  asks: ["How did revenue develop per month?", "What is the revenue trend over the last months?"],
  words: ["time", "grow", "history", "when"],
  about: "Adds up the revenue of each month.",
  query: {
    select: "substr(sale_date, 1, 7) AS month, SUM(revenue) AS total_revenue",
    from: "retail.sales",
    group: "month",
    order: "month",
  },
  filters,
  say: (rows, { where }) =>
    `Revenue per month${where}: ${list(rows.map((row) => `${row["month"]} **${number(row["total_revenue"])}**`))}.`,
};

const allSales: TrustedQuestion = {
  asks: ["List all sales", "Show every sale in detail"],
  words: ["record", "row", "raw", "data"],
  about: "Lists every sale.",
  query: { select: "product, category, region, revenue, sale_date", from: "retail.sales", order: "revenue DESC" },
  filters,
  say: (rows, { where }) =>
    `There are **${number(rows.length)}** sales${where}, worth ${number(sum(rows, "revenue"))}.`,
};

export const sales: Space = {
  id: namedId("space sales"),
  agent: "sales",
  title: "Sales",
  description: "Revenue of the shop by product, category, region and month.",
  tables: ["retail.sales"],
  dimensions: [
    { name: "region", values: "SELECT DISTINCT region FROM retail.sales" },
    { name: "category", values: "SELECT DISTINCT category FROM retail.sales" },
    { name: "product", values: "SELECT DISTINCT product FROM retail.sales" },
  ],
  questions: [revenueByRegion, topProducts, revenueByCategory, shares, leastSold, average, perMonth, allSales],
};
