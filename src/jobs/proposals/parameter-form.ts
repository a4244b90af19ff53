import type { JobConfig, Parameter } from "../../config/config.ts";
import type { Form, FormField } from "../../ports/chat/form.ts";
import { fieldLabel } from "../../reply/field-label.ts";
import type { Reader } from "../../reply/reader.ts";
import { phraseIn } from "../../reply/words/phrase-reading.ts";
import { wordsIn } from "../../reply/words/words.ts";
import { askedParameters, type Complaint } from "../parameters.ts";

/** The form that asks for the parameters of a job, filled with what is known. */
export const formOf = (
  job: JobConfig,
  given: Readonly<Record<string, string>>,
  complaints: readonly Complaint[],
  { proposal, to }: { proposal: string; to: Reader },
): Form => ({
  title: job.name,
  intro: job.description || wordsIn(to.locale).jobs.formIntro(job.name),
  fields: askedParameters(job).map(([name, parameter]) => {
    const value = (Object.hasOwn(given, name) ? given[name] : undefined) || parameter.default;
    const wrong = value ? complaints.find((complaint) => complaint.name === name)?.wrong : undefined;
    return {
      name,
      label: fieldLabel(name),
      ...(parameter.description ? { hint: parameter.description } : {}),
      ...kindOf(parameter),
      ...(value ? { value } : {}),
      required: parameter.required,
      ...(wrong ? { error: `${fieldLabel(name)} ${phraseIn(wrong, to.locale)}` } : {}),
    };
  }),
  submit: { action: "job-fill", value: proposal, label: submitLabel(job, to), style: "primary" },
  locale: to.locale,
});

const submitLabel = ({ confirm }: JobConfig, { locale }: Reader): string => {
  const { next, start } = wordsIn(locale).jobs;
  return confirm ? next : start;
};

const kindOf = ({ type, enum: options }: Parameter): Pick<FormField, "type" | "options"> => {
  if (options) return { type: "choice", options: options.map(String) };
  return { type: type === "string" ? "text" : type };
};
