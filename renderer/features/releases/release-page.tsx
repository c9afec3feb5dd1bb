import { ChevronRight, Disc3, Plus, RefreshCw } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-aria-components';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { queryClient, useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, showToast, Tag, ViewTabs } from '../../ui/index.ts';
import { ReleaseFiles, ReleaseStores } from '../deliveries/index.ts';
import { ProblemsPanel, useReleaseMarks } from '../lint/index.ts';
import { ApprovalActions, ApprovalNote } from './approval-actions.tsx';
import { BuildButton } from './build-button.tsx';
import { CreditsTab } from './credits-tab.tsx';
import { MarksContext } from './marks.ts';
import { MoreFields } from './more-fields.tsx';
import { ReleaseForm } from './release-form.tsx';
import { ReleaseMenu } from './release-menu.tsx';
import styles from './release-page.module.css';
import type { OpenRelease } from './releases.actions.ts';
import { openReleaseDialog, useReleases } from './releases.store.ts';
import { stateTone } from './state-tone.ts';
import { TrackGrid } from './track-grid.tsx';

const tabs = ['release', 'credits', 'stores', 'files'] as const;
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
        {release && (
          <Button icon={<RefreshCw size={14} />} onPress={() => void checkAgain(text)}>
            {text('releases.checkAgain')}
          </Button>
        )}
        {release && <BuildButton releaseId={id} onStores={() => setTab('stores')} />}
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
      {release && (
        <Marked id={id}>
          {tab === 'release' && <ReleasePart release={release} />}
          {tab === 'credits' && <CreditsTab release={release} />}
          {tab === 'stores' && <ReleaseStores releaseId={id} />}
          {tab === 'files' && <ReleaseFiles releaseId={id} />}
        </Marked>
      )}
    </>
  );
}

/** Its fields and cells show what the lint says of them. */
function Marked({ id, children }: { id: ReleaseId; children: ReactNode }) {
  const marks = useReleaseMarks(id);
  return <MarksContext value={marks}>{children}</MarksContext>;
}

function ReleasePart({ release }: { release: OpenRelease }) {
  const text = useText();
  const artworkInput = useRef<HTMLInputElement>(null);
  const page = useRef<HTMLDivElement>(null);
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
    <div ref={page} className={styles.page}>
      <ReleaseForm release={release} artworkInput={artworkInput} />
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
      <ProblemsPanel
        releaseId={id}
        onChooseFile={(place) => openReleaseDialog({ kind: 'chooseFile', releaseId: id, place })}
        onChooseArtwork={() => artworkInput.current?.click()}
        onShow={(place) => showTrack(page.current, place)}
      />
    </div>
  );
}

/** The row of a track comes into sight and is the one that keys act on; the focus stays with the problem. */
function showTrack(page: HTMLElement | null, place: number | null): void {
  if (place === null) return;
  useReleases.setState({ current: place });
  page?.querySelector(`[data-track="${place}"]`)?.scrollIntoView({ block: 'nearest' });
}

/** The lint follows every change by itself; a look again is for what changed outside, as files. */
async function checkAgain(text: Text): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: ['lint.run'] });
  showToast({ text: text('releases.checked') });
}
