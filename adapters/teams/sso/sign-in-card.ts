import type { Notice } from "../../../src/ports/chat/reply.ts";
import { plainText } from "../../../src/reply/fit/plain-text.ts";
import { summaryOf } from "../render/render.ts";
import type { SignInResource } from "./token-service.ts";

/** A card by which the clients of a person prove who they are, without a click where nothing is missing. */
export interface SignInCard {
  type: "message";
  summary: string;
  attachments: [{ contentType: "application/vnd.microsoft.card.oauth"; content: object }];
}

export const signInCard = (
  notice: Notice,
  { ask, connection, resource, label }: { ask: string; connection: string; resource: SignInResource; label: string },
): SignInCard => {
  const words = plainText(notice);
  const content = {
    text: words,
    connectionName: connection,
    tokenExchangeResource: { id: ask, ...resource.exchange },
    buttons: [{ type: "signin", title: label, value: resource.link }],
  };
  return {
    type: "message",
    summary: summaryOf(words),
    attachments: [{ contentType: "application/vnd.microsoft.card.oauth", content }],
  };
};
