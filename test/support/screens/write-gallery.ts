import { writeFileSync } from "node:fs";
import { gallery, payloads } from "./gallery.ts";

/* npm run gallery: renders anew what the gallery of the playground shows. */

const lines = gallery().map((exhibit) => JSON.stringify(exhibit));
writeFileSync(payloads, `[\n${lines.join(",\n")}\n]\n`);
