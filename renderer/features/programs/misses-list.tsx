import { useState } from 'react';
import type { ImportMiss } from '#shared/contract/interop.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { saveMisses } from './programs.actions.ts';
import styles from './programs.module.css';

type MissesListProps = {
  misses: readonly ImportMiss[];
  total: number;
  /** Of an import that was made; null before. */
  reportId: number | null;
  onOpen?: () => void;
};

/** What of a file has no place here, each with the reason. */
export function MissesList({ misses, total, reportId, onOpen }: MissesListProps) {
  const text = useText();
  if (total === 0) return null;
  return (
    <details className={styles.misses} onToggle={onOpen}>
      <summary>{text('programs.misses', { count: total })}</summary>
      {misses.length > 0 && misses.length < total && (
        <p className={styles.hint}>{text('programs.missesCut', { shown: misses.length, count: total })}</p>
      )}
      <ul className={styles.missList} aria-label={text('programs.missesList')}>
        {misses.map((miss, index) => (
          <li key={`${String(index)} ${miss.location}`} className={styles.miss}>
            <span className={styles.missName}>{[miss.artist, miss.title].filter(Boolean).join(' – ')}</span>
            <span className={styles.quiet}>{text(`programs.miss.${miss.reason}`)}</span>
            {miss.location !== '' && <code className={styles.path}>{miss.location}</code>}
          </li>
        ))}
      </ul>
      {reportId !== null && <SaveForm reportId={reportId} />}
    </details>
  );
}

function SaveForm({ reportId }: { reportId: number }) {
  const text = useText();
  const [path, setPath] = useState('');
  return (
    <form
      className={styles.line}
      aria-label={text('programs.saveAs')}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim() !== '') void attempt(() => saveMisses(reportId, path.trim()));
      }}
    >
      <div className={styles.wide}>
        <Field label={text('programs.savePath')} value={path} onChange={setPath} />
      </div>
      <Button type="submit" isDisabled={path.trim() === ''}>
        {text('programs.save')}
      </Button>
    </form>
  );
}
