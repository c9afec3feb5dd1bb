/** The mark: a note on its ledger line. */
export function Mark({ size }: { size: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true">
      <path d="M2 12h20" stroke="currentColor" strokeWidth={2.2} strokeLinecap="round" />
      <ellipse cx="12" cy="12" rx="5.6" ry="4.2" transform="rotate(-22 12 12)" fill="currentColor" />
    </svg>
  );
}
