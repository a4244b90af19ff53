import { namedId } from "../ids.ts";
import type { Subject } from "../semantic/subject.ts";
import { appeal, churnByRegion, howMany } from "./customer-questions.ts";
import type { Space } from "./space.ts";

const customers: Subject = {
  from: "retail.customers",
  day: "customer_since",
  event: {
    name: "joined",
    words:
      "joined, join, became, become, sign up, signup, new, acquired, acquire, acquisition, gain, registered, onboarded, since, won, win, win over, landed, came on board, attracted",
  },
  record: {
    one: "customer",
    many: "customers",
    words: "customer, client, account, subscriber, shopper, user, customer base, customer, people, member",
    dimension: "customer_id",
  },
  list: {
    columns: "customer_id, region, segment, churn_risk, lifetime_value, age_group, gender, customer_since",
    order: "customer_id",
  },
  main: "lifetime_value",
  where: "region",
  who: "customer_id",
  earliest: "oldest customer, oldest client, oldest, longest, longest standing, longest serving, been with us longest",
  latest: "shortest, been with us shortest",
  when: "how long, how long has been with, how long with, how long have we had, since when, how long ago, tenure, customer relationship, relationship, customer since, length of relationship",
  quiet: "live, base, profile, have",
  measures: [
    {
      name: "customers",
      label: "customers",
      words: "customer count, number of customers, headcount",
      sql: "COUNT(*)",
      unit: "count",
      adds: true,
    },
    {
      name: "total_lifetime_value",
      label: "total lifetime value",
      words: "total lifetime value, total ltv, total clv, sum of lifetime value, combined lifetime value",
      sql: "SUM(lifetime_value)",
      value: "lifetime_value",
      unit: "dollars",
      adds: true,
    },
    {
      name: "lifetime_value",
      label: "average lifetime value",
      words:
        "lifetime value, customer lifetime value, ltv, clv, cltv, customer value, worth, average lifetime value, value of a customer, value of our customers, value, average value",
      sql: "ROUND(AVG(lifetime_value), 2)",
      value: "lifetime_value",
      unit: "dollars",
      adds: false,
      high: "valuable, lucrative, profitable",
    },
    {
      name: "high_churn_percent",
      label: "share of customers at high churn risk",
      words: "churn rate, attrition rate, churn percentage, share of churn, percentage at risk, churn share",
      sql: "ROUND(100.0 * AVG(CASE WHEN churn_risk = 'High' THEN 1 ELSE 0 END), 1)",
      unit: "percent",
      adds: false,
      lowIsGood: true,
    },
  ],
  dimensions: [
    {
      name: "region",
      label: "region",
      many: "regions",
      words: "region, area, territory, geography, location, regional, place",
      aliases: { North: "northern", South: "southern" },
    },
    {
      name: "segment",
      label: "segment",
      many: "segments",
      words: "segment, tier, customer segment, segmentation, segmented, customer group, customer type, class, level",
    },
    {
      name: "churn_risk",
      label: "churn risk",
      many: "churn risks",
      words:
        "churn, churn risk, churn risk level, churn risk group, level of churn risk, churn level, attrition, risk level, retention risk, risk of churn, risk, retention",
      values: false,
    },
    {
      name: "age_group",
      edges: [25, 35, 45, 55],
      label: "age group",
      many: "age groups",
      words: "age group, age, age band, age bracket, how old",
      weak: "demographic",
    },
    {
      name: "gender",
      label: "gender",
      many: "genders",
      words: "gender, sex",
      aliases: { female: "women", male: "men" },
    },
    { name: "customer_id", label: "customer", many: "customers", words: "customer id" },
  ],
  flags: [
    {
      name: "at high churn risk",
      words: `at risk, at risk of leaving, at risk of churning, high churn risk, high risk, risk of leaving, likely to leave, likely to churn, may churn,
        might churn, could churn, about to leave, about to churn, might leave, may leave, could leave, going to leave, might walk away, could walk away, walking away,
        want to leave, thinking of leaving, in danger, in danger of leaving, about to cancel, could be lost, might lose, may lose, could lose, about to lose, danger of losing, unsafe, likely to jump ship, high churn, high risk of churn,
        high risk of churning, high attrition, likely to cancel, high risk of leaving, likely to quit`,
      where: "churn_risk = 'High'",
      list: { columns: "customer_id, region, segment, churn_risk", order: "customer_id" },
    },
    {
      name: "at low churn risk",
      words:
        "low churn risk, low risk, loyal, safe, low churn, low risk of churn, likely to stay, staying, stay, low risk of leaving",
      where: "churn_risk = 'Low'",
    },
  ],
};

const purchases: Subject = {
  secondary: true,
  from: "retail.customers",
  joins: { sales: "JOIN retail.sales USING (customer_id, region)" },
  day: "sale_date",
  record: { one: "order", many: "orders", words: "order, purchase, transaction, sale" },
  list: { columns: "customer_id, segment, region, product, category, revenue, sale_date", order: "revenue DESC" },
  main: "spend",
  where: "region",
  who: "customer_id",
  what: "product",
  quiet: "customer base",
  measures: [
    {
      name: "spend",
      label: "spend",
      words: "spend, spending, revenue, turnover, sell, money, buy most, purchase value, sales revenue",
      sql: "SUM(revenue)",
      value: "revenue",
      unit: "amount",
      adds: true,
      counted: "units",
      high: "appeal, appealing, prefer, preferred, popular, buy, like, favourite, favorite, interested",
      join: "sales",
    },
    {
      name: "average_order_value",
      label: "average order value",
      words: "order value, average order value, aov, basket, basket size, basket value, ticket size, average order",
      sql: "ROUND(AVG(revenue), 2)",
      value: "revenue",
      unit: "amount",
      adds: false,
      join: "sales",
    },
    {
      name: "units",
      label: "units bought",
      words: "units bought, units, pieces, quantity",
      sql: "SUM(units)",
      value: "units",
      unit: "count",
      adds: true,
      join: "sales",
    },
  ],
  dimensions: [
    ...customers.dimensions.filter(({ name }) => name !== "customer_id" && name !== "churn_risk"),
    {
      name: "customer_id",
      label: "customer",
      many: "customers",
      words: "customer, client, account, buyer, shopper, people",
    },
    {
      name: "churn_risk",
      label: "churn risk",
      many: "churn risks",
      words: "churn risk, churn risk level, risk level",
      values: false,
    },
    {
      name: "category",
      label: "category",
      many: "categories",
      words: "category, product category, product line, product group",
      join: "sales",
    },
    {
      name: "product",
      label: "product",
      many: "products",
      words: "product, item, article, what do buy",
      join: "sales",
    },
  ],
  flags: customers.flags ?? [],
};

export const customer: Space = {
  id: namedId("space customer"),
  agent: "customer",
  title: "Customers",
  description:
    "Customers of the shop: segment, region, age group, gender, lifetime value, churn risk and what they buy.",
  subjects: [customers, purchases],
  trusted: [churnByRegion, appeal, howMany],
  samples: [
    "What are customer segments?",
    "Which regions have high churn?",
    "Which customers are at risk of leaving?",
    "What is the lifetime value by segment?",
    "How many customers do we have?",
    "How many customers are in each region?",
    "What is the average order value by age group?",
    "List all customers",
  ],
};
