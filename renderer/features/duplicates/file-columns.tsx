import { Check, Merge, TriangleAlert } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { Radio, RadioGroup } from 'react-aria-components';
import { type DuplicateFact, type DuplicateFile, duplicateFacts } from '#shared/contract/library/duplicates.ts';
import type { TrackId } from '#shared/contract/library/tracks.ts';
import { decodeSpectrumPicture } from '#shared/spectrum-picture.ts';
import { useText } from '../../messages/use-text.ts';
import { Kbd } from '../../ui/index.ts';
import { isPlaying, usePlayer } from '../player/index.ts';
import { overviewFromBase64, Stars, WaveformCanvas } from '../tracks/index.ts';
import { chooseFile } from './duplicates.actions.ts';
import { useDuplicates } from './duplicates.store.ts';
import { type DuplicateDetails, fileLetter, keptFile, letteredFiles } from './duplicates-data.ts';
import { alikeText, factText, gainTexts } from './fact-text.ts';
import styles from './file-columns.module.css';
import { SpectrumCurve } from './spectrum-curve.tsx';

const waveHeight = 32;
/** Music ends about here; the axis of files with more is no help. */
const mostShownHz = 24_000;

/** The files of a group side by side: what is heard, what is known, and which one is kept. */
export function FileColumns({ details }: { details: DuplicateDetails }) {
  const text = useText();
  const keep = useDuplicates((state) => state.keep);
  const kept = keptFile(details, keep);
  const highestHz = useHighest(details.files);
  const { files, title } = details;
  if (!kept) return null;
  return (
    <>
      <RadioGroup
        aria-label={text('duplicates.which')}
        className={styles.group ?? ''}
        value={String(kept.track.id)}
        onChange={(id) => chooseFile(Number(id) as TrackId)}
      >
        <table className={styles.table} aria-label={text('duplicates.work', { title })}>
          <thead>
            <tr>
              <td className={styles.corner} />
              {files.map((file, index) => (
                <th key={file.track.id} scope="col" data-kept={file === kept || undefined}>
                  <FileHead
                    file={file}
                    index={index}
                    isKept={file === kept}
                    isSuggested={file.track.id === details.suggested}
                    highestHz={highestHz}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {duplicateFacts.map((fact) => (
              <tr key={fact}>
                <th scope="row">{text(`duplicates.fact.${fact}`)}</th>
                {files.map((file) => (
                  <td key={file.track.id} data-kept={file === kept || undefined}>
                    <Fact fact={fact} file={file} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </RadioGroup>
      <Gains details={details} kept={kept} />
    </>
  );
}

function useHighest(files: readonly DuplicateFile[]): number {
  return useMemo(() => {
    const rates = files.flatMap(({ spectrum }) => {
      const picture = spectrum === null ? null : decodeSpectrumPicture(overviewFromBase64(spectrum));
      return picture ? [picture.nyquistHz] : [];
    });
    return Math.min(mostShownHz, Math.max(1000, ...rates));
  }, [files]);
}

type FileHeadProps = {
  file: DuplicateFile;
  index: number;
  isKept: boolean;
  isSuggested: boolean;
  highestHz: number;
};

function FileHead({ file, index, isKept, isSuggested, highestHz }: FileHeadProps) {
  const text = useText();
  const { track, folderName, folderPath, verdict } = file;
  const letter = fileLetter(index);
  const points = useMemo(() => (track.waveform ? overviewFromBase64(track.waveform) : null), [track.waveform]);
  const isHeard = usePlayer((state) => state.track?.id === track.id && isPlaying(state));
  const headRef = useRef<HTMLDivElement>(null);
  // Of many files only some are in sight.
  useEffect(() => {
    if (isKept) headRef.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isKept]);
  const isDoubtful = verdict === 'transcode' || verdict === 'uncertain';
  return (
    <div ref={headRef} className={styles.head}>
      <Radio
        value={String(track.id)}
        className={styles.choice ?? ''}
        aria-label={text('duplicates.chooseNamed', { letter, name: track.fileName })}
      >
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.fate}>{text(isKept ? 'duplicates.keepThis' : 'duplicates.toTrash')}</span>
        {isSuggested && <span className={styles.suggested}>{text('duplicates.suggested')}</span>}
        {index < letteredFiles ? <Kbd keys={letter} /> : <span className={styles.letter}>{letter}</span>}
      </Radio>
      <p className={styles.name} title={track.fileName} data-heard={isHeard || undefined}>
        {track.fileName}
      </p>
      <p className={styles.place}>{[folderName, ...folderPath.split('/')].filter(Boolean).join(' / ')}</p>
      <div className={styles.wave}>{points && <WaveformCanvas points={points} height={waveHeight} />}</div>
      <div className={styles.spectrum}>
        {file.spectrum !== null && (
          <SpectrumCurve
            encoded={file.spectrum}
            highestHz={highestHz}
            bandwidthHz={file.bandwidthHz}
            tone={isDoubtful ? 'doubt' : isKept ? 'kept' : 'plain'}
          />
        )}
      </div>
    </div>
  );
}

function Fact({ fact, file }: { fact: DuplicateFact; file: DuplicateFile }) {
  const text = useText();
  const mark = file.marks[fact];
  const said = factText(fact, file, text);
  const absent = fact === 'bandwidth' || fact === 'peak' ? 'duplicates.unknown' : 'duplicates.none';
  return (
    <span className={styles.fact} data-mark={mark}>
      {fact === 'rating' && said !== null ? (
        <span role="img" aria-label={said}>
          <Stars rating={file.track.rating} />
        </span>
      ) : (
        <span>{said ?? text(absent)}</span>
      )}
      {mark === 'best' && <Check size={14} role="img" aria-label={text('duplicates.better')} />}
      {mark === 'warn' && <TriangleAlert size={14} role="img" aria-label={text('duplicates.doubt')} />}
    </span>
  );
}

function Gains({ details, kept }: { details: DuplicateDetails; kept: DuplicateFile }) {
  const text = useText();
  const letter = fileLetter(details.files.indexOf(kept));
  const gains = gainTexts(kept.gains, text);
  const reasons = kept.track.id === details.suggested ? details.reasons.slice(0, 3) : [];
  return (
    <div className={styles.gains}>
      <Merge size={16} className={styles.gainsIcon} aria-hidden="true" />
      <div>
        <p>
          <b>{text(gains.length > 0 ? 'duplicates.gets' : 'duplicates.hasAll', { letter })}</b>{' '}
          {gains.length > 0 && `${gains.join(', ')}. `}
          {alikeText(details, text)}
        </p>
        {reasons.length > 0 && (
          <p className={styles.why}>
            {text('duplicates.why', {
              letter,
              reasons: reasons.map((reason) => text(`duplicates.reason.${reason}`)).join(', '),
            })}
          </p>
        )}
      </div>
    </div>
  );
}
