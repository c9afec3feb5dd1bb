import styles from './face.module.css';

type FaceProps = {
  /** Whose; their letters stand in it, and its colour follows from the name. */
  name: string;
  size?: 'normal' | 'small';
};

/** A person as two letters. It is a picture with the name as its text. */
export function Face({ name, size = 'normal' }: FaceProps) {
  return (
    <span
      role="img"
      aria-label={name}
      title={name}
      className={`${styles.face} ${styles[size]}`}
      style={{ '--face-hue': hueOf(name) } as React.CSSProperties}
      // Drawn, not written: the name is what stands here for whoever reads it.
      data-letters={initialsOf(name)}
    />
  );
}

/** Several people; of those that there is no room for, how many they are. */
export function Faces({ names, most = 3 }: { names: readonly string[]; most?: number }) {
  const shown = names.length > most ? names.slice(0, most - 1) : names;
  const rest = names.slice(shown.length);
  return (
    <span className={styles.faces}>
      {shown.map((name) => (
        <Face key={name} name={name} size="small" />
      ))}
      {rest.length > 0 && (
        <span role="img" aria-label={rest.join(', ')} className={`${styles.face} ${styles.small} ${styles.rest}`}>
          +{rest.length}
        </span>
      )}
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const letters =
    words.length > 1 ? [words[0], words.at(-1)].map((word) => firstOf(word ?? '')) : [firstOf(words[0] ?? '?', 2)];
  return letters.join('').toUpperCase();
}

function firstOf(word: string, count = 1): string {
  return [...word].slice(0, count).join('');
}

/** The same name has the same colour everywhere. */
function hueOf(name: string): number {
  let hash = 7;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 360;
  return hash;
}
