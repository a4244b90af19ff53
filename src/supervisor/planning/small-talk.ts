import type { AgentProfile } from "../../ports/databricks/agent.ts";
import type { OwnWords } from "../../reply/words/english/en.ts";
import { wordsIn } from "../../reply/words/words.ts";

/** What we say to a greeting, to thanks, and to a question about itself; nothing to any other text. */
export const smallTalk = (question: string, agents: readonly AgentProfile[], locale?: string): string | undefined => {
  if (question.length > longest) return undefined;
  const text = plainWords(question);
  const words = wordsIn(locale);
  if (isThanks(question) || isEmoji(question)) return words.welcome;
  if (greeting.test(text)) return words.hello(introduction(agents, words));
  return about.has(text) ? introduction(agents, words) : undefined;
};

/** Letters or digits, apart from names of emoji: `:+1:`. */
export const hasWords = (text: string): boolean => /[\p{L}\p{N}]/u.test(text.replace(emojiName, " "));

const emojiName = /:[a-z0-9_+'-]{1,60}:/gi;

/** Emoji, as their characters or by their names, and no words. */
const isEmoji = (text: string): boolean =>
  !hasWords(text) && (/\p{Extended_Pictographic}/u.test(text) || text.search(emojiName) >= 0);

const plainWords = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\s]+/gu, "")
    .trim()
    .replace(/\s+/g, " ");

/** Thanks and applause, in many languages. */
export const isThanks = (text: string): boolean => {
  if (text.length > longest) return false;
  const words = plainWords(text).replace(praise, "thanks").replace(farewell, "thanks").split(" ");
  const rest = words.filter((word) => !padding.has(word));
  return rest.length > 0 && words.length <= 8 && rest.every((word) => thanks.has(word));
};

const praise = /\b(?:good|great|nice|amazing|excellent) (?:job|work|one|stuff)\b|\bwell done\b/g;
const farewell =
  /\b(?:bye(?: bye)?|goodbye|see you(?: (?:later|soon|tomorrow|monday|around))?|cu|tschüss|ciao|bis (?:bald|später|morgen))\b/g;

/** Characters of small talk; whoever writes more means something. */
const longest = 300;

const introduction = (agents: readonly AgentProfile[], words: OwnWords): string =>
  [words.introduction, ""].concat(agents.map((agent) => `- **${agent.name}**: ${agent.description}`)).join("\n");

const greeting =
  /^(?:hi|hello|hey|howdy|good (?:morning|afternoon|evening|day)|hallo|moin|servus|guten (?:morgen|tag|abend))(?: (?:there|all|team|everyone|genie|zusammen))?$/;
const wordsOf = (list: string): ReadonlySet<string> => new Set(list.split(/\s+/));
const thanks = wordsOf(
  `thanks thank thx ty tysm cheers great perfect ok okay okey cool nice awesome excellent amazing brilliant wonderful super
  danke dankeschön dank merci gracias obrigado obrigada grazie bedankt dankjewel dankuwel tack takk tak kiitos dziękuję
  dzięki děkuji díky ďakujem köszönöm köszi mulțumesc mersi hvala спасибо дякую благодаря ευχαριστώ teşekkürler teşekkür
  sağol شكرا شكرًا תודה धन्यवाद शुक्रिया நன்றி ধন্যবাদ ありがとう ありがとうございます 有難う 有り難う 谢谢 謝謝 多谢 多謝 감사합니다 고마워 고맙습니다 ขอบคุณ
  terima kasih cảm ơn lol haha hehe salamat asante aitäh paldies ačiū takkar takkfyrir
  perfekt toll klasse prima genial parfait perfecto genial bravo ottimo perfetto ótimo perfeito`,
);
/** Words around thanks that mean nothing by themselves. */
const padding = wordsOf(
  `you u a lot so much very many again all everyone team genie for that this the it dir ihnen euch vielen schön sehr beaucoup
  bien mucho muchas mil molte mille tante muito je u wel så mycket tusen mange bardzo moc ederim`,
);
const about = new Set([
  "hilfe",
  "wer bist du",
  "was bist du",
  "was kannst du",
  "was kannst du alles",
  "was kann ich dich fragen",
  "welche agenten gibt es",
  "help",
  "help me",
  "who are you",
  "what are you",
  "what do you do",
  "what do you know",
  "what can you do",
  "what can you do for me",
  "what can you answer",
  "what can i ask",
  "what can i ask you",
  "what can i ask here",
  "how do you work",
  "how do i use you",
  "how do i use this",
  "which agents are there",
  "what agents are there",
  "which agents do you have",
  "what agents do you have",
  "which agents can i ask",
  "show me the agents",
  "show me your agents",
  "list the agents",
  "tell me about yourself",
  "what is this",
  "what data do you have",
  "what questions can i ask",
]);
