import { Headphones, ListPlus, X } from 'lucide-react';
import { ListBox, ListBoxItem, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Output } from '#shared/contract/index.ts';
import type { PlaylistId } from '#shared/contract/playlists.ts';
import { type PlaceFilter, placeFilters, type SetCandidate } from '#shared/contract/sets.ts';
import { formatKey } from '#shared/music-key.ts';
import { useCall } from '../../api/query.ts';
import { useSettings } from '../../api/settings.ts';
import { errorText } from '../../messages/errors.ts';
import { type Text, useText } from '../../messages/use-text.ts';
import { Button, EmptyState, IconButton, Meter, Tooltip } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { WhyChips } from '../generate/index.ts';
import { Artwork, formatBpm, KeyLabel } from '../tracks/index.ts';
import { type SetData, suggestInput, titleOf } from './set-data.ts';
import styles from './set-pane.module.css';
import { placeCandidate, previewStep } from './sets.actions.ts';
import { setFilters, useSets } from './sets.store.ts';

const parts = ['key', 'tempo', 'energy', 'mood', 'ends'] as const;
const mostPoints = { key: 35, tempo: 25, energy: 20, mood: 10, ends: 10 } as const;
type Limits = Output<'sets.suggest'>['limits'];

/** Tracks that may stand behind the selected row, and why; it takes the inspector's place while a set is on screen. */
export function SetPane() {
  const text = useText();
  const id = useSets((state) => state.playlistId);
  return (
    <aside className={styles.pane} aria-label={text('sets.candidates')}>
      {id !== null && <OfSet key={id} id={id} />}
    </aside>
  );
}

function OfSet({ id }: { id: PlaylistId }) {
  const text = useText();
  const { data: set } = useCall('sets.get', { id });
  const row = useSets((state) => state.row);
  const filters = useSets((state) => state.filters);
  const input = set ? suggestInput(id, set, { row, filters }) : { id, place: 0, isNew: true, filters: [] };
  const { data, error } = useCall('sets.suggest', input, { enabled: set !== undefined, keepsPrevious: true });
  if (!set) return null;
  return (
    <>
      <div className={styles.head}>
        <h2>{headText(set, row, text)}</h2>
        <IconButton label={text('sets.closePane')} onPress={() => useSets.setState({ isPaneOpen: false })}>
          <X size={16} />
        </IconButton>
      </div>
      {error && error.code !== 'CANCELLED' && <EmptyState text={errorText(text, error.code)} />}
      {data && (
        <>
          <Filters limits={data.limits} filters={filters} />
          <Candidates set={set} candidates={data.candidates} />
        </>
      )}
    </>
  );
}

function headText({ rows }: SetData, row: number, text: Text): string {
  const before = rows[row];
  if (before) return text('sets.after', { title: titleOf(before) });
  const second = rows[1];
  return second ? text('sets.before', { title: titleOf(second) }) : text('sets.first');
}

function Filters({ limits, filters }: { limits: Limits; filters: readonly PlaceFilter[] }) {
  const text = useText();
  const { keyNotation } = useSettings();
  const words: Record<PlaceFilter, string | null> = {
    key: limits.key === null ? null : text('sets.filter.key', { key: formatKey(limits.key, keyNotation) }),
    tempo:
      limits.tempo &&
      text('sets.filter.tempo', { low: Math.ceil(limits.tempo.low), high: Math.floor(limits.tempo.high) }),
    energy: limits.energy && text('sets.filter.energy', limits.energy),
    onward: limits.onward === null ? null : text('sets.filter.onward', { title: limits.onward }),
    notPlayed: text('sets.filter.notPlayed', { days: limits.notPlayedDays }),
  };
  return (
    <ToggleButtonGroup
      className={styles.filters ?? ''}
      aria-label={text('sets.filters')}
      selectionMode="multiple"
      selectedKeys={filters}
      onSelectionChange={(keys) => setFilters(placeFilters.filter((filter) => keys.has(filter)))}
    >
      {placeFilters
        .filter((filter) => words[filter] !== null)
        .map((filter) => (
          <ToggleButton key={filter} id={filter} className={styles.filter ?? ''}>
            {words[filter]}
          </ToggleButton>
        ))}
    </ToggleButtonGroup>
  );
}

