/** What a problem is called in chat, and what an operator does about it. `{name}` stands for a value. */
export interface ProblemText {
  /** As the person who asked reads it: what happened, what it means, what they can do. */
  sentence: string;
  /** For the operator, as docs/errors.md lists it. */
  remedy: string;
}
