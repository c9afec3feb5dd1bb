import { ArrowDown, ArrowLeft, ArrowUp, Timer, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { releaseKinds } from '#shared/contract/releases.ts';
import type { ReleaseId } from '#shared/contract/studio-ids.ts';
import { call } from '../../api/client.ts';
import { useCall } from '../../api/query.ts';
import { showView } from '../../app/view.store.ts';
import { errorText } from '../../messages/errors.ts';
import { text as textNow, useText } from '../../messages/use-text.ts';
import { Button, Checkbox, EmptyState, Field, IconButton, Select, TextArea, ViewHead } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { trackTimeOn, useMayPlan } from '../projects/index.ts';
import { Artwork, formatLength, PictureField } from '../tracks/index.ts';
import { showUndoable } from '../undo/index.ts';
import { type OpenRelease, removeRelease } from './releases.actions.ts';
import styles from './releases.module.css';

/** A draft of a release: what is known of it, to look at and to change. */
export function ReleaseDetails({ id }: { id: ReleaseId }) {
  const text = useText();
  const { data: release, error } = useCall('releases.get', { id });
  const mayPlan = useMayPlan();
  const back = () => showView('releases');
  return (
    <>
      <ViewHead title={release?.title ?? text('releases.area')}>
        <Button kind="ghost" icon={<ArrowLeft size={16} />} onPress={back}>
          {text('releases.back')}
        </Button>
        {release && mayPlan && (
          <IconButton
            label={text('projects.trackRelease')}
            onPress={() => void trackTimeOn({ kind: 'release', id: release.id })}
          >
            <Timer size={16} />
          </IconButton>
        )}
        {release && (
          <IconButton label={text('releases.remove')} onPress={() => void attempt(() => removeRelease(release))}>
            <Trash2 size={16} />
          </IconButton>
        )}
      </ViewHead>
      {error && (
        <EmptyState
          text={errorText(text, error.code)}
          action={<Button onPress={back}>{text('releases.back')}</Button>}
        />
      )}
      {release && (
        <div className={styles.page} data-pane-focus tabIndex={-1}>
          <FactsForm key={release.changedAt} release={release} />
          <Tracks key={`tracks ${release.changedAt}`} release={release} />
        </div>
      )}
    </>
  );
}

const lines = [
  ['title', 'versionTitle'],
  ['artist', 'label'],
  ['catalogueNumber', 'upc'],
  ['genre', 'language'],
  ['pLine', 'cLine'],
] as const;

function FactsForm({ release }: { release: OpenRelease }) {
  const text = useText();
  const [form, setForm] = useState(() => factsOf(release));
  const isChanged = JSON.stringify(form) !== JSON.stringify(factsOf(release));
  const save = async () => {
    const { operation } = await call('releases.edit', { id: release.id, patch: form });
    if (operation !== null) {
      showUndoable({ text: textNow('releases.edited', { title: form.title }), operations: [operation] });
    }
  };
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (isChanged && form.title.trim() !== '') void attempt(save);
      }}
    >
      <div className={styles.head}>
        <Artwork hash={form.artworkHash} size={112} />
        <div className={styles.headFields}>
          <div className={styles.pair}>
            <Select
              label={text('releases.field.kind')}
              value={form.kind}
              options={releaseKinds.map((value) => ({ value, text: text(`releases.kind.${value}`) }))}
              onChange={(kind) => setForm({ ...form, kind })}
            />
            <Field
              label={text('releases.field.releaseDate')}
              type="date"
              value={form.releaseDate}
              onChange={(releaseDate) => setForm({ ...form, releaseDate })}
            />
          </div>
          {release.packName !== '' && (
            <p className={styles.quiet}>{text('releases.ofPack', { name: release.packName })}</p>
          )}
          <div className={styles.actions}>
            <PictureField
              size={28}
              hash={form.artworkHash}
              onChange={(artworkHash) => setForm({ ...form, artworkHash })}
            />
            <Button kind="primary" type="submit" isDisabled={!isChanged || form.title.trim() === ''}>
              {text('releases.save')}
            </Button>
          </div>
        </div>
      </div>
      {lines.map((pair) => (
        <div key={pair[0]} className={styles.pair}>
          {pair.map((name) => (
            <Field
              key={name}
              label={text(`releases.field.${name}`)}
              value={form[name]}
              onChange={(value) => setForm({ ...form, [name]: value })}
              maxLength={name === 'upc' ? 20 : name === 'catalogueNumber' ? 60 : name === 'language' ? 35 : 500}
            />
          ))}
        </div>
      ))}
      <TextArea
        label={text('releases.field.description')}
        value={form.description}
        onChange={(description) => setForm({ ...form, description })}
        maxLength={4000}
      />
    </form>
  );
}

function factsOf(release: OpenRelease) {
  const { title, versionTitle, artist, kind, label, catalogueNumber, upc, genre, language } = release;
  const { releaseDate, description, pLine, cLine, artworkHash } = release;
  return {
    title,
    versionTitle,
    artist,
    kind,
    label,
    catalogueNumber,
    upc,
    genre,
    language,
    releaseDate,
    description,
    pLine,
    cLine,
    artworkHash,
  };
}

type Track = OpenRelease['tracks'][number];
const columns = ['title', 'artist', 'isrc', 'iswc', 'length', 'explicit', 'credits'] as const;

