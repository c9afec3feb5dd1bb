import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import type { CueEncoding, CueSource } from '#shared/contract/cue.ts';
import { cueEncodings } from '#shared/contract/cue.ts';
import { parseCue } from '#shared/cue/parse.ts';
import { applyEdits, type CueEdit } from '#shared/cue/problem.ts';
import { validateCue } from '#shared/cue/validate.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, EmptyState, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { makeListOfCue, openCueFile } from './cue.actions.ts';
import { closeCueDialog, useCue } from './cue.store.ts';
import { marksOf } from './cue-sheet-panel.tsx';
import styles from './open-dialog.module.css';
import { CheckNote, ProblemList, type ShownProblem } from './problem-list.tsx';
import { SheetText } from './sheet-text.tsx';

/** A sheet from elsewhere: what it says, what is wrong with it, and a tracklist of it. */
export function OpenCueDialog() {
  const text = useText();
  const isOpen = useCue((state) => state.dialog === 'open');
  const source = useCue((state) => state.source);
  if (!isOpen) return null;
  if (source) return <ReadSheet key={JSON.stringify(source).slice(0, 500)} source={source} />;
  return (
    <Dialog
      title={text('cue.openTitle')}
      isOpen
      onClose={closeCueDialog}
      footer={<Button onPress={closeCueDialog}>{text('ui.cancel')}</Button>}
    >
      <DropPart>
        <EmptyState text={text('cue.openHint')} action={<ChooseButton label={text('cue.choose')} />} />
      </DropPart>
    </Dialog>
  );
}

function ReadSheet({ source }: { source: CueSource }) {
  const text = useText();
  const [encoding, setEncoding] = useState<CueEncoding | null>(null);
  const [edits, setEdits] = useState<readonly CueEdit[][]>([]);
  const input = encoding === null ? { source } : { source, encoding };
  const { data, error } = useCall('cue.read', input, { keepsPrevious: true });
  const sheetText = data ? edits.reduce((all, some) => applyEdits(all, some), data.text) : '';
  const sheet = parseCue(sheetText);
  const found = validateCue(sheet, { dialect: 'standard', audioOf: (file) => data?.files[file] ?? null });
  const problems = found.map(({ fix, ...problem }): ShownProblem => {
    const label = fix?.value === '' ? text('cue.removeLine') : text('cue.use', { value: fix?.value ?? '' });
    return { ...problem, fix: fix && { text: label, run: () => setEdits([...edits, fix.edits]) } };
  });
  const make = () =>
    attempt(() =>
      makeListOfCue(sheetText, {
        name: sheet.title?.trim() || (data?.name ?? ''),
        mixTrackId: data?.mixTrackId ?? null,
        isEmbedded: source.type === 'track' && source.place !== 'file',
      }),
    );
  return (
    <Dialog
      title={data?.name ?? text('cue.openTitle')}
      isOpen
      onClose={closeCueDialog}
      size="large"
      footer={
        <>
          <span className={styles.about}>
            {data && text('cue.openAbout', { count: sheet.tracks.length })}
            {data?.mixTrackId != null && `, ${text('cue.openMix').toLowerCase()}`}
          </span>
          <Button onPress={closeCueDialog}>{text('ui.cancel')}</Button>
          <Button kind="primary" isDisabled={!data || sheet.tracks.length === 0} onPress={() => void make()}>
            {text('cue.makeList')}
          </Button>
        </>
      }
    >
      <DropPart>
        <div className={styles.bar}>
          <ChooseButton label={text('cue.chooseOther')} />
          {data && source.type !== 'track' && (
            <Select
              label={text('cue.encoding')}
              isLabelHidden
              value={encoding ?? data.encoding}
              options={cueEncodings.map((value) => ({ value, text: text(`cue.encoding.${value}`) }))}
              onChange={(value) => {
                setEncoding(value);
                setEdits([]);
              }}
            />
          )}
        </div>
        {error && <EmptyState text={errorText(text, error.code)} />}
        {data && !error && (
          <div className={styles.columns}>
            <SheetText text={sheetText} marks={marksOf(found)} isChosen={() => false} />
            <ProblemList problems={problems}>
              {problems.length === 0 && <CheckNote>{text('cue.openNothing')}</CheckNote>}
            </ProblemList>
          </div>
        )}
      </DropPart>
    </Dialog>
  );
}

/** Takes a dropped sheet itself, before the window adds it as a folder. */
function DropPart({ children }: { children: ReactNode }) {
  const onDrop = (event: DragEvent) => {
    const [file] = event.dataTransfer.files;
    if (!file) return;
    event.preventDefault();
    void attempt(() => openCueFile(file));
  };
  const handlers = { onDragOver: (event: DragEvent) => event.preventDefault(), onDrop };
  return (
    <div {...handlers} className={styles.drop}>
      {children}
    </div>
  );
}

function ChooseButton({ label }: { label: string }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".cue"
        aria-label={label}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) void attempt(() => openCueFile(file));
          target.value = '';
        }}
      />
      <Button size="small" onPress={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
