import { useRef } from 'react';

const pageRows = 5;
/** Letters typed within so long of each other are one word. */
const wordPauseMs = 900;

/** The row a key leads to in a pane, or null for other keys. */
export function paneTarget(key: string, focused: number, count: number): number | null {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, focused + 1);
    case 'ArrowUp':
      return Math.max(0, focused - 1);
    case 'PageDown':
      return Math.min(last, focused + pageRows);
    case 'PageUp':
      return Math.max(0, focused - pageRows);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Collects typed letters into a word until there is a pause. */
export function useTypedText(): (letter: string) => string {
  const word = useRef({ text: '', at: 0 });
  return (letter) => {
    const now = Date.now();
    const isSameWord = now - word.current.at < wordPauseMs;
    word.current = { text: isSameWord ? word.current.text + letter : letter, at: now };
    return word.current.text;
  };
}
