import { ChevronRight, Disc3, Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Link } from 'react-aria-components';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Tag, ViewTabs } from '../../ui/index.ts';
import { ApprovalActions, ApprovalNote } from './approval-actions.tsx';
import { CreditsTab } from './credits-tab.tsx';
import { MoreFields } from './more-fields.tsx';
import { ReleaseForm } from './release-form.tsx';
import { ReleaseMenu } from './release-menu.tsx';
import styles from './release-page.module.css';
import type { OpenRelease } from './releases.actions.ts';
import { openReleaseDialog, useReleases } from './releases.store.ts';
import { stateTone } from './state-tone.ts';
import { TrackGrid } from './track-grid.tsx';

const tabs = ['release', 'credits'] as const;
type TabId = (typeof tabs)[number];

/** A release: what is known of it, who takes part, where it goes. */
export function ReleasePage({ id }: { id: ReleaseId }) {
  const text = useText();
  const { data: release, error } = useCall('releases.get', { id });
  const [tab, setTab] = useState<TabId>('release');
  useEffect(() => useReleases.setState({ current: 0, editing: null }), []);
  const back = () => showView('releases');
  return (
    <>
      <header className={styles.head}>
        <Link className={styles.back ?? ''} onPress={back}>
          {text('releases.title')}
        </Link>
        <ChevronRight size={14} aria-hidden="true" className={styles.separator} />
        <h1 className={styles.title} title={release?.title}>
          {release?.title ?? ''}
        </h1>
        {release && <Tag tone={stateTone[release.state]}>{text(`releases.state.${release.state}`)}</Tag>}
        {release?.isArchived && <Tag>{text('releases.isArchived')}</Tag>}
        <span className={styles.tabs}>
          <ViewTabs
            label={text('releases.parts')}
            tabs={tabs.map((part) => ({ id: part, text: text(`releases.part.${part}`) }))}
            current={tab}
            onChoose={setTab}
          />
        </span>
        <span className={styles.space} />
        {release && <ApprovalActions release={release} />}
        {release && <ReleaseMenu release={release} />}
      </header>
      {error && (
        <EmptyState
          text={errorText(text, error.code)}
          action={<Button onPress={back}>{text('releases.back')}</Button>}
        />
      )}
      {release && <ApprovalNote release={release} />}
      {release && tab === 'release' && <ReleasePart release={release} />}
      {release && tab === 'credits' && <CreditsTab release={release} />}
    </>
  );
}

function ReleasePart({ release }: { release: OpenRelease }) {
  const text = useText();
  const { id, tracks } = release;
  const add = (
    <Button
      size="small"
      icon={<Plus size={14} />}
      onPress={() => openReleaseDialog({ kind: 'addTracks', releaseId: id })}
    >
      {text('releases.addTracks')}
    </Button>
  );
  return (
    <div className={styles.page}>
      <ReleaseForm release={release} />
      <MoreFields release={release} />
      {tracks.length === 0 ? (
        <EmptyState icon={<Disc3 size={24} />} text={text('releases.noTracks')} action={add} />
      ) : (
        <>
          <TrackGrid release={release} />
          <div className={styles.foot}>
            {add}
            <span className={styles.quiet}>{text('releases.trackKeys')}</span>
          </div>
        </>
      )}
    </div>
  );
}
