import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { useText } from '../../messages/use-text.ts';
import { Facts, Section } from './section.tsx';

const fields = [
  'title',
  'artist',
  'album',
  'albumArtist',
  'genre',
  'label',
  'year',
  'composer',
  'remixer',
  'grouping',
  'comment',
] as const;

/** Every tag the library read. */
export function TagsPanel({ track }: { track: TrackDetail }) {
  const text = useText();
  return (
    <Section heading={track.title || track.fileName}>
      <Facts
        facts={[
          ...fields.map((field) => ({ name: text(`inspector.tag.${field}`), value: track[field] })),
          { name: text('inspector.tag.trackNumber'), value: track.trackNumber },
          { name: text('inspector.tag.discNumber'), value: track.discNumber },
          { name: text('inspector.tag.isrc'), value: track.isrc, isMono: true },
        ]}
      />
    </Section>
  );
}
