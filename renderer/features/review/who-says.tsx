import type { ReactNode } from 'react';
import { Part } from './two-columns.tsx';
import styles from './who-says.module.css';

export type Saying = { who: string; what: ReactNode; note: string };

/** Everybody's opinion, one a line. */
export function WhoSays({ title, sayings }: { title: string; sayings: readonly Saying[] }) {
  if (sayings.length === 0) return null;
  return (
    <Part title={title}>
      <table className={styles.table} aria-label={title}>
        <tbody>
          {sayings.map(({ who, what, note }) => (
            <tr key={who}>
              <th scope="row">{who}</th>
              <td className={styles.what}>{what}</td>
              <td className={styles.note}>{note}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
