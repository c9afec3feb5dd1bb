import { PartyPopper } from 'lucide-react';
import { useEffect } from 'react';
import { useText } from '../../messages/use-text.ts';
import { useMediaQuery } from '../../ui/index.ts';
import styles from './celebration.module.css';
import { useSongRow } from './song-data.ts';
import { useSongs } from './songs.store.ts';

const shownMs = 4000;
const pieces = Array.from({ length: 18 }, (_, place) => ({ place, side: (place * 37) % 100, series: (place % 7) + 1 }));

/** All steps of a song are done: a moment of joy, without movement for those who asked for none. */
export function Celebration() {
  const celebrated = useSongs((state) => state.celebrated);
  useEffect(() => {
    if (celebrated === null) return;
    const timer = setTimeout(() => useSongs.setState({ celebrated: null }), shownMs);
    return () => clearTimeout(timer);
  }, [celebrated]);
  return celebrated === null ? null : <Joy id={celebrated} />;
}

function Joy({ id }: { id: NonNullable<ReturnType<typeof useSongs.getState>['celebrated']> }) {
  const text = useText();
  const isStill = useMediaQuery('(prefers-reduced-motion: reduce)');
  const song = useSongRow(id);
  if (!song) return null;
  return (
    <div className={styles.joy} role="status">
      {!isStill &&
        pieces.map(({ place, side, series }) => (
          <i
            key={place}
            aria-hidden="true"
            style={{ left: `${side}%`, background: `var(--series-${series})`, animationDelay: `${(place % 6) * 60}ms` }}
          />
        ))}
      <span className={styles.words}>
        <PartyPopper size={16} aria-hidden="true" />
        {text('songs.finished', { title: song.title })}
      </span>
    </div>
  );
}
