import styles from './onboarding.module.css';

const lines = [232.5, 248.5, 264.5, 280.5, 296.5];

/** A melody that climbs above the staff, onto a ledger line. */
const notes: readonly (readonly [x: number, y: number])[] = [
  [96, 296],
  [168, 288],
  [240, 296],
  [312, 272],
  [384, 280],
  [456, 256],
  [528, 240],
  [684, 232],
  [756, 256],
  [828, 248],
  [900, 272],
  [972, 264],
  [1044, 288],
  [1116, 296],
];

export function Staff() {
  return (
    <svg className={styles.staff} viewBox="0 0 1212 330" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      {lines.map((y) => (
        // Longer than the picture, so that the lines reach the edges of a wide window.
        <path key={y} d={`M-1400 ${y}h4000`} stroke="var(--line-strong)" />
      ))}
      {notes.map(([x, y]) => (
        <ellipse key={x} rx="8.6" ry="6.3" transform={`translate(${x} ${y}) rotate(-22)`} fill="var(--line-control)" />
      ))}
      <g stroke="var(--accent-line)">
        <path d="M588 216.5h36" strokeWidth="1.5" />
        <path d="M582 200.5h48" strokeWidth="2" />
        <ellipse
          rx="12.5"
          ry="9.2"
          transform="translate(606 200) rotate(-22)"
          fill="var(--accent-line)"
          stroke="none"
        />
      </g>
    </svg>
  );
}
