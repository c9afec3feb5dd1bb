import { Copy, X } from 'lucide-react';
import { useState } from 'react';
import type { PersonId } from '#shared/contract/people.ts';
import { formatIdentifier } from '#shared/identifiers/identifiers.ts';
import { call } from '../../api/client.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { PersonAvatar, usePeople, usePresentPeople } from '../people/index.ts';
import { addTo, type CreditList, creditUnit, readShare, sumOf, writeShare } from './credit-shares.ts';
import styles from './credits-tab.module.css';
import { KeptField } from './kept-field.tsx';
import { editTracks, type OpenRelease, type OpenTrack } from './releases.actions.ts';
import { rowKeys } from './row-keys.ts';

/** Who played, and who wrote: of each track the people, their roles and their shares. */
export function CreditsTab({ release }: { release: OpenRelease }) {
  const text = useText();
  const { tracks } = release;
  const keys = rowKeys(tracks.map(({ recordingId }) => recordingId));
  if (tracks.length === 0) return <p className={styles.none}>{text('releases.noTracks')}</p>;
  return (
    <div className={styles.page} data-pane-focus tabIndex={-1}>
      {tracks.map((track, place) => (
        <section
          key={keys[place]}
          className={styles.track}
          aria-label={text('releases.trackName', { number: place + 1, title: track.title })}
        >
          <header className={styles.head}>
            <h2 className={styles.title}>{text('releases.trackName', { number: place + 1, title: track.title })}</h2>
            {tracks.length > 1 && (
              <Button size="small" kind="ghost" icon={<Copy size={14} />} onPress={() => copyToAll(release, track)}>
                {text('releases.copyCredits', { count: tracks.length - 1 })}
              </Button>
            )}
          </header>
          <div className={styles.lists}>
            <People release={release} track={track} place={place} list="credits" />
            <People release={release} track={track} place={place} list="writers" />
          </div>
        </section>
      ))}
    </div>
  );
}

/** As they are now: what was typed just before may not be shown yet. */
function copyToAll(release: OpenRelease, { recordingId }: OpenTrack): void {
  const others = release.tracks.map((track) => track.recordingId).filter((id) => id !== recordingId);
  void attempt(async () => {
    const { credits, writers } = await call('catalogue.getRecording', { id: recordingId });
    await editTracks(release, others, { credits, writers });
  });
}

type PeopleProps = { release: OpenRelease; track: OpenTrack; place: number; list: CreditList };

function People({ release, track, place, list }: PeopleProps) {
  const text = useText();
  const rows = track[list];
  const keys = rowKeys(rows.map(({ personId }) => personId));
  const unit = creditUnit[list];
  const sum = sumOf(rows);
  // Two lines changed one right after the other are both kept.
  const save = async (change: (rows: OpenTrack[CreditList]) => OpenTrack[CreditList]) => {
    const now = await call('catalogue.getRecording', { id: track.recordingId });
    await editTracks(release, [track.recordingId], { [list]: change(now[list]) });
  };
  const isWrong = sum !== null && sum !== 100 * unit;
  return (
    <div className={styles.list}>
      <h3 className={styles.caption}>
        {text(`releases.people.${list}`)}
        {sum !== null && (
          <span className={styles.sum} data-wrong={isWrong || undefined}>
            {text(isWrong ? 'releases.shareSumWrong' : 'releases.shareSum', { percent: writeShare(sum, list) })}
          </span>
        )}
      </h3>
      {rows.map((row, index) => (
        <CreditRow
          key={keys[index]}
          {...{ row, list, release }}
          label={text('releases.creditOf', { number: place + 1, row: index + 1 })}
          onChange={(patch) => save((now) => now.map((each, at) => (at === index ? { ...each, ...patch } : each)))}
          onDrop={() => void attempt(() => save((now) => now.filter((_, at) => at !== index)))}
        />
      ))}
      <AddPerson
        label={text(list === 'credits' ? 'releases.addCredit' : 'releases.addWriter', { number: place + 1 })}
        onAdd={(personId) => void attempt(() => save((now) => addTo(now, personId, list)))}
      />
      {list === 'writers' && (
        <div className={styles.iswc}>
          <KeptField
            label={text('releases.trackField.iswc', { number: place + 1 })}
            field="iswc"
            place={place}
            isCode
            value={formatIdentifier('iswc', track.iswc)}
            maxLength={20}
            onSave={(iswc) => editTracks(release, [track.recordingId], { iswc })}
          />
        </div>
      )}
    </div>
  );
}

type Row = OpenTrack[CreditList][number];
type CreditRowProps = {
  release: OpenRelease;
  row: Row;
  list: CreditList;
  label: string;
  onChange: (patch: Partial<Row>) => Promise<void>;
  onDrop: () => void;
};

function CreditRow({ release, row, list, label, onChange, onDrop }: CreditRowProps) {
  const text = useText();
  const people = usePeople();
  const person = people.get(row.personId);
  const named = release.people.find(({ id }) => id === row.personId);
  const name = person?.name ?? named?.name ?? '';
  return (
    <fieldset className={styles.row} aria-label={`${label}, ${name}`}>
      <PersonAvatar personId={row.personId} size={20} isDecoration />
      <div className={styles.name}>
        <span>{name}</span>
        {list === 'writers' && (
          <span className={styles.code}>
            {named?.ipi ? text('releases.ipi', { ipi: named.ipi }) : text('releases.noIpi')}
          </span>
        )}
      </div>
      <KeptField
        label={text('releases.credit.role')}
        value={row.role}
        maxLength={100}
        placeholder={text(list === 'credits' ? 'releases.roleExample' : 'releases.writerExample')}
        onSave={(role) => onChange({ role })}
      />
      <KeptField
        label={text('releases.credit.share')}
        value={row.share === null ? '' : writeShare(row.share, list)}
        maxLength={10}
        onSave={(typed) => onChange({ share: readShare(typed, list) })}
      />
      <IconButton size="small" label={text('releases.dropCredit', { name })} onPress={onDrop}>
        <X size={14} />
      </IconButton>
    </fieldset>
  );
}

function AddPerson({ label, onAdd }: { label: string; onAdd: (personId: PersonId) => void }) {
  const text = useText();
  const people = usePresentPeople();
  const [chosen, setChosen] = useState('');
  const options = [
    { value: '', text: text('releases.choosePerson') },
    ...people.map(({ id, name }) => ({ value: String(id), text: name })),
  ];
  return (
    <div className={styles.add}>
      <Select
        label={label}
        isLabelHidden
        value={chosen}
        options={options}
        onChange={(value) => {
          const person = people.find(({ id }) => String(id) === value);
          setChosen('');
          if (person) onAdd(person.id);
        }}
      />
    </div>
  );
}
