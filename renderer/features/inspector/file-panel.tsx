import { FolderSearch } from 'lucide-react';
import type { TrackDetail } from '#shared/contract/library/tracks.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { TrackSheets } from '../cue/index.ts';
import {
  formatBitrate,
  formatBytes,
  formatCount,
  formatDayAndTime,
  formatLength,
  formatQuality,
} from '../tracks/index.ts';
import styles from './file-panel.module.css';
import { Facts, Section } from './section.tsx';

/** The file behind the track. */
export function FilePanel({ track }: { track: TrackDetail }) {
  const text = useText();
  const capabilities = useCall('host.capabilities', undefined).data;
  return (
    <>
      <Section heading={track.title || track.fileName}>
        <Facts
          facts={[
            { name: text('inspector.file.name'), value: track.fileName },
            { name: text('inspector.file.folder'), value: track.folderName },
            { name: text('inspector.file.path'), value: track.path, isMono: true },
            { name: text('inspector.file.state'), value: stateText(track, text) },
          ]}
        />
        {capabilities?.canReveal && (
          <div className={styles.actions}>
            <Button
              size="small"
              icon={<FolderSearch size={14} />}
              isDisabled={track.isMissing || track.isOffline}
              onPress={() => void attempt(() => call('host.revealTrack', { id: track.id }))}
            >
              {text('library.reveal')}
            </Button>
          </div>
        )}
      </Section>
      <Section title={text('inspector.file.audio')}>
        <Facts
          facts={[
            { name: text('inspector.file.format'), value: formatQuality(track) },
            { name: text('inspector.file.codec'), value: track.codec },
            {
              name: text('inspector.file.bitrate'),
              value: track.bitrate && text('inspector.file.kilobits', { rate: formatBitrate(track.bitrate) }),
            },
            {
              name: text('inspector.file.sampleRate'),
              value: track.sampleRate && text('inspector.file.hertz', { rate: track.sampleRate }),
            },
            {
              name: text('inspector.file.bitDepth'),
              value: track.bitDepth && text('inspector.file.bits', { bits: track.bitDepth }),
            },
            {
              name: text('inspector.file.channels'),
              value: track.channels && text('inspector.file.channelCount', { channels: track.channels }),
            },
            { name: text('library.column.length'), value: track.durationMs && formatLength(track.durationMs) },
            { name: text('inspector.file.size'), value: formatBytes(track.sizeBytes) },
          ]}
        />
      </Section>
      <Section title={text('inspector.file.dates')}>
        <Facts
          facts={[
            { name: text('library.column.added'), value: formatDayAndTime(track.addedAt) },
            { name: text('library.column.plays'), value: track.plays > 0 ? formatCount(track.plays) : null },
            {
              name: text('library.column.lastplayed'),
              value: track.lastPlayedAt === null ? null : formatDayAndTime(track.lastPlayedAt),
            },
            { name: text('inspector.file.modified'), value: formatDayAndTime(track.modifiedAt) },
            {
              name: text('inspector.file.analysed'),
              value: track.analysedAt === null ? null : formatDayAndTime(track.analysedAt),
            },
          ]}
        />
      </Section>
      <TrackSheets trackId={track.id} />
    </>
  );
}

function stateText({ isMissing, isOffline, problemCode }: TrackDetail, text: Text): string | null {
  if (isOffline) return text('inspector.file.offline');
  if (isMissing) return text('inspector.file.missing');
  return problemCode === null ? null : errorText(text, problemCode);
}
