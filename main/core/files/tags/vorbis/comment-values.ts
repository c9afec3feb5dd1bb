import { type Comment, newComment, textOf, upperCase } from './comment-list.ts';

export function hasName(comments: readonly Comment[], key: string): boolean {
  return comments.some((comment) => comment.key === key);
}

/** The texts of one name, without empty ones. */
export function textsOf(comments: readonly Comment[], key: string): string[] {
  return comments
    .filter((comment) => comment.key === key)
    .map(textOf)
    .filter((text) => text !== '');
}

/** The first text of the first name that has one; '' without. */
export function firstText(comments: readonly Comment[], keys: readonly string[]): string {
  for (const key of keys) {
    const [text] = textsOf(comments, key);
    if (text !== undefined) return text;
  }
  return '';
}

/**
 * The comments with other texts for one name.
 *
 * They take the places of those that were there, which keep the spelling of their name, and their bytes where the text
 * is the same. More of them follow the last one, or all others.
 */
export function setTexts(comments: readonly Comment[], name: string, texts: readonly string[]): readonly Comment[] {
  const key = upperCase(name);
  const changed: Comment[] = [];
  let used = 0;
  let end = -1;
  let spelling = name;
  for (const comment of comments) {
    if (comment.key !== key) {
      changed.push(comment);
      continue;
    }
    spelling = comment.name;
    if (used < texts.length) {
      const text = texts[used]!;
      changed.push(textOf(comment) === text ? comment : newComment(comment.name, text));
      used += 1;
    }
    end = changed.length;
  }
  const more = texts.slice(used).map((text) => newComment(spelling, text));
  changed.splice(end === -1 ? changed.length : end, 0, ...more);
  return changed;
}
