import styles from './song-card.module.css';

/** Colours of packs, by their names; a pack without one has that of its name. */
const colours: Readonly<Record<string, string>> = {
  blue: 'var(--series-1)',
  orange: 'var(--series-2)',
  teal: 'var(--series-3)',
  pink: 'var(--series-4)',
  olive: 'var(--series-5)',
  purple: 'var(--series-6)',
  red: 'var(--series-7)',
};

export function packColour(name: string, colour: string): string {
  const known = colours[colour];
  if (known) return known;
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 7;
  return `var(--series-${hash + 1})`;
}

/** The pack a song is in. */
export function PackTag({ name, colour }: { name: string; colour: string }) {
  return (
    <span className={styles.pack}>
      <i style={{ background: packColour(name, colour) }} />
      <span>{name}</span>
    </span>
  );
}
