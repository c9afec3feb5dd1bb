import { formatKey, type KeyNotation, keyCount, type MusicKey } from '#shared/music-key.ts';
import { keyColours } from '../tracks/index.ts';
import styles from './key-wheel.module.css';
import { segmentMiddle, segmentPath, wheelSize } from './wheel-geometry.ts';

type KeyWheelProps = {
  musicKey: MusicKey;
  /** Keys it mixes with. */
  compatible: readonly MusicKey[];
  notation: KeyNotation;
  label: string;
};

const allKeys = Array.from({ length: keyCount }, (_, key) => key);

/** The circle of fifths with a track's key and the ones it mixes with. */
export function KeyWheel({ musicKey, compatible, notation, label }: KeyWheelProps) {
  // The track's own segment is drawn last: its outline lies over the neighbours.
  const keys = [...allKeys.filter((key) => key !== musicKey), musicKey];
  return (
    <svg
      className={styles.wheel}
      width={wheelSize}
      height={wheelSize}
      viewBox={`0 0 ${wheelSize} ${wheelSize}`}
      role="img"
      aria-label={label}
    >
      {keys.map((key) => {
        const isOwn = key === musicKey;
        const isNamed = isOwn || compatible.includes(key);
        const middle = segmentMiddle(key);
        return (
          <g key={key} style={keyColours(key)} className={isOwn ? styles.own : isNamed ? styles.named : styles.other}>
            <path d={segmentPath(key)} />
            {isNamed && (
              <text x={middle.x} y={middle.y} className={styles.name}>
                {formatKey(key, notation)}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
