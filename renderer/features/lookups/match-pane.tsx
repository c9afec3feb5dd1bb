import { useState } from 'react';
import type { SongLookUp, SongMatch } from '#shared/contract/lookups.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { mediaUrl } from '../../api/media.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Field } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatPosition } from '../tracks/index.ts';
import { applyMatch } from './lookups.actions.ts';
import styles from './lookups.module.css';

type PaneProps = { songId: SongId; lookUp: SongLookUp | undefined };

/** What a song may be: what was found for it, or for another text. */
export function MatchPane({ songId, lookUp }: PaneProps) {
  const text = useText();
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState<string | null>(lookUp ? null : '');
  const search = useCall('lookups.search', { songId, text: asked ?? '' }, { enabled: asked !== null });
  const matches = (asked === null ? lookUp?.matches : search.data) ?? [];
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [coverHash, setCoverHash] = useState<string | null>(null);
  const chosen = matches.find(({ id }) => id === chosenId) ?? matches[0];
  return (
    <div className={styles.pane}>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          setAsked(typed.trim());
        }}
      >
        <div className={styles.grow}>
          <Field label={text('lookups.searchFor')} value={typed} onChange={setTyped} maxLength={300} />
        </div>
        <Button type="submit">{text('lookups.search')}</Button>
      </form>
      {search.isFetching && (
        <p className={styles.quiet} role="status">
          {text('lookups.searching')}
        </p>
      )}
      {search.error && (
        <p className={styles.error} role="alert">
          {errorText(text, search.error.code)}
        </p>
      )}
      {matches.length === 0 && !search.isFetching && <p className={styles.quiet}>{text('lookups.noMatch')}</p>}
      <ul className={styles.matches} aria-label={text('lookups.matches')}>
        {matches.map((match) => (
          <li key={match.id}>
            <button
              type="button"
              className={styles.match}
              aria-pressed={match === chosen}
              onClick={() => {
                setChosenId(match.id);
                setCoverHash(null);
              }}
            >
              <MatchText match={match} />
            </button>
          </li>
        ))}
      </ul>
      {chosen && (
        <div className={styles.actions}>
          {chosen.releaseId !== null && (
            <Cover key={chosen.releaseId} releaseId={chosen.releaseId} onFound={setCoverHash} />
          )}
          <Button kind="primary" onPress={() => void attempt(() => applyMatch(songId, chosen, coverHash))}>
            {text(coverHash === null ? 'lookups.apply' : 'lookups.applyWithCover')}
          </Button>
        </div>
      )}
    </div>
  );
}

function MatchText({ match }: { match: SongMatch }) {
  const text = useText();
  const { title, artist, album, year, score, service, durationMs } = match;
  const facts = [
    album,
    year === null ? '' : String(year),
    durationMs === null ? '' : formatPosition(durationMs),
    text(`lookups.by.${service}`),
  ];
  return (
    <>
      <span className={styles.name}>
        {[artist, title].filter(Boolean).join(' - ')}
        <span className={styles.quiet}>{facts.filter(Boolean).join(', ')}</span>
      </span>
      <span className={styles.quiet}>{text('lookups.state.found', { percent: Math.round(score * 100) })}</span>
    </>
  );
}

/** The cover of a release, fetched only when the user wants it. */
function Cover({ releaseId, onFound }: { releaseId: string; onFound: (hash: string) => void }) {
  const text = useText();
  const [isWanted, setIsWanted] = useState(false);
  const { data, error } = useCall('enrich.cover', { releaseId }, { enabled: isWanted });
  if (!isWanted) return <Button onPress={() => setIsWanted(true)}>{text('lookups.getCover')}</Button>;
  if (error) return <span className={styles.error}>{errorText(text, error.code)}</span>;
  if (data === undefined) return <span className={styles.quiet}>{text('lookups.searching')}</span>;
  if (data === null) return <span className={styles.quiet}>{text('lookups.noCover')}</span>;
  const { hash } = data;
  return (
    <>
      <img className={styles.cover} src={mediaUrl(`/artwork/${hash.slice(0, 32)}`)} alt={text('lookups.cover')} />
      <Button onPress={() => onFound(hash)}>{text('lookups.takeCover')}</Button>
    </>
  );
}
