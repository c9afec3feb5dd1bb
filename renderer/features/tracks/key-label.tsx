import type { CSSProperties } from 'react';
import { formatKey, type KeyNotation, type MusicKey } from '#shared/music-key.ts';
import styles from './key-label.module.css';

type KeyLabelProps = {
  musicKey: MusicKey;
  notation: KeyNotation;
  isUnsure?: boolean;
};

/** A key as text on a tint of its colour. */
export function KeyLabel({ musicKey, notation, isUnsure = false }: KeyLabelProps) {
  return (
    <span className={styles.key} style={keyColours(musicKey)}>
      <span className={isUnsure ? styles.unsure : undefined}>{formatKey(musicKey, notation)}</span>
    </span>
  );
}

/** The colour of a key and of text on its tint, as custom properties. */
export function keyColours(musicKey: MusicKey): CSSProperties {
  const name = formatKey(musicKey, 'camelot').toLowerCase();
  return { '--key': `var(--key-${name})`, '--key-text': `var(--key-${name}-text)` } as CSSProperties;
}
