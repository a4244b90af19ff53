import type { Model, ModelMessage } from "../ports/model.ts";
import type { Tracer } from "./tracer.ts";

/** A language model whose calls show in traces, with what they read and wrote. */
export const tracedModel = (model: Model, tracer: Tracer): Model => {
  const span = { kind: "model" as const, name: model.name };
  const read = (messages: readonly ModelMessage[]) => ({
    messages: messages.map(({ role, content }) => ({ role, content })),
  });
  const wrote = (content: string) => ({ messages: [{ role: "assistant", content }] });
  return {
    name: model.name,
    object: (schema, name, messages, signal) =>
      tracer.during({ ...span, facts: { purpose: name } }, async (note) => {
        note(() => ({ inputs: read(messages) }));
        const made = await model.object(schema, name, messages, signal);
        note(() => ({ outputs: wrote(JSON.stringify(made)) }));
        return made;
      }),
    text: (messages, onText, signal) =>
      tracer.during({ ...span, facts: { purpose: "text" } }, async (note) => {
        note(() => ({ inputs: read(messages) }));
        const made = await model.text(messages, onText, signal);
        note(() => ({ outputs: wrote(made) }));
        return made;
      }),
  };
};
