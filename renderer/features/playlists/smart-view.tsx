import { SlidersHorizontal, Zap } from 'lucide-react';
import type { Playlist } from '#shared/contract/playlists.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, ViewHead } from '../../ui/index.ts';
import { TrackList, useList } from '../library/index.ts';
import { openSmart } from '../rules/index.ts';
import { formatTotalTime } from '../tracks/index.ts';
import styles from './playlist-view.module.css';
import { HeadActions } from './playlist-view.tsx';
import { TitleField, useIsTitleTyped } from './title-field.tsx';
import { useOwnLayout } from './use-own-layout.ts';

/** What the rules of a smart playlist find now. */
export function SmartView({ playlist }: { playlist: Playlist }) {
  const text = useText();
  const layout = useOwnLayout(playlist);
  const titleField = useIsTitleTyped(playlist) && <TitleField playlist={playlist} />;
  const { summary, source, isOpening } = useList();
  const isShown = source.kind === 'smart' && source.id === playlist.id;
  const edit = () => openSmart(playlist);
  return (
    <section className={styles.view} aria-label={playlist.name} aria-busy={isOpening}>
      <ViewHead
        title={playlist.name}
        titleField={titleField}
        summary={
          isShown && text('playlists.summary', { count: summary.count, time: formatTotalTime(summary.durationMs) })
        }
      >
        <Button size="small" icon={<SlidersHorizontal size={14} />} onPress={edit}>
          {text('playlists.editRules')}
        </Button>
        <HeadActions playlist={playlist} />
      </ViewHead>
      <TrackList
        source={{ kind: 'smart', id: playlist.id }}
        layout={layout}
        empty={
          <EmptyState
            icon={<Zap size={24} />}
            text={text('playlists.emptySmart')}
            action={<Button onPress={edit}>{text('playlists.editRules')}</Button>}
          />
        }
      />
    </section>
  );
}
