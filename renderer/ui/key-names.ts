/** Shortcuts are written as `Mod+Shift+R`; Mod is Cmd on a Mac and Ctrl elsewhere. */
export type Shortcut = {
  key: string;
  hasMod: boolean;
  hasShift: boolean;
  hasAlt: boolean;
};

const isMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform);

export function parseShortcut(keys: string): Shortcut {
  // "Mod++" ends in the key itself.
  const parts = keys.endsWith('+') ? [...keys.slice(0, -1).split('+').filter(Boolean), '+'] : keys.split('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1);
  return {
    key,
    hasMod: modifiers.includes('Mod'),
    hasShift: modifiers.includes('Shift'),
    hasAlt: modifiers.includes('Alt'),
  };
}

type KeyEvent = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>;

/** Whether a pressed key is this shortcut. */
export function matchesShortcut(event: KeyEvent, { key, hasMod, hasShift, hasAlt }: Shortcut, onMac = isMac): boolean {
  const mod = onMac ? event.metaKey : event.ctrlKey;
  const otherMod = onMac ? event.ctrlKey : event.metaKey;
  if (mod !== hasMod || otherMod || event.altKey !== hasAlt) return false;
  // Some layouts need Shift for a sign such as "/"; the sign counts, not how it is typed.
  const isSign = key.length === 1 && !/[a-z0-9]/i.test(key);
  if (event.shiftKey !== hasShift && !(isSign && event.shiftKey)) return false;
  if (event.key.toLowerCase() === (key === 'Space' ? ' ' : key.toLowerCase())) return true;
  // Alt, Shift and other alphabets change the letter that a key gives; the key itself stays.
  const isLatin = /^[a-z0-9]$/i.test(event.key) && !hasAlt && !hasShift;
  if (isLatin) return false;
  return event.code === `Key${key.toUpperCase()}` || event.code === `Digit${key}`;
}

const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
  Escape: 'Esc',
  Delete: 'Del',
};

/** The keys of a shortcut as they are written on the keyboard, one entry for each key. */
export function keyNames(keys: string, onMac = isMac): string[] {
  const { key, hasMod, hasShift, hasAlt } = parseShortcut(keys);
  const names = onMac
    ? [hasAlt && '⌥', hasShift && '⇧', hasMod && '⌘']
    : [hasMod && 'Ctrl', hasAlt && 'Alt', hasShift && 'Shift'];
  return [...names.filter((name) => name !== false), signs[key] ?? (key.length === 1 ? key.toUpperCase() : key)];
}
