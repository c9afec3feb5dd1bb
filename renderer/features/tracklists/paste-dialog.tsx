import { type DragEvent, useDeferredValue, useMemo, useRef, useState } from 'react';
import { mostEntries, type TracklistId } from '#shared/contract/tracklists.ts';
import { fitPart } from '#shared/tracklist/fit-part.ts';
import { parseTracklist } from '#shared/tracklist/parse-tracklist.ts';
import type { ParsedPart } from '#shared/tracklist/tracklist-parts.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Segmented, Select, showToast } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { decodeText, type Encoding, encodings, findEncoding, largestFile } from './decode-text.ts';
import styles from './dialogs.module.css';
import { Part } from './grid-parts.tsx';
import { PastePreview } from './paste-preview.tsx';
import { makeTracklists, updateTracklist } from './tracklists.actions.ts';
import { closeDialog, useTracklists } from './tracklists.store.ts';
import { currentDetails } from './tracklists-data.ts';
import { type UpdateAction, UpdateChoice } from './update-choice.tsx';

/** Text of a tracklist, with what is understood of it at once. */
export function PasteDialog() {
  const isOpen = useTracklists((state) => state.dialog === 'paste');
  const pasted = useTracklists((state) => state.pasted);
  return isOpen ? <OpenPasteDialog key={pasted} pasted={pasted} /> : null;
}

function OpenPasteDialog({ pasted }: { pasted: string }) {
  const text = useText();
  const [typed, setTyped] = useState(pasted);
  const [file, setFile] = useState<{ bytes: Uint8Array; encoding: Encoding } | null>(null);
  const [chosenPart, setPart] = useState(0);
  const details = currentDetails();
  const [isUpdate, setUpdate] = useState(details !== undefined);
  const [action, setAction] = useState<UpdateAction | null>(null);
  const parsed = useParsed(typed);
  const parts = parsed.parts.map((each) => fitPart(each, mostEntries));
  const part = parts[Math.min(chosenPart, parts.length - 1)];
  const updates = isUpdate && details !== undefined;
  const used = updates
    ? part
      ? [part]
      : []
    : chosenPart >= parts.length && parts.length > 1
      ? parts
      : part
        ? [part]
        : [];
  const compares = updates && part !== undefined && details.entries.length > 0;
  const { data: proposal } = useCall(
    'tracklists.proposeUpdate',
    { id: details?.id as TracklistId, part: part as ParsedPart },
    { enabled: compares, keepsPrevious: true },
  );
  // What is not sure takes nothing away, unless the user says so.
  const shownAction = action ?? (proposal?.isSure ? 'useProposed' : 'merge');
  const count = used.reduce((sum, { entries }) => sum + entries.length, 0);
  const submit = () =>
    attempt(async () => {
      if (updates && part) await updateTracklist(details.id, part, compares ? shownAction : 'useProposed');
      else await makeTracklists({ parts: used, source: parsed.format, name: text('tracklists.untitled') });
    });
  const readFile = async (given: File) => {
    if (given.size > largestFile) {
      showToast({ text: text('tracklists.fileTooLarge'), tone: 'error' });
      return;
    }
    const bytes = new Uint8Array(await given.arrayBuffer());
    const encoding = findEncoding(bytes);
    setFile({ bytes, encoding });
    setTyped(decodeText(bytes, encoding));
  };
  const onDrop = (event: DragEvent) => {
    const [given] = event.dataTransfer.files;
    if (!given) return;
    event.preventDefault();
    event.stopPropagation();
    void readFile(given);
  };
  return (
    <Dialog
      title={text('tracklists.paste')}
      isOpen
      onClose={closeDialog}
      size="large"
      footer={
        <>
          <Button onPress={closeDialog}>{text('tracklists.cancel')}</Button>
          <Button kind="primary" isDisabled={count === 0} onPress={() => void submit()}>
            {updates ? text('tracklists.update.do') : text('tracklists.make', { lists: used.length, count })}
          </Button>
        </>
      }
    >
      <Part className={styles.paste} onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <div className={styles.pasteText}>
          <label htmlFor="tracklist-text">{text('tracklists.pasteText')}</label>
          <textarea
            id="tracklist-text"
            aria-describedby="tracklist-text-hint"
            ref={focusOnce}
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
          <p id="tracklist-text-hint" className={styles.quiet}>
            {text('tracklists.pasteHint')}
          </p>
          <div className={styles.pasteRow}>
            <FileButton onFile={(given) => void readFile(given)} />
            {file && (
              <Select
                label={text('tracklists.encoding')}
                isLabelHidden
                value={file.encoding}
                options={encodings.map((value) => ({ value, text: value.toUpperCase() }))}
                onChange={(encoding) => {
                  setFile({ ...file, encoding });
                  setTyped(decodeText(file.bytes, encoding));
                }}
              />
            )}
          </div>
        </div>
        <div className={styles.pasteSide}>
          {details && (
            <Segmented
              label={text('tracklists.pasteInto')}
              value={isUpdate ? 'this' : 'new'}
              options={[
                { value: 'this', text: text('tracklists.intoThis') },
                { value: 'new', text: text('tracklists.intoNew') },
              ]}
              onChange={(value) => setUpdate(value === 'this')}
            />
          )}
          {parts.length > 1 && <PartChoice parts={parts} chosen={chosenPart} hasAll={!updates} onChoose={setPart} />}
          {compares && proposal && <UpdateChoice proposal={proposal} action={shownAction} onAction={setAction} />}
          <PastePreview parsed={parsed} part={used.length === 1 ? parts.indexOf(used[0] as ParsedPart) : null} />
          {part && part.entries.length === mostEntries && <p className={styles.warn}>{text('tracklists.tooMany')}</p>}
        </div>
      </Part>
    </Dialog>
  );
}

/** Reading waits for a moment without typing, in long texts. */
function useParsed(typed: string): ReturnType<typeof parseTracklist> {
  const settled = useDeferredValue(typed);
  return useMemo(() => parseTracklist(settled), [settled]);
}

function focusOnce(element: HTMLTextAreaElement | null): void {
  element?.focus();
}

function FileButton({ onFile }: { onFile: (file: File) => void }) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept=".txt,.cue,.csv,.tsv,.json,text/*"
        aria-label={text('tracklists.openFile')}
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onFile(file);
          target.value = '';
        }}
      />
      <Button size="small" onPress={() => input.current?.click()}>
        {text('tracklists.openFile')}
      </Button>
    </>
  );
}

type PartChoiceProps = {
  parts: readonly ParsedPart[];
  chosen: number;
  hasAll: boolean;
  onChoose: (index: number) => void;
};

/** A text of an evening holds a list for each DJ. */
function PartChoice({ parts, chosen, hasAll, onChoose }: PartChoiceProps) {
  const text = useText();
  const options = parts.map(({ facts, entries }, index) => ({
    value: String(index),
    text: text('tracklists.partOne', { name: facts.name || String(index + 1), count: entries.length }),
  }));
  const all = { value: String(parts.length), text: text('tracklists.partAll', { count: parts.length }) };
  return (
    <Select
      label={text('tracklists.part')}
      value={String(Math.min(chosen, hasAll ? parts.length : parts.length - 1))}
      options={hasAll ? [...options, all] : options}
      onChange={(value) => onChoose(Number(value))}
    />
  );
}
