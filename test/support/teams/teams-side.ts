import { eventually } from "../eventually.ts";
import type { Stage } from "../stage.ts";

/** A Teams message as somebody sees it. */
export interface Carded {
  id: string;
  thread: string | null;
  text: string;
  card: unknown;
  edits: { at: number; card: unknown }[];
  at: number;
  bot: boolean;
  targeted_to?: string | null;
}

/** The Teams side of a stage, driven as a person would. */
export const teamsSide = (stage: Stage) => {
  const messages = (conversation: string): Promise<Carded[]> =>
    stage.get(`/control/teams/messages?conversation=${encodeURIComponent(conversation)}`);

  /** What the bot posted after a message, in its thread where there are threads. */
  const replies = async (conversation: string, id: string): Promise<Carded[]> => {
    const all = await messages(conversation);
    const asked = all.find((message) => message.id === id);
    const after = all.slice(all.findIndex((message) => message.id === id) + 1);
    const root = asked?.thread ?? id;
    return after.filter(({ bot, thread }) => bot && (thread === null || thread === root));
  };

  return {
    messages,
    replies,
    say: async (user: string, conversation: string, text: string, thread?: string): Promise<string> =>
      (
        await stage.post<{ id: string }>("/control/teams/message", {
          user,
          conversation,
          text,
          ...(thread ? { thread } : {}),
        })
      ).id,
    press: (user: string, conversation: string, activity: string, action: string, data?: unknown) =>
      stage.post("/control/teams/action", {
        user,
        conversation,
        activity,
        action,
        ...(data === undefined ? {} : { data }),
      }),
    answer: (conversation: string, id: string, withinMs = 15_000, index = 0): Promise<Carded> =>
      eventually(
        async () => {
          const reply = (await replies(conversation, id)).filter((message) => !message.targeted_to)[index];
          return reply && isFinal(reply) ? reply : undefined;
        },
        withinMs,
        `an answer in ${conversation} (${id})`,
      ),
  };
};

/** A status card has a Cancel action; an answer has none. */
const isFinal = (message: Carded): boolean => !/"verb":"cancel"/.test(JSON.stringify(message.card));

/** The words of a card, in reading order. */
export const words = (message: Carded): string => wordsOf(message.card).join(" ");

const wordsOf = (node: unknown): string[] => {
  if (Array.isArray(node)) return node.flatMap(wordsOf);
  if (typeof node !== "object" || node === null) return [];
  const { fallback: _, fallbackText: __, ...shown } = node as Record<string, unknown>;
  return Object.entries(shown).flatMap(([key, value]) =>
    key === "text" || key === "title" ? [String(value)] : wordsOf(value),
  );
};
