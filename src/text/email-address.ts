/** Longest address that mail servers take. */
const longest = 254;

/**
 * Whether a text is one plain e-mail address and nothing else: no name, no second address, no line break, so that
 * nothing can be put into a mail's headers with it. Addresses in quotes and of non-Latin letters count as none.
 */
export const isEmailAddress = (text: string): boolean => {
  if (text.length > longest) return false;
  const at = text.lastIndexOf("@");
  return at > 0 && isLocalPart(text.slice(0, at)) && isDomain(text.slice(at + 1));
};

const isLocalPart = (text: string): boolean =>
  text.length <= 64 && text.split(".").every((atom) => /^[\w!#$%&'*+/=?^`{|}~-]+$/.test(atom));

/** A name with a dot, or the name of a machine in one's own network. */
const isDomain = (text: string): boolean =>
  text.split(".").every((label) => /^[a-z0-9-]{1,63}$/i.test(label) && !label.startsWith("-") && !label.endsWith("-"));
