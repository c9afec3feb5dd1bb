import { useState } from 'react';
import type { Song } from '#shared/contract/songs.ts';
import type { SongId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Select, TextArea } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { requestParts } from './exchange.actions.ts';
import styles from './exchange.module.css';
import { closeExchange } from './exchange.store.ts';
import { IdentityNote } from './identity-note.tsx';

type PackWish = 'none' | 'view' | 'edit';
type Wish = { steps: ReadonlySet<string>; wantsEdit: boolean; wantsPack: PackWish };
const noWish: Wish = { steps: new Set(), wantsEdit: false, wantsPack: 'none' };
const packWishes: readonly PackWish[] = ['none', 'view', 'edit'];

/** Asks whoever songs belong to for parts of them: steps that are nobody's and not done. */
export function RequestDialog({ songIds }: { songIds: readonly SongId[] }) {
  const text = useText();
  const [message, setMessage] = useState('');
  const [wishes, setWishes] = useState<ReadonlyMap<SongId, Wish>>(new Map());
  const asked = songIds.flatMap((songId) => {
    const { steps, wantsEdit, wantsPack } = wishes.get(songId) ?? noWish;
    const asksAny = steps.size > 0 || wantsEdit || wantsPack !== 'none';
    return asksAny ? [{ songId, steps: [...steps], wantsEdit, wantsPack }] : [];
  });
  return (
    <Dialog
      title={text('exchange.requestTitle', { count: songIds.length })}
      isOpen
      onClose={closeExchange}
      footer={
        <>
          <Button onPress={closeExchange}>{text('exchange.close')}</Button>
          <Button
            kind="primary"
            isDisabled={asked.length === 0}
            onPress={() => void attempt(() => requestParts({ songs: asked, message }))}
          >
            {text('exchange.save')}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        {songIds.map((id) => (
          <SongWish
            key={id}
            id={id}
            wish={wishes.get(id) ?? noWish}
            onChange={(wish) => setWishes(new Map(wishes).set(id, wish))}
          />
        ))}
        <TextArea label={text('exchange.message')} rows={3} value={message} onChange={setMessage} maxLength={5000} />
        <IdentityNote />
      </div>
    </Dialog>
  );
}

type WishProps = { id: SongId; wish: Wish; onChange: (wish: Wish) => void };

function SongWish({ id, wish, onChange }: WishProps) {
  const text = useText();
  const { data: song } = useCall('songs.get', { id });
  if (!song) return null;
  const free = freeSteps(song);
  const toggle = (key: string, isWanted: boolean) => {
    const steps = new Set(wish.steps);
    if (isWanted) steps.add(key);
    else steps.delete(key);
    onChange({ ...wish, steps });
  };
  return (
    <fieldset className={styles.song}>
      <legend>{[song.artist, song.title].filter(Boolean).join(' - ')}</legend>
      {free.length === 0 && <p className={styles.quiet}>{text('exchange.nothingFree')}</p>}
      {free.map(({ key, name }) => (
        <Checkbox key={key} isSelected={wish.steps.has(key)} onChange={(isWanted) => toggle(key, isWanted)}>
          {name}
        </Checkbox>
      ))}
      <Checkbox isSelected={wish.wantsEdit} onChange={(wantsEdit) => onChange({ ...wish, wantsEdit })}>
        {text('exchange.wantsEdit')}
      </Checkbox>
      <Select<PackWish>
        label={text('exchange.wantsPack')}
        value={wish.wantsPack}
        options={packWishes.map((value) => ({ value, text: text(`exchange.pack.${value}`) }))}
        onChange={(wantsPack) => onChange({ ...wish, wantsPack })}
      />
    </fieldset>
  );
}

function freeSteps({ stepList }: Song) {
  return stepList.filter(({ isEnabled, isDone, assignee }) => isEnabled && !isDone && assignee === null);
}
