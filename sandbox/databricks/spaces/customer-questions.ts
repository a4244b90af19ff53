import { count, list, number, type TrustedQuestion } from "./space.ts";

/* Questions about customers that the author of the space answered in SQL. */

export const churnByRegion: TrustedQuestion = {
  asks: [
    "Which regions have high churn?",
    "Show churn risk by region",
    "What is the churn?",
    "What regions have high revenue but high churn?",
  ],
  about: "Counts the customers of each region by churn risk, and names them.",
  query: {
    select: "region, churn_risk, COUNT(*) AS customers, STRING_AGG(customer_id, ', ') AS customer_ids",
    from: "retail.customers",
    group: "region, churn_risk",
    order: "churn_risk, region",
  },
  filters: { region: "region", segment: "segment" },
  say: (rows, { where }) =>
    `Churn risk by region${where}: ${list(
      rows.map((row) => `the ${row["region"]} is **${row["churn_risk"]}** (${row["customer_ids"]})`),
    )}.`,
};

export const appeal: TrustedQuestion = {
  asks: ["Which product categories appeal to Premium customers?"],
  about: "Adds up what the customers of the segment spent, by product category.",
  query: {
    select: "category, segment, SUM(revenue) AS spend",
    from: "retail.customers JOIN retail.sales USING (customer_id, region)",
    where: ["segment = :segment"],
    group: "category, segment",
    order: "spend DESC",
  },
  parameters: [{ keyword: "segment", sql_type: "STRING", value: "Premium" }],
  filters: { region: "region" },
  say: (rows, { where }) =>
    `Premium customers${where} spend most on ${list(rows.map((row) => `**${row["category"]}** (${number(row["spend"])})`))}.`,
};

export const howMany: TrustedQuestion = {
  asks: ["How many customers do we have?"],
  about: "Counts the customers.",
  query: { select: "COUNT(*) AS customers", from: "retail.customers" },
  filters: { region: "region", segment: "segment" },
  textWithoutId: true,
  say: ([row], { where }) =>
    `There ${row?.["customers"] === 1 ? "is" : "are"} **${count(row?.["customers"], "customer")}**${where}.`,
};
