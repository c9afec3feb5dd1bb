import type { ReactNode } from 'react';
import styles from './section.module.css';

type SectionProps = {
  title?: string;
  /** Names the whole panel, where nothing in it does so in larger letters. */
  heading?: string;
  children: ReactNode;
};

export function Section({ title, heading, children }: SectionProps) {
  return (
    <section className={styles.section}>
      {heading && <h2 className={styles.heading}>{heading}</h2>}
      {title && <h3 className={styles.title}>{title}</h3>}
      {children}
    </section>
  );
}

/** `note` marks a value that is not one: differing, or missing. */
export type Fact = { name: string; value: ReactNode; isMono?: boolean; isNote?: boolean };

/** Names and values under each other; those without a value are left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== null && value !== '' && value !== undefined);
  return (
    <dl className={styles.facts}>
      {known.map(({ name, value, isMono, isNote }) => (
        <div key={name} className={styles.fact}>
          <dt>{name}</dt>
          <dd className={[isMono && styles.mono, isNote && styles.note].filter(Boolean).join(' ')} data-selectable>
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
