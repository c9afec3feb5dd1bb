import { Button } from 'react-aria-components';
import styles from './share-bars.module.css';

type Share = { name: string; count: number };

type ShareBarsProps = {
  /** Says what is counted; the list's name. */
  label: string;
  shares: readonly Share[];
  /** The text of a count. */
  countText: (count: number) => string;
  nameText?: (name: string) => string;
  /** With it, bars can be chosen to see what they are made of. */
  chosen?: string | null;
  onChoose?: (name: string) => void;
};

/** Names with counts, each with a bar as long as its share of the largest. The figures are the text; bars only repeat them. */
export function ShareBars({ label, shares, countText, nameText = (name) => name, chosen, onChoose }: ShareBarsProps) {
  const most = Math.max(1, ...shares.map(({ count }) => count));
  return (
    <ul className={styles.bars} aria-label={label}>
      {shares.map(({ name, count }) => {
        const row = (
          <>
            <span className={styles.name}>{nameText(name)}</span>
            <span className={styles.track} aria-hidden="true">
              <span className={styles.fill} style={{ inlineSize: `${(count / most) * 100}%` }} />
            </span>
            <span className={styles.count}>{countText(count)}</span>
          </>
        );
        return (
          <li key={name}>
            {onChoose ? (
              <Button
                className={`${styles.row} ${styles.choice}`}
                aria-expanded={chosen === name}
                onPress={() => onChoose(name)}
              >
                {row}
              </Button>
            ) : (
              <span className={styles.row}>{row}</span>
            )}
          </li>
        );
      })}
    </ul>
  );
}
