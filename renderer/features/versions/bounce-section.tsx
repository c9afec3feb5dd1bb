import type { SongId } from '#shared/contract/studio-ids.ts';
import type { BounceMode } from '#shared/contract/versions.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { formatDayAndTime } from '../tracks/index.ts';
import { chooseBounceFolder, setBounceFolder } from './versions.actions.ts';
import styles from './versions.module.css';

const modes: readonly BounceMode[] = ['add', 'offer'];

/** The folder that new bounces of a song are looked for in, and those that wait for a word. */
export function BounceSection({ songId }: { songId: SongId }) {
  const text = useText();
  const { data } = useCall('versions.list', { songId });
  if (!data) return null;
  const { bounces, offers, canEdit } = data;
  return (
    <section className={styles.section} aria-labelledby="song-bounces">
      <h3 id="song-bounces">{text('versions.bounces')}</h3>
      <p className={bounces.folder === '' ? styles.quiet : styles.path}>
        {bounces.folder === '' ? text('versions.noBounces') : bounces.folder}
      </p>
      {bounces.state !== 'none' && bounces.state !== 'watching' && (
        <p className={styles.quiet} role="status">
          {text(`versions.watch.${bounces.state}`)}
        </p>
      )}
      {canEdit && (
        <div className={styles.buttons}>
          <Button size="small" onPress={() => void attempt(() => chooseBounceFolder(songId))}>
            {text(bounces.folder === '' ? 'versions.chooseFolder' : 'versions.otherFolder')}
          </Button>
          {bounces.folder !== '' && (
            <Button size="small" onPress={() => void attempt(() => setBounceFolder(songId, null))}>
              {text('versions.endBounces')}
            </Button>
          )}
        </div>
      )}
      {canEdit && bounces.folder !== '' && (
        <Select<BounceMode>
          label={text('versions.newBounces')}
          value={bounces.mode}
          options={modes.map((value) => ({ value, text: text(`versions.mode.${value}`) }))}
          onChange={(mode) => void attempt(() => call('versions.setBounceMode', { songId, mode }))}
        />
      )}
      {offers.length > 0 && (
        <ul className={styles.offers} aria-label={text('versions.offers')}>
          {offers.map(({ trackId, name, modifiedAt }) => (
            <li key={trackId}>
              <span className={styles.name}>{name}</span>
              <span className={styles.quiet}>{formatDayAndTime(modifiedAt)}</span>
              <Button
                size="small"
                onPress={() => void attempt(() => call('versions.takeOffers', { songId, trackIds: [trackId] }))}
              >
                {text('versions.take')}
              </Button>
              <Button
                size="small"
                onPress={() => void attempt(() => call('versions.dismissOffers', { songId, trackIds: [trackId] }))}
              >
                {text('versions.leave')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
