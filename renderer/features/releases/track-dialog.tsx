import { useState } from 'react';
import { aiContents, type DisplayArtist, explicitStates, ownerships } from '#shared/contract/catalogue.ts';
import { artistLine } from '#shared/display-artists.ts';
import { asAppError, useCall } from '../../api/query.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox, Dialog, Field, Select, TextArea } from '../../ui/index.ts';
import { ArtistsField } from './artists-field.tsx';
import styles from './dialogs.module.css';
import {
  editTracks,
  type OpenRelease,
  type OpenTrack,
  placeOf,
  type RecordingPatch,
  setTracks,
} from './releases.actions.ts';
import { failureText } from './use-kept-text.ts';

type TrackDialogProps = { releaseId: OpenRelease['id']; place: number; onClose: () => void };

/** All that is said of a track: what its recording is everywhere, and how it stands on this release. */
export function TrackDialog({ releaseId, place, onClose }: TrackDialogProps) {
  const { data: release } = useCall('releases.get', { id: releaseId });
  const track = release?.tracks[place];
  return release && track ? <TrackForm {...{ release, track, place, onClose }} /> : null;
}

const texts = ['title', 'versionTitle', 'artist', 'isrc', 'iswc', 'language', 'genre', 'pLine'] as const;
const mostLetters = {
  title: 500,
  versionTitle: 500,
  artist: 500,
  isrc: 20,
  iswc: 20,
  language: 35,
  genre: 500,
  pLine: 500,
};

type Form = Omit<RecordingPatch, 'artists'> & {
  artists: DisplayArtist[];
  recordedText: string;
  previewText: string;
};

function formOf(track: OpenTrack): Form {
  const { title, versionTitle, artist, artists, isrc, iswc, language, genre, pLine } = track;
  const { explicit, ownership, aiContent, aiNote, lyrics, recordedYear, previewStartMs } = track;
  return {
    ...{ title, versionTitle, artist, artists, isrc, iswc, language, genre, pLine },
    ...{ explicit, ownership, aiContent, aiNote, lyrics },
    recordedText: recordedYear === null ? '' : String(recordedYear),
    previewText: previewStartMs === null ? '' : String(previewStartMs / 1000),
  };
}

/** What is kept of the form; null where a number is none. */
function patchOf({ recordedText, previewText, ...patch }: Form): RecordingPatch | null {
  const year = recordedText.trim() === '' ? null : Number(recordedText);
  const preview = previewText.trim() === '' ? null : Math.round(Number(previewText.replace(',', '.')) * 1000);
  const isYear = year === null || (Number.isInteger(year) && year >= 1850 && year <= 9999);
  if (!isYear || (preview !== null && !(preview >= 0))) return null;
  const artists = patch.artists.filter(({ name }) => name.trim() !== '');
  // The line follows the list where there is one.
  const line = artists.length === 0 ? {} : { artist: artistLine(artists) };
  return { ...patch, ...line, artists, recordedYear: year, previewStartMs: preview };
}

type TrackFormProps = { release: OpenRelease; track: OpenTrack; place: number; onClose: () => void };

function TrackForm({ release, track, place, onClose }: TrackFormProps) {
  const text = useText();
  const [form, setForm] = useState(() => formOf(track));
  const { disc, isBonus, isInstant } = track;
  const [spot, setSpot] = useState({ discText: String(disc), isBonus, isInstant });
  const [failure, setFailure] = useState<string | null>(null);
  const change = (patch: Partial<Form>) => setForm({ ...form, ...patch });
  const patch = patchOf(form);
  const discNumber = Number(spot.discText);
  const isSpotRight = Number.isInteger(discNumber) && discNumber >= 1 && discNumber <= 99;

  const save = async () => {
    if (!patch) return;
    try {
      await editTracks(release, [track.recordingId], patch);
      if (discNumber !== disc || spot.isBonus !== isBonus || spot.isInstant !== isInstant) {
        const changed = { disc: discNumber, isBonus: spot.isBonus, isInstant: spot.isInstant };
        const places = release.tracks.map(placeOf);
        await setTracks(
          release,
          places.map((each, index) => (index === place ? { ...each, ...changed } : each)),
        );
      }
      onClose();
    } catch (error) {
      setFailure(failureText(text, asAppError(error)));
    }
  };

  return (
    <Dialog
      title={text('releases.trackName', { number: place + 1, title: track.title })}
      isOpen
      size="large"
      onClose={onClose}
      footer={
        <>
          {failure !== null && (
            <p role="alert" className={styles.failure}>
              {failure}
            </p>
          )}
          <Button onPress={onClose}>{text('releases.cancel')}</Button>
          <Button
            kind="primary"
            type="submit"
            form="release-track"
            isDisabled={patch === null || !isSpotRight || (form.title ?? '').trim() === ''}
          >
            {text('releases.save')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        id="release-track"
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className={styles.columns}>
          {texts.map((name) => (
            <Field
              key={name}
              label={text(`releases.field.${name}`)}
              value={form[name] ?? ''}
              maxLength={mostLetters[name]}
              spellCheck="false"
              onChange={(typed) => change({ [name]: typed })}
            />
          ))}
          <Select
            label={text('releases.field.explicit')}
            value={form.explicit ?? 'unset'}
            options={explicitStates.map((value) => ({ value, text: text(`releases.explicit.${value}`) }))}
            onChange={(explicit) => change({ explicit })}
          />
          <Select
            label={text('releases.field.ownership')}
            value={form.ownership ?? 'original'}
            options={ownerships.map((value) => ({ value, text: text(`releases.ownership.${value}`) }))}
            onChange={(ownership) => change({ ownership })}
          />
          <Select
            label={text('releases.field.aiContent')}
            value={form.aiContent ?? 'unset'}
            options={aiContents.map((value) => ({ value, text: text(`releases.ai.${value}`) }))}
            onChange={(aiContent) => change({ aiContent })}
          />
          <Field
            label={text('releases.field.aiNote')}
            value={form.aiNote ?? ''}
            maxLength={2000}
            onChange={(aiNote) => change({ aiNote })}
          />
          <Field
            label={text('releases.field.recordedYear')}
            value={form.recordedText}
            maxLength={4}
            onChange={(recordedText) => change({ recordedText })}
          />
          <Field
            label={text('releases.field.previewStart')}
            value={form.previewText}
            maxLength={10}
            onChange={(previewText) => change({ previewText })}
          />
          <Field
            label={text('releases.field.disc')}
            value={spot.discText}
            maxLength={2}
            onChange={(discText) => setSpot({ ...spot, discText })}
          />
        </div>
        <ArtistsField artists={form.artists} onChange={(artists) => change({ artists })} />
        <TextArea
          label={text('releases.field.lyrics')}
          value={form.lyrics ?? ''}
          maxLength={20_000}
          onChange={(lyrics) => change({ lyrics })}
        />
        <div className={styles.checks}>
          <Checkbox isSelected={spot.isBonus} onChange={(chosen) => setSpot({ ...spot, isBonus: chosen })}>
            {text('releases.isBonus')}
          </Checkbox>
          <Checkbox isSelected={spot.isInstant} onChange={(chosen) => setSpot({ ...spot, isInstant: chosen })}>
            {text('releases.isInstant')}
          </Checkbox>
        </div>
      </form>
    </Dialog>
  );
}
