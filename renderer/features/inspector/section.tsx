import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { create } from 'zustand';
import styles from './section.module.css';

type SectionProps = {
  title?: string;
  /** Names the whole panel, where nothing in it does so in larger letters. */
  heading?: string;
  /** Stands at the right of the title. */
  end?: ReactNode;
  children: ReactNode;
};

export function Section({ title, heading, end, children }: SectionProps) {
  return (
    <section className={styles.section}>
      {heading && <h2 className={styles.heading}>{heading}</h2>}
      {title && (
        <div className={styles.head}>
          <h3 className={styles.title}>{title}</h3>
          {end}
        </div>
      )}
      {children}
    </section>
  );
}

/** Which folded sections are open: the same for one track after another. */
const useOpenSections = create<Record<string, boolean>>(() => ({}));

type FoldedSectionProps = {
  /** Remembers under this name whether it is open. */
  id: string;
  title: string;
  /** Says at the right of the title what is inside, also while it is closed. */
  summary?: ReactNode;
  children: () => ReactNode;
};

/** A section that is opened when it is wanted. */
export function FoldedSection({ id, title, summary, children }: FoldedSectionProps) {
  const isOpen = useOpenSections((open) => open[id] ?? false);
  const contentId = useId();
  return (
    <section className={styles.folded}>
      <h3>
        <button
          type="button"
          className={styles.fold}
          aria-expanded={isOpen}
          aria-controls={isOpen ? contentId : undefined}
          onClick={() => useOpenSections.setState({ [id]: !isOpen })}
        >
          <ChevronRight size={14} className={styles.chevron} aria-hidden="true" />
          <span className={styles.foldTitle}>{title}</span>
          <span className={styles.summary}>{summary}</span>
        </button>
      </h3>
      {isOpen && (
        <div id={contentId} className={styles.content}>
          {children()}
        </div>
      )}
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
