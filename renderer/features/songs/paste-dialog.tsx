import { useDeferredValue, useMemo, useState } from 'react';
import type { SongStatus } from '#shared/contract/songs.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { parseTitleList } from '#shared/title-list.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Segmented, Select, Switch, TextArea } from '../../ui/index.ts';
import styles from './dialogs.module.css';
import { PackPick, TextPick } from './pick-field.tsx';
import { makeSongs } from './songs.actions.ts';
import { closeSongDialog } from './songs.store.ts';

type Mode = 'artist' | 'mixed';
type Target = SongStatus | 'pack';

/** Many songs from a pasted list; what is there already is marked and left out. */
export function PasteDialog() {
  const text = useText();
  const [list, setList] = useState('');
  const [mode, setMode] = useState<Mode>('artist');
  const [artist, setArtist] = useState('');
  const [capitalises, setCapitalises] = useState(false);
  const [target, setTarget] = useState<Target>('planned');
  const [packId, setPackId] = useState<number | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const settled = useDeferredValue(list);
  const lines = useMemo(
    () => parseTitleList(settled, { mode, artist, capitalises }),
    [settled, mode, artist, capitalises],
  );
  const { data: checks = [] } = useCall(
    'songs.checkTitles',
    { songs: lines },
    { enabled: lines.length > 0, keepsPrevious: true },
  );
  const fresh = lines.filter((_, place) => checks.length === lines.length && checks[place]?.duplicate === '');
  const save = async () => {
    const status = target === 'pack' ? {} : { status: target };
    try {
      await makeSongs(fresh.map((line) => ({ ...line, packId: packId as PackId | null, ...status })));
      closeSongDialog();
    } catch (error) {
      setProblem(errorText(text, asAppError(error).code));
    }
  };
  const targets: Target[] =
    packId === null ? ['planned', 'inProgress', 'released'] : ['planned', 'inProgress', 'released', 'pack'];
  return (
    <Dialog
      title={text('songs.pasteTitles')}
      isOpen
      size="large"
      onClose={closeSongDialog}
      footer={
        <Button kind="primary" isDisabled={fresh.length === 0} onPress={() => void save()}>
          {text('songs.makeMany', { count: fresh.length })}
        </Button>
      }
    >
      <div className={styles.form}>
        <div className={styles.line}>
          <Segmented<Mode>
            label={text('songs.pasteMode')}
            value={mode}
            onChange={setMode}
            options={(['artist', 'mixed'] as const).map((value) => ({ value, text: text(`songs.paste.${value}`) }))}
          />
          <Switch isSelected={capitalises} onChange={setCapitalises}>
            {text('songs.capitalise')}
          </Switch>
        </div>
        {mode === 'artist' && (
          <TextPick field="artist" label={text('songs.column.artist')} value={artist} onChange={setArtist} />
        )}
        <TextArea
          label={text('songs.titles')}
          hint={text(`songs.pasteHint.${mode}`)}
          rows={6}
          value={list}
          onChange={setList}
          autoFocus
        />
        <div className={styles.pair}>
          <PackPick
            value={packId}
            onChange={(id) => {
              setPackId(id);
              setTarget(id === null ? 'planned' : 'pack');
            }}
          />
          <Select<Target>
            label={text('songs.statusLabel')}
            value={target}
            onChange={setTarget}
            options={targets.map((value) => ({
              value,
              text: value === 'pack' ? text('songs.asPack') : text(`songs.status.${value}`),
            }))}
          />
        </div>
        {lines.length > 0 && (
          <>
            <p className={styles.hint} role="status">
              {text('songs.pasteFound', { count: lines.length, left: lines.length - fresh.length })}
            </p>
            <ul className={styles.preview} aria-label={text('songs.preview')}>
              {lines
                .map((line, place) => ({ ...line, place, check: checks[place] }))
                .map(({ title, artist: by, place, check }) => (
                  <li key={place} data-off={(check && check.duplicate !== '') || undefined}>
                    <span>{title}</span>
                    <span>{by}</span>
                    <span className={styles.mark}>
                      {check?.duplicate
                        ? text(`songs.duplicate.${check.duplicate}`)
                        : check &&
                          check.releasedBy.length > 0 &&
                          text('songs.releasedByOthers', { names: check.releasedBy.join(', ') })}
                    </span>
                  </li>
                ))}
            </ul>
          </>
        )}
        {problem && (
          <p role="alert" className={styles.error}>
            {problem}
          </p>
        )}
      </div>
    </Dialog>
  );
}
