import { svg } from "./dom.js";

/** A line icon of 20 by 20 units in the colour of the text around it. Decoration: hidden from screen readers. */
export const icon = (name) =>
  svg(
    "svg",
    { class: `icon icon-${name}`, viewBox: "0 0 20 20", "aria-hidden": "true" },
    ...paths[name].map((d) => svg("path", { d })),
  );

const paths = {
  bell: ["M2.5 15.5h15", "M4 13a6 6 0 0 1 12 0z", "M10 7V4.5", "M8.3 4.5h3.4", "M15.4 6.2l1.5-1.5", "M4.6 6.2L3.1 4.7"],
  send: ["M3.5 10h12", "M10.5 4.5l5.5 5.5-5.5 5.5"],
  close: ["M5 5l10 10", "M15 5L5 15"],
  back: ["M12 5l-5 5 5 5"],
  next: ["M8 5l5 5-5 5"],
  sort: ["M7 8l3-3 3 3", "M7 12l3 3 3-3"],
  thread: ["M3.5 4.5h13v8.5h-7l-3.5 3v-3h-2.5z"],
  eye: [
    "M2.5 10s2.8-4.8 7.5-4.8S17.5 10 17.5 10s-2.8 4.8-7.5 4.8S2.5 10 2.5 10z",
    "M10 8.2a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6",
  ],
  history: ["M4 10a6 6 0 1 0 2-4.5", "M3.5 4v3h3", "M10 7v3.2l2.2 1.3"],
  download: ["M10 3.5v8.5", "M6.5 9l3.5 3.5L13.5 9", "M4 16h12"],
  file: ["M5.5 3h6l3.5 3.5V17h-9.5z", "M11.5 3v3.5H15"],
  pending: ["M10 4.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11"],
  complete: ["M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M7 10.2l2.1 2.1L13.2 8"],
  error: ["M10 3.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13", "M10 6.8v4", "M10 13.2v.1"],
  in_progress: ["M10 3.5a6.5 6.5 0 1 1-6.5 6.5"],
  external: ["M8 5H4.5v10.5H15V12", "M11 4.5h4.5V9", "M15.2 4.8L9.5 10.5"],
  good: ["M3.5 9h3v7h-3z", "M6.5 9.5l3-6c1.5 0 2 1 1.8 2.2L11 8h4.2c1 0 1.5.8 1.3 1.7l-1.2 5c-.2.8-.8 1.3-1.6 1.3H6.5"],
  bad: [
    "M3.5 4h3v7h-3z",
    "M6.5 10.5l3 6c1.5 0 2-1 1.8-2.2L11 12h4.2c1 0 1.5-.8 1.3-1.7l-1.2-5c-.2-.8-.8-1.3-1.6-1.3H6.5",
  ],
  trash: ["M4.5 6h11", "M8 6V4h4v2", "M6 6l.8 10.5h6.4L14 6"],
};
