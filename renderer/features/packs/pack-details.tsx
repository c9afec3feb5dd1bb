import { ArrowLeft, Disc3, Ellipsis, Library, PackageCheck, Play, Plus, UsersRound } from 'lucide-react';
import type { Output } from '#shared/contract/index.ts';
import type { PackId } from '#shared/contract/studio-ids.ts';
import { useCall } from '../../api/query.ts';
import { AreaHead } from '../../app/area-head.tsx';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, EmptyState, Faces, IconButton, Menu, MenuItem, Tag } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { trackTimeOn, useMayPlan } from '../projects/index.ts';
import { makeReleaseOfPack } from '../releases/index.ts';
import { PackArt, TwoPartBar } from './pack-card.tsx';
import { deadlineText, isPast } from './pack-colours.ts';
import { PackSongs } from './pack-songs.tsx';
import { startPack } from './packs.actions.ts';
import styles from './packs.module.css';
import { openPackDialog } from './packs.store.ts';

export type OpenPack = Output<'packs.get'>;

/** One pack: how far it is, its songs in their order, and what can be done with it. */
export function PackDetails({ id }: { id: PackId }) {
  const text = useText();
  const { data: pack, error } = useCall('packs.get', { id });
  return (
    <>
      <AreaHead area="studio">
        <Button kind="ghost" icon={<ArrowLeft size={16} />} onPress={() => showView('packs')}>
          {text('packs.back')}
        </Button>
        {pack?.mayEdit && <ReleaseButton pack={pack} />}
      </AreaHead>
      {error && (
        <EmptyState
          text={errorText(text, error.code)}
          action={<Button onPress={() => showView('packs')}>{text('packs.back')}</Button>}
        />
      )}
      {pack && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <Hero pack={pack} />
          <Actions pack={pack} />
          {pack.note !== '' && <p className={styles.note}>{pack.note}</p>}
          <PackSongs pack={pack} />
        </div>
      )}
    </>
  );
}

function ReleaseButton({ pack }: { pack: OpenPack }) {
  const text = useText();
  if (pack.counts.core === 0) return null;
  return (
    <Button
      kind="primary"
      icon={<PackageCheck size={16} />}
      onPress={() => openPackDialog({ kind: 'release', id: pack.id })}
    >
      {text(pack.releasedAt === null ? 'packs.release' : 'packs.releaseAgain')}
    </Button>
  );
}

const tones = { empty: 'plain', planned: 'plain', inProgress: 'accent', complete: 'ok', released: 'ok' } as const;

function Hero({ pack }: { pack: OpenPack }) {
  const text = useText();
  const { data: people = [] } = useCall('people.all');
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const { counts, status, deadline, completion } = pack;
  const taking = pack.people.map(({ personId }) => names.get(personId) ?? '').filter((name) => name !== '');
  const owner = pack.ownerId === null ? '' : (names.get(pack.ownerId) ?? '');
  const now = Date.now();
  const isLate = status !== 'released' && isPast(deadline, now);
  return (
    <div className={styles.hero}>
      <PackArt pack={pack} size={88} />
      <div className={styles.heroText}>
        <h2 className={styles.heroName}>
          {pack.name} <Tag tone={tones[status]}>{text(`packs.status.${status}`)}</Tag>
        </h2>
        <p className={styles.facts}>
          <span>
            {text('packs.counts', {
              planned: counts.planned,
              inProgress: counts.inProgress,
              released: counts.released,
            })}
          </span>
          <span>{text('packs.priorityOf', { priority: pack.priority })}</span>
          {deadline !== '' && (
            <span className={isLate ? styles.late : undefined}>
              {text(isLate ? 'packs.late' : 'packs.due', { day: deadlineText(deadline, now) })}
            </span>
          )}
          {pack.isPublic && <span>{text('packs.isPublic')}</span>}
        </p>
        <p className={styles.facts}>
          {owner !== '' && <span>{text('packs.owner', { name: owner })}</span>}
          {taking.length > 0 && <Faces names={taking} most={8} />}
        </p>
        <div className={styles.progress}>
          <TwoPartBar done={counts.done} open={counts.open} all={counts.core} />
          <span>
            {completion === null
              ? text('packs.noCore')
              : text('packs.completion', { done: counts.done, core: counts.core, percent: completion })}
          </span>
        </div>
      </div>
    </div>
  );
}

function Actions({ pack }: { pack: OpenPack }) {
  const text = useText();
  const { id, name, mayEdit, counts } = pack;
  const [release] = pack.releases;
  const [series] = pack.series;
  return (
    <div className={styles.actions}>
      {mayEdit && (
        <Button size="small" icon={<Plus size={14} />} onPress={() => openPackDialog({ kind: 'addSongs', id, name })}>
          {text('packs.addSongs')}
        </Button>
      )}
      {mayEdit && counts.planned > 0 && (
        <Button size="small" icon={<Play size={14} />} onPress={() => void attempt(() => startPack(pack))}>
          {text('packs.start', { count: counts.planned })}
        </Button>
      )}
      {mayEdit && (
        <Button size="small" icon={<UsersRound size={14} />} onPress={() => openPackDialog({ kind: 'people', id })}>
          {text('packs.people')}
        </Button>
      )}
      {release !== undefined && (
        <Button size="small" icon={<Disc3 size={14} />} onPress={() => showView('releases', release)}>
          {text('packs.openRelease')}
        </Button>
      )}
      {series !== undefined && (
        <Button size="small" icon={<Library size={14} />} onPress={() => showView('series', series)}>
          {text('packs.openSeries')}
        </Button>
      )}
      <MoreMenu pack={pack} />
    </div>
  );
}

function MoreMenu({ pack }: { pack: OpenPack }) {
  const text = useText();
  const { id, name, mayEdit, counts, songs } = pack;
  const mayPlan = useMayPlan();
  return (
    <Menu
      label={text('packs.more')}
      trigger={
        <IconButton size="small" label={text('packs.more')}>
          <Ellipsis size={16} />
        </IconButton>
      }
    >
      {mayEdit && <MenuItem text={text('packs.edit')} onAction={() => openPackDialog({ kind: 'edit', id })} />}
      {counts.core > 0 && (
        <MenuItem text={text('packs.makeRelease')} onAction={() => void attempt(() => makeReleaseOfPack(id))} />
      )}
      {mayPlan && (
        <MenuItem text={text('projects.trackPack')} onAction={() => void trackTimeOn({ kind: 'pack', id })} />
      )}
      {mayEdit && <MenuItem text={text('packs.makeSeries')} onAction={() => openPackDialog({ kind: 'series', id })} />}
      <MenuItem
        text={text('packs.page.of')}
        onAction={() => openPackDialog({ kind: 'page', scope: { type: 'pack', id }, name })}
      />
      {mayEdit && (
        <MenuItem
          text={text('packs.remove')}
          onAction={() => openPackDialog({ kind: 'remove', id, name, count: songs.length })}
        />
      )}
    </Menu>
  );
}
