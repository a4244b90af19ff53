import type { Row } from "../data/database.ts";
import type { Voice } from "../semantic/saying/words.ts";
import type { TrustedQuestion } from "./space.ts";

/* Questions about customers that the author of the space answered in SQL. */

export const churnByRegion: TrustedQuestion = {
  asks: [
    "Which regions have high churn?",
    "Show churn risk by region",
    "What is the churn?",
    "What regions have high revenue but high churn?",
  ],
  about: {
    en: "Counts the customers of each region by churn risk, and names them.",
    de: "Zählt die Kunden jeder Region nach Abwanderungsrisiko und nennt sie.",
  },
  query: {
    select: "region, churn_risk, COUNT(*) AS customers, STRING_AGG(customer_id, ', ') AS customer_ids",
    from: "retail.customers",
    group: "region, churn_risk",
    order: "churn_risk, region",
  },
  filters: { region: "region", segment: "segment" },
  say: {
    en: (rows, { where, voice }) =>
      `Churn risk by region${where}: ${voice.answers.list(rows.map((row) => `the ${row["region"]} is **${row["churn_risk"]}** (${row["customer_ids"]})`))}.`,
    de: (rows, { where, voice }) =>
      `Abwanderungsrisiko nach Region${where}: ${voice.answers.list(rows.map((row) => `${row["region"]} **${row["churn_risk"]}** (${row["customer_ids"]})`))}.`,
  },
};

export const appeal: TrustedQuestion = {
  asks: ["Which product categories appeal to Premium customers?"],
  about: {
    en: "Adds up what the customers of the segment spent, by product category.",
    de: "Zählt zusammen, was die Kunden des Segments ausgegeben haben, nach Kategorie.",
  },
  query: {
    select: "category, segment, SUM(revenue) AS spend",
    from: "retail.customers JOIN retail.sales USING (customer_id, region)",
    where: ["segment = :segment"],
    group: "category, segment",
    order: "spend DESC",
  },
  parameters: [{ keyword: "segment", sql_type: "STRING", value: "Premium" }],
  filters: { region: "region" },
  say: {
    en: (rows, { where, voice }) => `Premium customers${where} spend most on ${spendText(rows, voice)}.`,
    de: (rows, { where, voice }) => `Premium-Kunden${where} geben am meisten aus für ${spendText(rows, voice)}.`,
  },
};

const spendText = (rows: Row[], { amount, answers }: Voice): string =>
  answers.list(rows.map((row) => `**${row["category"]}** (${amount(row["spend"], "amount")})`));

export const howMany: TrustedQuestion = {
  asks: ["How many customers do we have?"],
  about: { en: "Counts the customers.", de: "Zählt die Kunden." },
  query: { select: "COUNT(*) AS customers", from: "retail.customers" },
  filters: { region: "region", segment: "segment" },
  textWithoutId: true,
  say: {
    en: ([row], { where, voice }) =>
      `There ${row?.["customers"] === 1 ? "is" : "are"} **${voice.amount(row?.["customers"], "count")} ${row?.["customers"] === 1 ? "customer" : "customers"}**${where}.`,
    de: ([row], { where, voice }) =>
      row?.["customers"] === 1
        ? `Es ist **1** Person${where}.`
        : `Es sind **${voice.amount(row?.["customers"], "count")}** Kunden${where}.`,
  },
};
