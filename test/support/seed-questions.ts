/**
 * The questions that everything is tested with. The numbers are facts of the small retail data: Laptop (Electronics,
 * North) 2,400, Mouse (Electronics, North) 125, Chair (Furniture, South) 750; customers C001 and C003 in the North,
 * Premium, low churn; C002 in the South, Standard, high churn; six chairs in stock at a reorder level of ten, the other
 * products above theirs.
 */

export type AgentId =
  | "sales"
  | "customer"
  | "inventory"
  | "cost"
  | "security"
  | "performance"
  | "reliability"
  | "quality";

/** `contains`: words that the answer to the person must contain. */
export interface AnsweredQuestion {
  question: string;
  agents: AgentId[];
  contains: string[];
}

export interface RoutedQuestion {
  question: string;
  agents: AgentId[];
}

/** `<run>` stands for the id of a run. */
export interface JobSentence {
  say: string;
  action: "start" | "status" | "cancel";
  job?: string;
}

/** The answer itself, as the first sentence says it. */
interface First {
  first: string;
}

export const answers: (AnsweredQuestion & First)[] = [
  {
    question: "What is the total revenue?",
    agents: ["sales"],
    first: "3,275",
    contains: ["3,275", "2,525", "750", "North", "South"],
  },
  { question: "Which product is the top seller?", agents: ["sales"], first: "Laptop", contains: ["Laptop", "2,400"] },
  {
    question: "What are customer segments?",
    agents: ["customer"],
    first: "Premium 2 and Standard 1",
    contains: ["Premium", "2", "Standard", "1"],
  },
  {
    question: "Which regions have high churn?",
    agents: ["customer"],
    first: "the South is High",
    contains: ["South", "C002"],
  },
  { question: "What needs reordering?", agents: ["inventory"], first: "Chair", contains: ["Chair", "6", "10"] },
  { question: "What parts are low stock?", agents: ["inventory"], first: "Chair", contains: ["Chair"] },
  {
    question: "What regions have high revenue but high churn?",
    agents: ["sales", "customer"],
    first: "No region has both",
    contains: ["North", "2,525", "Low", "South", "750", "High"],
  },
  {
    question: "Which product categories appeal to Premium customers?",
    agents: ["sales", "customer"],
    first: "Electronics",
    contains: ["Electronics", "Premium"],
  },
];

export const routing: (RoutedQuestion & First)[] = [
  { question: "Why did costs spike?", agents: ["cost"], first: "because of feature-backfill" },
  { question: "Why did costs spike last Tuesday?", agents: ["cost"], first: "because of feature-backfill" },
  { question: "Who accessed sensitive data?", agents: ["security"], first: "users accessed sensitive data" },
  { question: "Which jobs are slow?", agents: ["performance", "reliability"], first: "recommendation-training leads" },
  { question: "Are expensive jobs also failing?", agents: ["cost", "reliability"], first: "Yes: feature-backfill" },
  {
    question: "Give me a platform health overview",
    agents: ["cost", "security", "performance", "reliability", "quality"],
    first: "key figures changed by 10 % or more",
  },
];

export const jobs: JobSentence[] = [
  { say: "Analyze all customer transactions for anomalies", action: "start", job: "transaction-anomalies" },
  { say: "What's the status of job <run>?", action: "status" },
  { say: "Cancel job <run>", action: "cancel" },
];
