import type { Form } from "../../ports/chat/form.ts";
import type { Attached } from "../../ports/chat/inbound.ts";
import type { Notice } from "../../ports/chat/reply.ts";
import { oneLine, shortened } from "../../text/shorten.ts";
import { wordsIn } from "../words/words.ts";
import { notice } from "./notice.ts";

/* What we say about asking about a message. */

/** Name of the field that holds the question. */
export const questionField = "question";

/** Characters of the message that the form shows, and of one that is itself a question. */
const mostShown = 500;
const mostQuestion = 200;

/** The form for a question about a message. `name`: of what is kept of it. */
export const questionForm = (about: readonly Attached[], name: string, locale?: string): Form => {
  const words = wordsIn(locale);
  const [first] = about;
  const text = first?.text.trim() ?? "";
  const author = first?.author === undefined ? "" : `${oneLine(first.author)}: `;
  const isQuestion = text.length <= mostQuestion && !text.includes("\n") && text.endsWith("?");
  return {
    title: words.aboutTitle,
    intro: `${words.aboutIntro}\n\n${author}“${shortened(text, mostShown)}”`,
    fields: [
      {
        name: questionField,
        label: words.aboutQuestion,
        hint: words.aboutHint,
        type: "paragraph",
        required: true,
        ...(isQuestion ? { value: text } : {}),
      },
    ],
    submit: { action: "ask-about", value: name, label: words.aboutAsk, style: "primary" },
  };
};

export const nothingToRead = (locale?: string): Notice => notice("info", wordsIn(locale).aboutNothing);

export const messageGone = (locale?: string): Notice => notice("info", wordsIn(locale).aboutGone);

/** The platform opens no form any more for what the person did. */
export const formTooLate = (name: string, locale?: string): Notice => {
  const words = wordsIn(locale);
  return notice("info", words.aboutLate, {
    buttons: [{ action: "ask-about", value: name, label: words.aboutTitle, style: "primary" }],
  });
};
