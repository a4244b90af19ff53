/** The address of each node of `redis://a:6379,b:6379`; those without a scheme have that of the first. */
export const nodesIn = (url: string): string[] => {
  const [first = "", ...rest] = url.split(",").map((node) => node.trim());
  const scheme = first.slice(0, first.indexOf("//") + 2);
  return [first, ...rest.map((node) => (node.includes("://") ? node : scheme + node))];
};
