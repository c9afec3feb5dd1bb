import { FolderOpen } from 'lucide-react';
import { useDeferredValue, useState } from 'react';
import { type CuePlace, type SplitFormat, splitFormats } from '#shared/contract/cue.ts';
import type { Output } from '#shared/contract/index.ts';
import type { TracklistId } from '#shared/contract/tracklists.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Dialog, Field, Segmented } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { chooseFolder } from '../folders/index.ts';
import { useShownTracklist } from '../tracklists/index.ts';
import { formatBytes, formatLength } from '../tracks/index.ts';
import { splitMix } from './cue.actions.ts';
import { closeCueDialog, useCue } from './cue.store.ts';
import styles from './split-dialog.module.css';

type Preview = Output<'cue.previewSplit'>;

const usualPattern = '%track:02% - %artist% - %title%';

/** How a mix is cut into files, with the names they get. */
export function SplitDialog() {
  const id = useShownTracklist();
  const isOpen = useCue((state) => state.dialog === 'split');
  return isOpen && id !== null ? <OpenSplitDialog tracklistId={id} /> : null;
}

function OpenSplitDialog({ tracklistId }: { tracklistId: TracklistId }) {
  const text = useText();
  const { data: list } = useCall('tracklists.get', { id: tracklistId });
  const [chosenFormat, setFormat] = useState<SplitFormat | null>(null);
  const [pattern, setPattern] = useState(usualPattern);
  const [place, setPlace] = useState<CuePlace>({ type: 'beside' });
  const settled = useDeferredValue(pattern);
  const first = useCall('cue.previewSplit', { tracklistId, format: 'wav', pattern: settled, place }).data;
  const format = chosenFormat ?? first?.formats[0]?.format ?? 'wav';
  const request = { tracklistId, format, pattern: settled, place };
  const { data: preview } = useCall('cue.previewSplit', request, { keepsPrevious: true });
  const name = list?.name ?? '';
  const hasBadName = preview?.parts.some((part) => part.name === null) ?? true;
  const isReady = preview !== undefined && preview.refusal === null && preview.patternError === null && !hasBadName;
  return (
    <Dialog
      title={text('cue.splitTitle', { name })}
      isOpen
      onClose={closeCueDialog}
      size="large"
      footer={
        <>
          <span className={styles.needs}>{preview && <Needs preview={preview} />}</span>
          <Button onPress={closeCueDialog}>{text('ui.cancel')}</Button>
          <Button
            kind="primary"
            isDisabled={!isReady || pattern !== settled}
            onPress={() => void attempt(() => splitMix(request, name))}
          >
            {text('cue.splitDo', { count: preview?.parts.length ?? 0 })}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Formats preview={preview} format={format} onChange={setFormat} />
        <Field
          label={text('cue.splitPattern')}
          value={pattern}
          onChange={setPattern}
          error={preview?.patternError ? text('cue.splitPatternBad') : null}
          spellCheck="false"
        />
        <div className={styles.place}>
          <span className={styles.label}>{text('cue.splitFolder')}</span>
          <span className={styles.path}>{preview?.folder}</span>
          {place.type === 'folder' && (
            <Button size="small" onPress={() => setPlace({ type: 'beside' })}>
              {text('cue.splitBeside')}
            </Button>
          )}
          <Button
            size="small"
            icon={<FolderOpen size={14} />}
            onPress={() =>
              void attempt(async () => {
                const path = await chooseFolder();
                if (path !== null) setPlace({ type: 'folder', path });
              })
            }
          >
            {text('cue.splitOther')}
          </Button>
        </div>
        <PartNames preview={preview} />
      </div>
    </Dialog>
  );
}

type FormatsProps = { preview: Preview | undefined; format: SplitFormat; onChange: (format: SplitFormat) => void };

function Formats({ preview, format, onChange }: FormatsProps) {
  const text = useText();
  const possible = preview?.formats ?? [];
  const isExact = possible.find((one) => one.format === format)?.isExact ?? false;
  const note = format === 'mp3' ? 'cue.splitMp3' : isExact ? 'cue.splitExact' : 'cue.splitDecoded';
  return (
    <div className={styles.formats}>
      <Segmented
        label={text('cue.splitFormat')}
        value={format}
        options={splitFormats
          .filter((value) => possible.some((one) => one.format === value))
          .map((value) => ({ value, text: text(`cue.format.${value}`) }))}
        onChange={onChange}
      />
      <p className={styles.quiet}>{possible.length === 0 ? text('cue.splitNoMix') : text(note)}</p>
    </div>
  );
}

function PartNames({ preview }: { preview: Preview | undefined }) {
  const text = useText();
  if (!preview) return null;
  const introMs = preview.parts[0]?.number === 1 ? preview.parts[0].fromMs : 0;
  return (
    <>
      <section {...scrolledByKeys} className={styles.names} aria-label={text('cue.splitNames')}>
        <ol>
          {preview.parts.map(({ entryId, number, fromMs, name, isNumbered }) => (
            <li key={entryId}>
              <span className={styles.number}>{number}</span>
              <span className={styles.time}>{formatLength(fromMs)}</span>
              <span className={name === null ? styles.bad : styles.name} title={name ?? ''}>
                {name ?? text('cue.splitNoName')}
              </span>
              {isNumbered && name !== null && <span className={styles.warn}>{text('cue.splitNumbered')}</span>}
            </li>
          ))}
        </ol>
      </section>
      {preview.leftOut > 0 && <p className={styles.warn}>{text('cue.splitLeftOut', { count: preview.leftOut })}</p>}
      {introMs >= 1000 && <p className={styles.warn}>{text('cue.splitIntro', { time: formatLength(introMs) })}</p>}
    </>
  );
}

/** A part that scrolls must be reached without a mouse. */
const scrolledByKeys = { tabIndex: 0 } as const;

function Needs({ preview: { refusal, neededBytes, freeBytes } }: { preview: Preview }) {
  const text = useText();
  if (refusal !== null && refusal !== 'DISK_FULL') {
    return <span className={styles.bad}>{errorText(text, refusal)}</span>;
  }
  if (freeBytes === null) return null;
  const said = text('cue.splitNeeds', { needed: formatBytes(neededBytes), free: formatBytes(freeBytes) });
  return <span className={refusal === null ? styles.quiet : styles.bad}>{said}</span>;
}
