import type { HttpResponse } from "../../src/ports/chat/http.ts";
import { modelId } from "./wire/parse.ts";
import { json, refusalOf } from "./wire/refusals.ts";
import { unknownModel } from "./wire/request-problems.ts";

const path = "/v1/models";
const model = { id: modelId, object: "model", created: 0, owned_by: modelId };

/** The answer to a request about models. Undefined: the path is another one. */
export const modelsAt = (requested: string, locale?: string): HttpResponse | undefined => {
  if (requested === path) return json(200, { object: "list", data: [model] });
  if (!requested.startsWith(`${path}/`)) return undefined;
  const id = requested.slice(path.length + 1, path.length + 101);
  return id === modelId ? json(200, model) : refusalOf(unknownModel(id, modelId), locale);
};
