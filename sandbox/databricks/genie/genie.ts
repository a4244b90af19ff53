import { gone } from "../errors.ts";
import { stemsOfSubjects } from "../semantic/reading/lexicon.ts";
import type { Space } from "../spaces/space.ts";
import type { Statement } from "../sql/statement.ts";
import { type AskingDeps, createAsking, type Question } from "./asking.ts";
import { createConversations, type Message, type Moment, momentAt } from "./conversations.ts";
import { repaced } from "./course.ts";
import { createDownloads } from "./downloads.ts";
import { createQueries } from "./queries.ts";
import { noReadPermission, refused } from "./troubles.ts";

export interface GenieDeps extends Omit<AskingDeps, "conversations" | "known"> {
  /** Pace at the start and after a reset. */
  pace: number;
  spaces: Space[];
  addStatement: (statement: Statement) => void;
}

/** The current state of a question, for measurements. */
export interface QuestionRecord {
  space: string;
  agent: string;
  conversation: string;
  message: string;
  content: string;
  status: string;
  createdAt: number;
  /** When the message reached its end; absent while it runs. */
  completedAt?: number;
  askedBy: string;
  /** What the message was rated with. */
  feedback?: Message["feedback"];
}

export type Genie = ReturnType<typeof createGenie>;

/** The state behind the conversation API. */
export const createGenie = (deps: GenieDeps) => {
  const { traffic, now } = deps;
  const conversations = createConversations();
  const asking = createAsking({
    ...deps,
    conversations,
    known: stemsOfSubjects(deps.spaces.flatMap(({ subjects }) => subjects)),
  });
  const queries = createQueries({ traffic, now, add: deps.addStatement });
  let pace = deps.pace;
  const downloads = createDownloads({ now, pace: () => pace, database: deps.database, add: deps.addStatement });

  return {
    spaces: deps.spaces,
    conversations,
    queries,
    downloads,
    space: (id: string): Space => {
      const found = deps.spaces.find((space) => space.id === id);
      if (found) return found;
      throw gone(`Unable to get space [${id}]. Node with resource name Some(datarooms/${id}) does not exist.`);
    },
    ask: async (question: Question): Promise<Message> => {
      const message = await asking.ask(question, pace);
      queries.register(message);
      return message;
    },
    moment: (message: Message): Moment => momentAt(message, now()),
    /** Throws when a permission fault names this call. */
    admit: (method: string, path: string): void => {
      if (refused(traffic, `${method} ${path}`)) throw noReadPermission(path);
    },
    script: asking.script,
    setPace: (next: number): void => {
      for (const message of conversations.messages())
        if (!momentAt(message, now()).ended) message.course = repaced(message.course, now(), next);
      pace = next;
    },
    questions: (): QuestionRecord[] =>
      conversations.messages().map((message) => record(message, momentAt(message, now()))),
    reset: (): void => {
      conversations.clear();
      asking.reset();
      downloads.reset();
      pace = deps.pace;
    },
  };
};

const record = (message: Message, { step, since, ended }: Moment): QuestionRecord => ({
  space: message.conversation.space.id,
  agent: message.conversation.space.agent,
  conversation: message.conversation.id,
  message: message.id,
  content: message.content,
  status: step.status,
  createdAt: message.createdAt,
  ...(ended && { completedAt: since }),
  askedBy: message.caller.name,
  ...(message.feedback && { feedback: message.feedback }),
});
