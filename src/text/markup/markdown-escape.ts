/**
 * Markdown in which every mark stands for itself: no emphasis, link, heading, list or code comes of the text. An
 * underscore inside of a word marks nothing, and stays as it is.
 */
export const escapeMarkdown = (text: string): string => text.replace(marks, (mark) => `\\${mark}`);

const marks = /[\\`*[\]<>#~|]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;
