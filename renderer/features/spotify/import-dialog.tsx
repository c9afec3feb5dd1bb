import { useState } from 'react';
import type { SpotifyList } from '#shared/contract/spotify.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import styles from './spotify.module.css';
import { closeSpotify } from './spotify.store.ts';
import { SpotifyGate } from './spotify-gate.tsx';
import { SpotifyReportNote } from './spotify-report-note.tsx';

/** Chooses which lists of the user's come into the library. */
export function ImportDialog() {
  const text = useText();
  return (
    <Dialog title={text('spotify.import')} isOpen onClose={closeSpotify}>
      <SpotifyGate>
        <Lists />
      </SpotifyGate>
    </Dialog>
  );
}

function Lists() {
  const text = useText();
  const { data, error } = useCall('spotify.lists', undefined, { asksAnew: true });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  if (error) {
    return (
      <p className={styles.failure} role="alert">
        {errorText(text, error.code)}
      </p>
    );
  }
  if (!data) {
    return (
      <p className={styles.about} role="status">
        {text('spotify.reading')}
      </p>
    );
  }
  const toggle = (id: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    setChosen(next);
  };
  const bring = () =>
    attempt(async () => {
      const lists = data
        .filter(({ id }) => chosen.has(id))
        .map((list) => ({ id: list.id, name: nameOf(textNow, list) }));
      await call('spotify.import', { lists });
      closeSpotify();
      showToast({ text: textNow('spotify.bringing', { count: lists.length }) });
    });
  return (
    <div className={styles.part}>
      <p className={styles.about}>{text('spotify.importAbout')}</p>
      <ul className={styles.lists} aria-label={text('spotify.lists')}>
        {data.map((list) => (
          <li key={list.id} className={styles.list}>
            <Checkbox
              isSelected={chosen.has(list.id)}
              isDisabled={!list.isReadable}
              onChange={(isChosen) => toggle(list.id, isChosen)}
            >
              {nameOf(text, list)}
            </Checkbox>
            <span className={styles.note}>{noteOf(text, list)}</span>
          </li>
        ))}
      </ul>
      <SpotifyReportNote kind="import" />
      <div className={styles.actions}>
        <Button onPress={closeSpotify}>{text('spotify.cancel')}</Button>
        <Button kind="primary" isDisabled={chosen.size === 0} onPress={() => void bring()}>
          {text('spotify.bring', { count: chosen.size })}
        </Button>
      </div>
    </div>
  );
}

function nameOf(text: Text, { id, name }: SpotifyList): string {
  return id === 'liked' ? text('spotify.liked') : name;
}

function noteOf(text: Text, { count, owner, isReadable, playlistId }: SpotifyList): string {
  if (!isReadable) return text('spotify.notReadable');
  const parts = [
    text('spotify.count', { count }),
    owner === '' ? '' : text('spotify.of', { owner }),
    playlistId === null ? '' : text('spotify.isHere'),
  ];
  return parts.filter(Boolean).join(' · ');
}
