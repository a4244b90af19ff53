/** Keys by their ids, the one that closes first. */
export type TokenKeys = ReadonlyMap<string, Buffer>;

/** Reads `id:key,id:key` with keys of 32 bytes in base64. Returns what is wrong instead. */
export const tokenKeys = (text: string): TokenKeys | string => {
  const keys = new Map<string, Buffer>();
  for (const pair of text.split(",").map((one) => one.trim())) {
    const [, id, encoded] = /^([\w-]{1,40}):([\w+/=-]+)$/.exec(pair) ?? [];
    const key = Buffer.from(encoded ?? "", "base64");
    if (!id || key.length !== 32) return "must be id:key pairs, separated by commas, each key 32 bytes in base64";
    if (keys.has(id)) return `names the key ${id} twice`;
    keys.set(id, key);
  }
  return keys;
};
