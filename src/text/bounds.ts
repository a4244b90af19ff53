/*
 * How much text is taken. Longer text is refused, or shortened with a note, before anything reads it.
 */

/** Characters of a person's message, command, form or question to an agent. */
export const mostInbound = 8_000;

/** Characters of what a platform delivers that are read at all: marks and blanks around a message may be many. */
export const mostDelivered = 100_000;

/** Characters that every platform keeps in a button: a longer question gets none, since half of it is another one. */
export const mostButton = 2_000;

/** Characters that every platform takes in a field of a form: a longer text would be cut. */
export const mostField = 3_000;

/** Characters of one answer's text, whoever wrote it. */
export const mostReply = 24_000;
