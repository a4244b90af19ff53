import { namedId } from "../ids.ts";
import { list, number, type Space, sum, type TrustedQuestion } from "./space.ts";

const filters = { category: "category", product: "product" };

const lowStock: TrustedQuestion = {
  asks: ["What needs reordering?", "What parts are low stock?", "Which products are below their reorder level?"],
  words: ["replenish", "soon", "item", "critical"],
  about: "Lists the products whose stock is below their reorder level.",
  query: {
    select: "product, stock, reorder_level",
    from: "retail.inventory",
    where: ["stock < reorder_level"],
    order: "stock",
  },
  filters,
  say: (rows, { where }) =>
    `${list(
      rows.map(
        (row) =>
          `**${row["product"]}** needs reordering${where}: ${number(row["stock"])} in stock, reorder level ${number(row["reorder_level"])}`,
      ),
    )}.${where ? "" : " All other products are above their level."}`,
};

const stockLevels: TrustedQuestion = {
  asks: ["What are the current stock levels?", "How much stock is there of each product?"],
  words: ["inventory", "quantity", "overview", "available", "warehouse", "level", "hand"],
  about: "Lists the stock of every product beside its reorder level.",
  query: { select: "product, category, stock, reorder_level", from: "retail.inventory", order: "stock DESC" },
  filters,
  say: (rows, { where }) =>
    `In stock${where}: ${list(rows.map((row) => `${row["product"]} **${number(row["stock"])}**`))}.`,
};

const shortfall: TrustedQuestion = {
  asks: ["How many units should we order?", "What is the shortfall of each product?"],
  words: ["missing", "gap", "buy", "lack"],
  about: "Computes how many units each product lacks to its reorder level.",
  query: {
    select: "product, reorder_level - stock AS units_missing",
    from: "retail.inventory",
    where: ["stock < reorder_level"],
    order: "units_missing DESC",
  },
  filters,
  say: (rows, { where }) =>
    `To get back to the reorder level${where}, order ${list(
      rows.map((row) => `**${number(row["units_missing"])}** of ${row["product"]}`),
    )}.`,
};

const outOfStock: TrustedQuestion = {
  asks: ["Which products are out of stock?", "What is sold out?"],
  words: ["empty", "zero", "unavailable"],
  about: "Lists the products with no stock at all.",
  query: { select: "product, category", from: "retail.inventory", where: ["stock = 0"], order: "product" },
  filters,
  say: (rows, { where }) => `Out of stock${where}: ${list(rows.map((row) => `**${row["product"]}**`))}.`,
};

const total: TrustedQuestion = {
  asks: ["What is the total number of units in stock?"],
  words: ["sum", "altogether"],
  about: "Adds up the stock of all products.",
  query: { select: "SUM(stock) AS units, COUNT(*) AS products", from: "retail.inventory" },
  filters,
  say: ([row], { where }) =>
    `There are **${number(row?.["units"])}** units in stock${where}, over ${number(row?.["products"])} products.`,
};

const byCategory: TrustedQuestion = {
  asks: ["How much stock is there per category?"],
  words: ["group", "breakdown"],
  about: "Adds up the stock of each category.",
  query: {
    select: "category, SUM(stock) AS units",
    from: "retail.inventory",
    group: "category",
    order: "units DESC",
  },
  filters,
  say: (rows) =>
    `${number(sum(rows, "units"))} units: ${list(rows.map((row) => `${row["category"]} **${number(row["units"])}**`))}.`,
};

export const inventory: Space = {
  id: namedId("space inventory"),
  agent: "inventory",
  title: "Inventory",
  description: "Stock and reorder levels of the shop's products.",
  tables: ["retail.inventory"],
  dimensions: [
    { name: "category", values: "SELECT DISTINCT category FROM retail.inventory" },
    { name: "product", values: "SELECT DISTINCT product FROM retail.inventory" },
  ],
  questions: [lowStock, stockLevels, shortfall, outOfStock, total, byCategory],
};
