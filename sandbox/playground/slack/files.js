import { el, webAddress } from "../dom.js";
import { icon } from "../icons.js";

/** A shared file: name, size, and for text a preview and a download. */
export const fileView = (file) => {
  const address = file.content === undefined ? webAddress(file.url_private ?? file.permalink) : textAddress(file);
  return el(
    "div",
    { class: "file" },
    el(
      "div",
      { class: "file-head" },
      icon("file"),
      el("span", {}, el("strong", {}, file.title || file.name), el("small", {}, `${file.name} · ${sizeOf(file)}`)),
      address && download(file, address),
    ),
    file.content && el("details", {}, el("summary", {}, "Preview"), el("pre", {}, beginning(file.content))),
  );
};

const download = (file, href) =>
  el("a", { class: "thumb", href, download: file.name, "aria-label": `Download ${file.name}` }, icon("download"));

const textAddress = (file) => URL.createObjectURL(new Blob([file.content], { type: "text/plain" }));

const beginning = (content) => (content.length > 4_000 ? `${content.slice(0, 4_000)}\n…` : content);

const sizeOf = ({ size = 0 }) => (size < 1024 ? `${size} bytes` : `${(size / 1024).toFixed(1)} KB`);
