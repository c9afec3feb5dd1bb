export function areEqual(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((text, index) => text === other[index]);
}

/** Texts as a tag can hold them: without empty ones, which mean nothing, and without halves of characters. */
export function wellFormed(texts: readonly string[]): string[] {
  return texts.filter((text) => text !== '').map((text) => text.toWellFormed());
}
