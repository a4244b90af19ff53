import type { Button } from "./button.ts";

/** Values that a person is asked for. */
export interface Form {
  title: string;
  /** Plain words above the fields. */
  intro: string;
  fields: FormField[];
  /** Comes back as Inbound `form` with the same action and value. */
  submit: Button;
  /** Of whoever fills it in; absent: English. */
  locale?: string | undefined;
}

export interface FormField {
  name: string;
  label: string;
  hint?: string;
  /** `boolean`: comes back as `true` or `false`. `date`: as `2026-01-31`. `paragraph`: a text of several lines. */
  type: "text" | "paragraph" | "number" | "integer" | "date" | "boolean" | "choice";
  /** What a `choice` offers; comes back unchanged. */
  options?: string[];
  /** Its initial value. */
  value?: string;
  required: boolean;
  /** Why the value that was sent before cannot be used. */
  error?: string;
}
