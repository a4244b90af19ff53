import { el } from "../../dom.js";
import { icon } from "../../icons.js";

/** A shared file: name and size; for a text file also a preview and a download. */
export const fileView = (file) =>
  el(
    "div",
    { class: "file" },
    el(
      "div",
      { class: "file-head" },
      icon("file"),
      el("span", {}, el("strong", {}, file.title || file.name), el("small", {}, `${file.name} · ${sizeOf(file)}`)),
      file.content !== undefined && download(file),
    ),
    file.content && el("details", {}, el("summary", {}, "Preview"), el("pre", {}, beginning(file.content))),
  );

const download = ({ name, content }) =>
  el(
    "a",
    {
      class: "thumb",
      href: URL.createObjectURL(new Blob([content], { type: "text/plain" })),
      download: name,
      "aria-label": `Download ${name}`,
    },
    icon("download"),
  );

const beginning = (content) => (content.length > 4_000 ? `${content.slice(0, 4_000)}\n…` : content);

const sizeOf = ({ size = 0 }) => (size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`);
