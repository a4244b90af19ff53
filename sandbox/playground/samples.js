/** Questions that the seeded data can answer. */
export const samples = [
  "What is the total revenue?",
  "What regions have high revenue but high churn?",
  "Give me a platform health overview",
];
