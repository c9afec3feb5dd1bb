import { useState } from 'react';
import type { ExchangeId, ExchangeRow } from '#shared/contract/exchange.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field } from '../../ui/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { chooseExchange, readExchange } from './exchange.actions.ts';
import styles from './exchange.module.css';
import { closeExchange, openExchange } from './exchange.store.ts';
import { FileDetail } from './file-detail.tsx';
import { IdentityNote } from './identity-note.tsx';

/** What came from other installations and went to them. */
export function FilesDialog({ id }: { id: ExchangeId | null }) {
  const text = useText();
  const { data: rows = [] } = useCall('exchange.list');
  const shown = id ?? rows[0]?.id ?? null;
  return (
    <Dialog title={text('exchange.title')} size="large" isOpen onClose={closeExchange}>
      <div className={styles.lane}>
        <div className={styles.side}>
          <ReadForm />
          <ul className={styles.files} aria-label={text('exchange.files')}>
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  className={styles.file}
                  aria-current={row.id === shown}
                  onClick={() => openExchange({ kind: 'files', id: row.id })}
                >
                  <span>{titleOf(text, row)}</span>
                  <span className={styles.quiet}>
                    {[stateOf(text, row), formatDayAndTime(row.createdAt)].filter(Boolean).join(', ')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <IdentityNote />
        </div>
        {shown === null ? (
          <p className={styles.quiet}>{text('exchange.none')}</p>
        ) : (
          <FileDetail key={shown} id={shown} />
        )}
      </div>
    </Dialog>
  );
}

function ReadForm() {
  const text = useText();
  const [asksPath, setAsksPath] = useState(false);
  const [path, setPath] = useState('');
  const [error, setError] = useState<string | null>(null);
  const tell = (work: Promise<unknown>) => {
    setError(null);
    work.catch((failure: unknown) => setError(errorText(text, asAppError(failure).code)));
  };
  if (!asksPath) {
    return (
      <>
        <Button onPress={() => tell(chooseExchange().then((isChosen) => setAsksPath(!isChosen)))}>
          {text('exchange.read')}
        </Button>
        {error !== null && (
          <p className={styles.error} role="alert">
            {error}
          </p>
        )}
      </>
    );
  }
  return (
    <form
      className={styles.inline}
      onSubmit={(event) => {
        event.preventDefault();
        tell(readExchange(path.trim()));
      }}
    >
      <div className={styles.grow}>
        <Field
          label={text('exchange.path')}
          value={path}
          onChange={setPath}
          error={error}
          spellCheck="false"
          autoFocus
        />
      </div>
      <Button type="submit" isDisabled={path.trim() === ''}>
        {text('exchange.open')}
      </Button>
    </form>
  );
}

function titleOf(text: Text, { direction, kind, sender, titles, songCount }: ExchangeRow): string {
  const songs = text('exchange.songs', { title: titles[0] ?? '', more: Math.max(0, songCount - 1) });
  return direction === 'in' ? text(`exchange.in.${kind}`, { sender, songs }) : text(`exchange.out.${kind}`, { songs });
}

/** Of what went out only a request can be answered. */
function stateOf(text: Text, { direction, kind, state }: ExchangeRow): string {
  return direction === 'out' && kind !== 'request' ? '' : text(`exchange.state.${state}`);
}