function Candidates({ set, candidates }: { set: SetData; candidates: readonly SetCandidate[] }) {
  const text = useText();
  const candidateId = useSets((state) => state.candidateId);
  const chosen = candidates.find(({ track }) => track.id === candidateId) ?? candidates[0];
  if (!chosen) return <EmptyState text={text('sets.noCandidates')} />;
  return (
    <>
      <ListBox
        className={styles.list ?? ''}
        aria-label={text('sets.candidates')}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={[chosen.track.id]}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          const found = candidates.find(({ track }) => keys.has(track.id));
          if (found) useSets.setState({ candidateId: found.track.id });
        }}
        onAction={(key) => {
          const found = candidates.find(({ track }) => track.id === key);
          if (found)
            void attempt(() => placeCandidate(found.track, set.rows[useSets.getState().row + 1] !== undefined));
        }}
        items={candidates.map((candidate) => ({ id: candidate.track.id, candidate }))}
      >
        {({ candidate }) => <Candidate candidate={candidate} />}
      </ListBox>
      <Why candidate={chosen} />
      <Actions set={set} candidate={chosen} />
    </>
  );
}

function Candidate({ candidate: { track, step } }: { candidate: SetCandidate }) {
  const text = useText();
  const { keyNotation } = useSettings();
  return (
    <ListBoxItem id={track.id} textValue={track.title || track.fileName} className={styles.candidate ?? ''}>
      <Artwork hash={track.artworkHash} size={36} />
      <span className={styles.words}>
        <span className={styles.line}>
          <span className={styles.title}>{track.title || track.fileName}</span>
          <b>
            <span className={styles.unseen}>{text('sets.score', { score: step.score })}</span>
            <span aria-hidden="true">{step.score}</span>
          </b>
        </span>
        <span className={styles.line}>
          <span className={styles.artist}>{track.artist}</span>
          <span className={styles.facts}>
            {track.bpm !== null && formatBpm(track.bpm)}
            {track.key !== null && <KeyLabel musicKey={track.key} notation={keyNotation} />}
          </span>
        </span>
        <WhyChips reasons={step.reasons} most={3} />
      </span>
    </ListBoxItem>
  );
}

function Why({ candidate: { track, step } }: { candidate: SetCandidate }) {
  const text = useText();
  return (
    <section className={styles.why} aria-labelledby="set-why">
      <h3 id="set-why">{text('sets.why', { title: track.title || track.fileName, score: step.score })}</h3>
      {parts.map((part) => {
        const points = text('sets.points', { points: step.parts[part], most: mostPoints[part] });
        const name = text(`sets.part.${part}`);
        return (
          <div key={part} className={styles.part}>
            <span aria-hidden="true">{name}</span>
            <Meter label={name} value={step.parts[part] / mostPoints[part]} valueText={points} tone="accent" />
            <span aria-hidden="true">{points}</span>
          </div>
        );
      })}
    </section>
  );
}

function Actions({ set: { rows }, candidate: { track } }: { set: SetData; candidate: SetCandidate }) {
  const text = useText();
  const row = useSets((state) => state.row);
  const old = rows[row + 1];
  const place = (replaces: boolean) => void attempt(() => placeCandidate(track, replaces));
  return (
    <div className={styles.actions}>
      <Tooltip text={text('sets.previewHint')} placement="top">
        <Button icon={<Headphones size={14} />} onPress={() => void attempt(() => previewStep(track))}>
          {text('sets.preview')}
        </Button>
      </Tooltip>
      {old && (
        <IconButton label={text('sets.insert', { title: titleOf(old) })} onPress={() => place(false)}>
          <ListPlus size={16} />
        </IconButton>
      )}
      <Button className={styles.main ?? ''} keys="Enter" onPress={() => place(old !== undefined)}>
        {old
          ? text('sets.replace', { title: titleOf(old) })
          : text('sets.add', { title: track.title || track.fileName })}
      </Button>
    </div>
  );
}
