import { namedId } from "../ids.ts";
import { count, list, number, type Space, sum, type TrustedQuestion } from "./space.ts";

const filters = { region: "region", segment: "segment" };

const segments: TrustedQuestion = {
  asks: ["What are customer segments?", "How many customers are in each segment?"],
  words: ["tier", "group", "breakdown", "type"],
  about: "Counts the customers of each segment.",
  query: {
    select: "segment, COUNT(*) AS customers",
    from: "retail.customers",
    group: "segment",
    order: "customers DESC",
  },
  filters,
  say: (rows, { where }) =>
    `Customers by segment${where}: ${list(rows.map((row) => `**${row["segment"]}** ${number(row["customers"])}`))}.`,
};

const churnByRegion: TrustedQuestion = {
  asks: ["Which regions have high churn?", "Show churn risk by region", "What is the churn?"],
  words: ["revenue", "level", "compare", "low"],
  about: "Counts the customers of each region by churn risk, and names them.",
  query: {
    select: "region, churn_risk, COUNT(*) AS customers, STRING_AGG(customer_id, ', ') AS customer_ids",
    from: "retail.customers",
    group: "region, churn_risk",
    order: "churn_risk, region",
  },
  filters,
  say: (rows, { where }) =>
    `Churn risk by region${where}: ${list(
      rows.map((row) => `the ${row["region"]} is **${row["churn_risk"]}** (${row["customer_ids"]})`),
    )}.`,
};

const bySegmentAndRegion: TrustedQuestion = {
  asks: ["Where are our Premium customers?", "Show customers by segment and region"],
  words: ["product", "category", "appeal", "prefer", "like", "buy", "live", "location"],
  about: "Counts the customers of each segment in each region.",
  query: {
    select: "segment, region, COUNT(*) AS customers",
    from: "retail.customers",
    group: "segment, region",
    order: "customers DESC",
  },
  filters,
  say: (rows) =>
    `${list(
      rows.map((row) => `**${row["segment"]}** has ${count(row["customers"], "customer")} in the ${row["region"]}`),
    )}.`,
};

const atRisk: TrustedQuestion = {
  asks: ["Which customers are at risk of leaving?", "Which customers may churn?"],
  words: ["danger", "lose", "who"],
  about: "Lists the customers whose churn risk is the given one.",
  query: {
    select: "customer_id, region, segment, churn_risk",
    from: "retail.customers",
    where: ["churn_risk = :churn_risk"],
    order: "customer_id",
  },
  parameters: [{ keyword: "churn_risk", sql_type: "STRING", value: "High" }],
  filters,
  say: (rows, { where }) =>
    `${count(rows.length, "customer")}${where} at high churn risk: ${list(
      rows.map((row) => `**${row["customer_id"]}** (${row["segment"]}, ${row["region"]})`),
    )}.`,
};

const howMany: TrustedQuestion = {
  asks: ["How many customers do we have?"],
  words: ["count", "number", "total"],
  about: "Counts the customers.",
  query: { select: "COUNT(*) AS customers", from: "retail.customers" },
  filters,
  textWithoutId: true,
  say: ([row], { where }) => `There are **${count(row?.["customers"], "customer")}**${where}.`,
};

const byRegion: TrustedQuestion = {
  asks: ["How many customers are in each region?", "Show customers by region"],
  words: ["where"],
  about: "Counts the customers of each region.",
  query: {
    select: "region, COUNT(*) AS customers",
    from: "retail.customers",
    group: "region",
    order: "customers DESC",
  },
  filters,
  say: (rows) =>
    `${count(sum(rows, "customers"), "customer")}: ${list(rows.map((row) => `${number(row["customers"])} in the ${row["region"]}`))}.`,
};

const all: TrustedQuestion = {
  asks: ["List all customers", "Show the details of every customer"],
  words: ["record", "row", "raw", "data"],
  about: "Lists every customer.",
  query: { select: "customer_id, region, segment, churn_risk", from: "retail.customers", order: "customer_id" },
  filters,
  say: (rows, { where }) =>
    `The customers${where} are ${list(rows.map((row) => `${row["customer_id"]} (${row["segment"]})`))}.`,
};

export const customer: Space = {
  id: namedId("space customer"),
  agent: "customer",
  title: "Customers",
  description: "Customers of the shop: segment, region and churn risk.",
  tables: ["retail.customers"],
  dimensions: [
    { name: "region", values: "SELECT DISTINCT region FROM retail.customers" },
    { name: "segment", values: "SELECT DISTINCT segment FROM retail.customers" },
  ],
  questions: [segments, churnByRegion, bySegmentAndRegion, atRisk, howMany, byRegion, all],
};
