/**
 * A text as a plain keyboard types it: the apostrophe that phones put into "what’s" and the blanks that do not break are
 * those that all readers of words know. Quotation marks stay as they are.
 */
export const plainTyping = (text: string): string =>
  text.replaceAll(/(?<=\p{L})[’ʼ‘](?=\p{L})/gu, "'").replaceAll(/[\u00a0\u2007\u202f]/g, " ");
