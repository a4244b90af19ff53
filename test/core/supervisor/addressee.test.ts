import { addresseeOf } from "../../../src/supervisor/planning/addressee.ts";
import { isThanks } from "../../../src/supervisor/planning/small-talk.ts";
import { exampleProfiles } from "../../support/bench.ts";
import { exampleJobs } from "../../support/databricks/example-jobs.ts";

const addressee = (text: string) => addresseeOf(text, exampleProfiles(), exampleJobs());

describe("a message in our thread that does not name us", () => {
  it.each([
    "and by region?",
    "and in the South?",
    "only Premium",
    "by month",
    "without returns",
    "but only for 2026",
    "what about last month?",
    "why?",
    "how come?",
    "is that right?",
    "does it include returns?",
    "Which regions have high churn?",
    "show revenue by product",
    "please show the same by product",
    "can you check whether that includes returns?",
    "how many customers are at risk of leaving?",
    "is the nightly load done?",
    "start the nightly load",
  ])("is for us: %s", (text) => {
    expect(addressee(text)).toBe("bot");
  });

  it.each([
    ":+1:",
    ":white_check_mark: :tada:",
    "👍",
    "🎉🎉",
    "…",
    "!!",
    "thanks!",
    "Thank you so much",
    "danke!",
    "vielen Dank",
    "merci",
    "Merci beaucoup !",
    "gracias",
    "muchas gracias",
    "obrigada",
    "grazie mille",
    "dank je wel",
    "tack så mycket",
    "kiitos",
    "dziękuję bardzo",
    "děkuji",
    "спасибо",
    "teşekkürler",
    "ありがとうございます",
    "谢谢",
    "감사합니다",
    "धन्यवाद",
    "شكرا",
    "תודה",
    "terima kasih",
    "cảm ơn",
    "great, thanks",
    "perfect 👌",
  ])("is for people: %s", (text) => {
    expect(addressee(text)).toBe("people");
  });

  it.each([
    "lunch at 12? I will bring the revenue report to the meeting",
    "I'll take it to the meeting",
    "that looks wrong to me",
    "same here",
    "just saw this",
    "by the way",
    "in a meeting",
    "who wants coffee?",
    "did you see the revenue numbers?",
    "could you send me that?",
    "and you?",
    "the nightly load failed again, I am on it",
    "what about you?",
    "let's discuss this tomorrow",
    "Bob knows that better than me",
    "und nach Region?",
  ])("is not plain: %s", (text) => {
    expect(addressee(text)).toBe("unclear");
  });
});

it("takes no question for thanks", () => {
  for (const text of ["ok so what is the revenue", "great revenue", "", "super segments", "nice products please"])
    expect(isThanks(text)).toBe(false);
});
