import { z } from "zod";
import { withoutSecrets } from "../../logging/secrets.ts";
import { instructions } from "../diagnosis/model-view.ts";
import type { Lesson } from "./lessons.ts";

/** One line of a chat fine-tuning file. https://platform.openai.com/docs/guides/supervised-fine-tuning */
const Example = z.object({
  messages: z.tuple([
    z.object({ role: z.literal("system"), content: z.string().min(1) }),
    z.object({ role: z.literal("user"), content: z.string().min(1) }),
    z.object({ role: z.literal("assistant"), content: z.string().min(1) }),
  ]),
});

const mostContent = 16_000;

/**
 * The decisions that teach something as lines of JSON: those that a person has judged, and those that running again has
 * borne out. Secrets are hidden in all of it.
 */
export const trainingLines = (lessons: readonly Lesson[]): string[] =>
  lessons.filter(isKnown).map((lesson) => JSON.stringify(Example.parse(exampleOf(lesson))));

const isKnown = ({ really, mended, evidence }: Lesson): boolean =>
  (really !== undefined || mended) && evidence.length > 0;

const exampleOf = (lesson: Lesson): z.infer<typeof Example> => {
  const { evidence, really, class: judged, cause } = lesson;
  const failure = really ?? judged;
  const answer = { class: failure, cause: failure === judged ? cause : `It was of kind ${failure}.`, confidence: 0.9 };
  return {
    messages: [
      { role: "system", content: instructions },
      { role: "user", content: withoutSecrets(evidence.join("\n")).slice(0, mostContent) },
      { role: "assistant", content: withoutSecrets(JSON.stringify(answer)) },
    ],
  };
};
