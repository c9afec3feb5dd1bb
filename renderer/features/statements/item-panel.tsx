import { Search } from 'lucide-react';
import { useState } from 'react';
import type { MatchSuggestion, StatementItem } from '#shared/contract/statements.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { makeCatalogue, matchItems } from './statements.actions.ts';
import styles from './statements.module.css';

/** One item: what the file says of it, and which recording or release it may be. */
export function ItemPanel({ item }: { item: StatementItem }) {
  const text = useText();
  const [words, setWords] = useState('');
  const { data: suggestions = [] } = useCall(
    'statements.suggest',
    { itemId: item.id, text: words },
    { keepsPrevious: true },
  );
  const facts = (['artist', 'title', 'releaseTitle', 'isrc', 'upc', 'catalogueNumber'] as const).filter(
    (field) => item[field] !== '',
  );
  return (
    <>
      <h2>{item.title || item.releaseTitle || text('statements.untitled')}</h2>
      <dl className={styles.facts}>
        {facts.map((field) => (
          <FactRow key={field} name={text(`statements.field.${field}`)} value={item[field]} />
        ))}
        {item.target !== '' && <FactRow name={text('statements.isHere')} value={item.target} />}
        {item.method !== '' && (
          <FactRow name={text('statements.knownBy')} value={text(`statements.method.${item.method}`)} />
        )}
      </dl>
      <div className={styles.actions}>
        {item.method === '' && (
          <Button size="small" onPress={() => void makeCatalogue([item.id])}>
            {text('statements.makeOne')}
          </Button>
        )}
        {item.method !== 'ignored' && (
          <Button size="small" onPress={() => void matchItems([item.id], 'ignored')}>
            {text('statements.ignore')}
          </Button>
        )}
        {item.method !== '' && (
          <Button size="small" onPress={() => void matchItems([item.id], 'open')}>
            {text('statements.openAgain')}
          </Button>
        )}
      </div>
      <Field label={text('statements.searchCatalogue')} value={words} onChange={setWords} />
      <h3>{text(words.trim() === '' ? 'statements.maybe' : 'statements.found')}</h3>
      {suggestions.length === 0 && (
        <p className={styles.quiet}>
          <Search size={12} aria-hidden="true" /> {text('statements.nothingAlike')}
        </p>
      )}
      <ul className={styles.list}>
        {suggestions.map((suggestion) => (
          <Suggestion
            key={`${String(suggestion.recordingId)} ${String(suggestion.releaseId)}`}
            item={item}
            suggestion={suggestion}
          />
        ))}
      </ul>
    </>
  );
}

function FactRow({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Suggestion({ item, suggestion }: { item: StatementItem; suggestion: MatchSuggestion }) {
  const text = useText();
  const { recordingId, releaseId, title, artist, code, likeness } = suggestion;
  const kind = text(recordingId === null ? 'statements.aRelease' : 'statements.aRecording');
  const match = () => {
    if (recordingId !== null) return void matchItems([item.id], { recordingId });
    if (releaseId !== null) void matchItems([item.id], { releaseId });
  };
  return (
    <li className={styles.suggestion}>
      <span className={styles.cut}>{[artist, title].filter(Boolean).join(' – ')}</span>
      <Button size="small" aria-label={text('statements.matchTo', { title })} onPress={match}>
        {text('statements.match')}
      </Button>
      <span className={styles.quiet}>
        {[kind, code, text('statements.likeness', { percent: Math.round(likeness * 100) })].filter(Boolean).join(' · ')}
      </span>
    </li>
  );
}
