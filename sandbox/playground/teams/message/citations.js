import { el, link } from "../../dom.js";
import { claimsOf } from "./words.js";

/** The sources of a message; undefined without any. */
export const citations = ({ entities }) => {
  const claims = claimsOf(entities);
  if (claims.length === 0) return undefined;
  return el(
    "details",
    { class: "citations" },
    el("summary", {}, claims.length === 1 ? "1 reference" : `${claims.length} references`),
    el("ol", {}, claims.map(claimView)),
  );
};

const claimView = ({ position, appearance: { name, url, abstract, keywords = [] } }) =>
  el(
    "li",
    { value: position },
    el("strong", {}, url ? link(url, name) : name),
    keywords.map((keyword) => el("span", { class: "keyword" }, keyword)),
    abstract && el("p", {}, abstract),
  );
