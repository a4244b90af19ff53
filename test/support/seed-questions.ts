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

export const answers: AnsweredQuestion[] = [
  {
    question: "What is the total revenue?",
    agents: ["sales"],
    contains: ["3,275", "2,525", "750", "North", "South"],
  },
  { question: "Which product is the top seller?", agents: ["sales"], contains: ["Laptop", "2,400"] },
  { question: "What are customer segments?", agents: ["customer"], contains: ["Premium", "2", "Standard", "1"] },
  { question: "Which regions have high churn?", agents: ["customer"], contains: ["South", "C002"] },
  { question: "What needs reordering?", agents: ["inventory"], contains: ["Chair", "6", "10"] },
  { question: "What parts are low stock?", agents: ["inventory"], contains: ["Chair"] },
  {
    question: "What regions have high revenue but high churn?",
    agents: ["sales", "customer"],
    contains: ["North", "2,525", "Low", "South", "750", "High"],
  },
  {
    question: "Which product categories appeal to Premium customers?",
    agents: ["sales", "customer"],
    contains: ["Electronics", "Premium"],
  },
];

export const routing: RoutedQuestion[] = [
  { question: "Why did costs spike?", agents: ["cost"] },
  { question: "Why did costs spike last Tuesday?", agents: ["cost"] },
  { question: "Who accessed sensitive data?", agents: ["security"] },
  { question: "Which jobs are slow?", agents: ["performance", "reliability"] },
  { question: "Are expensive jobs also failing?", agents: ["cost", "reliability"] },
  {
    question: "Give me a platform health overview",
    agents: ["cost", "security", "performance", "reliability", "quality"],
  },
];

export const jobs: JobSentence[] = [
  { say: "Analyze all customer transactions for anomalies", action: "start", job: "transaction-anomalies" },
  { say: "What's the status of job <run>?", action: "status" },
  { say: "Cancel job <run>", action: "cancel" },
];
