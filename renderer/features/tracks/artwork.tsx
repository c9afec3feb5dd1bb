import { Music } from 'lucide-react';
import { useState } from 'react';
import { mediaUrl } from '../../api/media.ts';
import styles from './artwork.module.css';

/** Thumbnails are known by the start of a picture's hash. */
const shownHashLength = 32;

type ArtworkProps = {
  hash: string | null;
  /** In CSS pixels, both ways. */
  size: number;
  radius?: number;
};

/** A cover. It is decoration: the track's texts stand beside it. */
export function Artwork({ hash, size, radius = 3 }: ArtworkProps) {
  const [failedHash, setFailedHash] = useState<string | null>(null);
  const box = { width: size, height: size, borderRadius: radius };
  if (hash === null || hash === failedHash) {
    return (
      <span className={styles.placeholder} style={box} aria-hidden="true">
        <Music size={Math.round(size / 2)} />
      </span>
    );
  }
  return (
    <img
      className={styles.image}
      style={box}
      src={mediaUrl(`/artwork/${hash.slice(0, shownHashLength)}`)}
      alt=""
      width={size}
      height={size}
      decoding="async"
      draggable={false}
      onError={() => setFailedHash(hash)}
    />
  );
}