function Tracks({ release }: { release: OpenRelease }) {
  const text = useText();
  const [tracks, setTracks] = useState(release.tracks);
  const isChanged = JSON.stringify(tracks) !== JSON.stringify(release.tracks);
  const keys = keysOf(tracks);
  const change = (index: number, patch: Partial<Track>) =>
    setTracks(tracks.map((track, place) => (place === index ? { ...track, ...patch } : track)));
  const move = (index: number, by: -1 | 1) => {
    const next = [...tracks];
    next.splice(index + by, 0, ...next.splice(index, 1));
    setTracks(next);
  };
  const save = async () => {
    const operations = [await saveOrder(release, tracks), ...(await saveFacts(release, tracks))];
    showUndoable({ text: textNow('releases.edited', { title: release.title }), operations });
  };
  return (
    <section aria-label={text('releases.tracks')}>
      <div className={styles.trackHead}>
        <h2 className={styles.title}>{text('releases.tracks')}</h2>
        <span className={styles.quiet}>{text('releases.trackCount', { count: tracks.length })}</span>
        {isChanged && (
          <Button
            size="small"
            isDisabled={tracks.some(({ title }) => title.trim() === '')}
            onPress={() => void attempt(save)}
          >
            {text('releases.save')}
          </Button>
        )}
      </div>
      <table className={styles.table} aria-label={text('releases.tracks')}>
        <thead>
          <tr>
            <th scope="col" data-figure>
              #
            </th>
            {columns.map((column) => (
              <th key={column} scope="col" data-figure={column === 'length' || undefined}>
                {text(`releases.column.${column}`)}
              </th>
            ))}
            <td />
          </tr>
        </thead>
        <tbody>
          {tracks.map((track, index) => (
            <TrackLine
              key={keys[index]}
              {...{ track, index, people: release.people, isLast: index === tracks.length - 1 }}
              onChange={(patch) => change(index, patch)}
              onMove={(by) => move(index, by)}
              onDrop={() => setTracks(tracks.filter((_, place) => place !== index))}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

async function saveOrder({ id, tracks: before }: OpenRelease, tracks: readonly Track[]) {
  const places = tracks.map(({ recordingId, disc, isBonus, isInstant }) => ({ recordingId, disc, isBonus, isInstant }));
  if (places.every(({ recordingId }, index) => before[index]?.recordingId === recordingId)) {
    if (places.length === before.length) return null;
  }
  return (await call('releases.setTracks', { id, tracks: places })).operation;
}

async function saveFacts({ tracks: before }: OpenRelease, tracks: readonly Track[]) {
  const operations = [];
  for (const { recordingId, title, artist, isrc, iswc, explicit } of tracks) {
    const old = before.find((track) => track.recordingId === recordingId);
    const patch = { title, artist, isrc, iswc, explicit };
    if (!old || Object.entries(patch).every(([key, value]) => old[key as keyof typeof patch] === value)) continue;
    operations.push((await call('catalogue.editRecordings', { ids: [recordingId], patch })).operation);
  }
  return operations;
}

/** A recording may stand twice on a release. */
function keysOf(tracks: readonly Track[]): string[] {
  const seen = new Map<number, number>();
  return tracks.map(({ recordingId }) => {
    const time = (seen.get(recordingId) ?? 0) + 1;
    seen.set(recordingId, time);
    return `${recordingId} ${time}`;
  });
}

type TrackLineProps = {
  track: Track;
  index: number;
  isLast: boolean;
  people: OpenRelease['people'];
  onChange: (patch: Partial<Track>) => void;
  onMove: (by: -1 | 1) => void;
  onDrop: () => void;
};

function TrackLine({ track, index, isLast, people, onChange, onMove, onDrop }: TrackLineProps) {
  const text = useText();
  const number = index + 1;
  const credits = track.credits.map(({ personId, role, share }) => {
    const name = people.find(({ id }) => id === personId)?.name ?? '';
    return [name, role, share === null ? '' : `${share / 100} %`].filter((part) => part !== '').join(', ');
  });
  const field = (name: 'title' | 'artist' | 'isrc' | 'iswc', most: number) => (
    <td>
      <Field
        label={text(`releases.trackField.${name}`, { number })}
        isLabelHidden
        value={track[name]}
        onChange={(value) => onChange({ [name]: value })}
        maxLength={most}
      />
    </td>
  );
  return (
    <tr className={styles.row}>
      <td data-figure>{number}</td>
      {field('title', 500)}
      {field('artist', 500)}
      {field('isrc', 20)}
      {field('iswc', 20)}
      <td data-figure>
        {track.durationMs === null ? '–' : formatLength(track.durationMs)}
        {track.audio?.isPresent !== true && <span className={styles.quiet}> {text('releases.noAudio')}</span>}
      </td>
      <td>
        <Checkbox
          aria-label={text('releases.trackField.explicit', { number })}
          isSelected={track.explicit === 'explicit'}
          onChange={(isExplicit) => onChange({ explicit: isExplicit ? 'explicit' : 'none' })}
        />
      </td>
      <td className={styles.credits}>{credits.join(' · ')}</td>
      <td>
        <span className={styles.rowActions}>
          <IconButton
            size="small"
            label={text('releases.up', { number })}
            isDisabled={index === 0}
            onPress={() => onMove(-1)}
          >
            <ArrowUp size={14} />
          </IconButton>
          <IconButton
            size="small"
            label={text('releases.down', { number })}
            isDisabled={isLast}
            onPress={() => onMove(1)}
          >
            <ArrowDown size={14} />
          </IconButton>
          <IconButton size="small" label={text('releases.drop', { number })} onPress={onDrop}>
            <X size={14} />
          </IconButton>
        </span>
      </td>
    </tr>
  );
}
