import { ImagePlus, X } from 'lucide-react';
import type { RefObject } from 'react';
import { FileTrigger } from 'react-aria-components';
import { releaseKinds } from '#shared/contract/releases.ts';
import { uploadPicture } from '../../api/media.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, IconButton, Select } from '../../ui/index.ts';
import { attempt } from '../commands/index.ts';
import { Artwork } from '../tracks/index.ts';
import { KeptField } from './kept-field.tsx';
import { daysUntil } from './release-days.ts';
import styles from './release-form.module.css';
import { editRelease, type OpenRelease, type ReleasePatch } from './releases.actions.ts';

const artworkSize = 132;
const pictureTypes = ['image/jpeg', 'image/png', 'image/webp'];

type ReleaseFormProps = { release: OpenRelease; artworkInput: RefObject<HTMLInputElement | null> };

/** The facts that stores ask for first; the others are under More. */
export function ReleaseForm({ release, artworkInput }: ReleaseFormProps) {
  const text = useText();
  const { title, artist, kind, catalogueNumber, upc, releaseDate, pLine, cLine, genre } = release;
  const save = (patch: ReleasePatch) => editRelease(release, patch);
  const days = daysUntil(releaseDate);
  return (
    <section className={styles.head} aria-label={text('releases.facts')}>
      <ReleaseArtwork release={release} artworkInput={artworkInput} />
      <div className={styles.grid}>
        <KeptField
          label={text('releases.field.title')}
          field="title"
          value={title}
          isRequired
          maxLength={500}
          onSave={(typed) => save({ title: typed })}
        />
        <KeptField
          label={text('releases.field.artist')}
          field="artist"
          value={artist}
          maxLength={500}
          // The line names others now: it is read anew.
          onSave={(typed) => save({ artist: typed, artists: [] })}
        />
        <Select
          label={text('releases.field.kind')}
          value={kind}
          options={releaseKinds.map((value) => ({ value, text: text(`releases.kind.${value}`) }))}
          onChange={(chosen) => void attempt(() => save({ kind: chosen }))}
        />
        <KeptField
          label={text('releases.field.catalogueNumber')}
          field="catalogueNumber"
          isCode
          value={catalogueNumber}
          maxLength={60}
          onSave={(typed) => save({ catalogueNumber: typed })}
        />
        <KeptField
          label={text('releases.field.upc')}
          field="upc"
          isCode
          value={upc}
          maxLength={20}
          onSave={(typed) => save({ upc: typed })}
        />
        <KeptField
          label={text('releases.field.releaseDate')}
          field="releaseDate"
          type="date"
          value={releaseDate}
          note={days === null ? undefined : text('releases.days', { count: days })}
          onSave={(typed) => save({ releaseDate: typed })}
        />
        <KeptField
          label={text('releases.field.pLine')}
          field="pLine"
          value={pLine}
          maxLength={500}
          onSave={(typed) => save({ pLine: typed })}
        />
        <KeptField
          label={text('releases.field.cLine')}
          field="cLine"
          value={cLine}
          maxLength={500}
          onSave={(typed) => save({ cLine: typed })}
        />
        <KeptField
          label={text('releases.field.genre')}
          field="genre"
          value={genre}
          maxLength={500}
          onSave={(typed) => save({ genre: typed })}
        />
      </div>
    </section>
  );
}

function ReleaseArtwork({ release, artworkInput }: ReleaseFormProps) {
  const text = useText();
  const { artworkHash } = release;
  const take = (files: FileList | null) => {
    const [picture] = files ?? [];
    if (picture) void attempt(async () => editRelease(release, { artworkHash: (await uploadPicture(picture)).hash }));
  };
  return (
    <div className={styles.artwork}>
      <Artwork hash={artworkHash} size={artworkSize} radius={6} />
      <div className={styles.artworkActions}>
        <FileTrigger ref={artworkInput} acceptedFileTypes={pictureTypes} onSelect={take}>
          <Button size="small" icon={<ImagePlus size={14} />}>
            {text(artworkHash === null ? 'releases.chooseArtwork' : 'releases.changeArtwork')}
          </Button>
        </FileTrigger>
        {artworkHash !== null && (
          <IconButton
            size="small"
            label={text('releases.noArtwork')}
            onPress={() => void attempt(() => editRelease(release, { artworkHash: null }))}
          >
            <X size={14} />
          </IconButton>
        )}
      </div>
    </div>
  );
}
