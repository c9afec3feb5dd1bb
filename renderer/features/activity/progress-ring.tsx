const radius = 6;
const circumference = 2 * Math.PI * radius;

/** A share as a ring; the text beside it says the same. */
export function ProgressRing({ share }: { share: number | null }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" fill="none" strokeWidth="2" aria-hidden="true">
      <circle cx="8" cy="8" r={radius} stroke="var(--line-strong)" />
      <circle
        cx="8"
        cy="8"
        r={radius}
        stroke="var(--accent-line)"
        strokeLinecap="round"
        strokeDasharray={`${(share ?? 0.1) * circumference} ${circumference}`}
        transform="rotate(-90 8 8)"
      />
    </svg>
  );
}
