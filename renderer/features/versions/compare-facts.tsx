import type { SongVersion, VersionComparison } from '#shared/contract/versions.ts';
import { formatKey, type KeyNotation } from '#shared/music-key.ts';
import { useSettings } from '../../api/settings.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { formatBpm, formatDecibels, formatPosition } from '../tracks/index.ts';
import styles from './compare.module.css';

type FactsProps = {
  first: SongVersion;
  second: SongVersion;
  comparison: VersionComparison | undefined;
  onHearDifference: (positionMs: number) => void;
};

/** What changed from the first version to the second. */
export function CompareFacts({ first, second, comparison, onHearDifference }: FactsProps) {
  const text = useText();
  const { keyNotation } = useSettings();
  const rows = factRows(text, keyNotation, first, second, comparison);
  const differsAtMs = comparison?.differsAtMs ?? null;
  return (
    <div className={styles.facts}>
      <table className={styles.table} aria-label={text('versions.changes')}>
        <thead>
          <tr>
            <th scope="col">{text('versions.fact')}</th>
            <th scope="col">{text('versions.number', { number: first.number })}</th>
            <th scope="col">{text('versions.number', { number: second.number })}</th>
            <th scope="col">{text('versions.difference')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...values]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {values.map((value, column) => (
                <td key={`${name} ${String(column)}`}>{value}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {differsAtMs !== null && (
        <Button size="small" onPress={() => onHearDifference(Math.max(0, differsAtMs - leadMs))}>
          {text('versions.differsAt', { at: formatPosition(differsAtMs) })}
        </Button>
      )}
      {differsAtMs === null && comparison?.likeness === 1 && <p className={styles.quiet}>{text('versions.alike')}</p>}
      {comparison?.likeness === null && <p className={styles.quiet}>{text('versions.notKnown')}</p>}
    </div>
  );
}

/** What comes before it is heard too. */
const leadMs = 1500;

type Row = readonly [name: string, first: string, second: string, difference: string];

function factRows(
  text: Text,
  notation: KeyNotation,
  { facts: a }: SongVersion,
  { facts: b }: SongVersion,
  comparison: VersionComparison | undefined,
): Row[] {
  const difference = comparison?.difference;
  const decibels = (value: number | null, unit: string) => (value === null ? '' : `${formatDecibels(value)} ${unit}`);
  const key = (value: number | null) => (value === null ? '' : formatKey(value, notation));
  const length = (value: number | null) => (value === null ? '' : formatPosition(value));
  const tempo = (value: number | null) => (value === null ? '' : formatBpm(value));
  const semitones = difference?.semitones ?? null;
  return [
    [
      text('versions.length'),
      length(a.durationMs),
      length(b.durationMs),
      lengthDifference(difference?.durationMs ?? null),
    ],
    [
      text('versions.loudness'),
      decibels(a.lufs, 'LUFS'),
      decibels(b.lufs, 'LUFS'),
      signed(difference?.lufs ?? null, 1, 'LU'),
    ],
    [
      text('versions.truePeak'),
      decibels(a.truePeakDb, 'dBTP'),
      decibels(b.truePeakDb, 'dBTP'),
      signed(difference?.truePeakDb ?? null, 1, 'dB'),
    ],
    [text('versions.tempo'), tempo(a.bpm), tempo(b.bpm), signed(difference?.bpm ?? null, 2, 'BPM')],
    [
      text('versions.key'),
      key(a.key),
      key(b.key),
      semitones !== null && semitones !== 0
        ? text('versions.semitones', { count: `${semitones > 0 ? '+' : '−'}${Math.abs(semitones)}` })
        : comparison?.hasOtherKey
          ? text('versions.otherKey')
          : '',
    ],
  ];
}

/** "+0.4 LU"; nothing where it rounds to nothing. */
function signed(value: number | null, digits: number, unit: string): string {
  if (value === null) return '';
  const rounded = Math.abs(value).toFixed(digits);
  return Number(rounded) === 0 ? '' : `${value > 0 ? '+' : '−'}${rounded} ${unit}`;
}

function lengthDifference(value: number | null): string {
  if (value === null || Math.abs(value) < 50) return '';
  const seconds = (Math.abs(value) / 1000).toFixed(1);
  return `${value > 0 ? '+' : '−'}${seconds} s`;
}
