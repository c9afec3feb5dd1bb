import { useState } from 'react';
import type { Candidate } from '#shared/contract/enrich.ts';
import { mediaUrl } from '../../api/media.ts';
import { useCall } from '../../api/query.ts';
import { errorText } from '../../messages/errors.ts';
import { useText } from '../../messages/use-text.ts';
import { Button, Checkbox } from '../../ui/index.ts';
import styles from './enrich.module.css';
import { setCover, useEnrich } from './enrich.store.ts';

/** The cover of a release, fetched only when the user wants to see it. */
export function CoverChoice({ candidate }: { candidate: Candidate }) {
  const text = useText();
  const [isWanted, setIsWanted] = useState(false);
  if (isWanted) return <FoundCover candidate={candidate} />;
  return (
    <div>
      <Button size="small" onPress={() => setIsWanted(true)}>
        {text('enrich.coverGet')}
      </Button>
    </div>
  );
}

function FoundCover({ candidate: { releaseId, fields } }: { candidate: Candidate }) {
  const text = useText();
  const chosen = useEnrich((state) => state.cover);
  const { data, error } = useCall('enrich.cover', { releaseId: releaseId ?? '' });
  if (error) {
    return (
      <p className={styles.failure} role="alert">
        {errorText(text, error.code)}
      </p>
    );
  }
  if (data === undefined) {
    return (
      <p className={styles.note} role="status">
        {text('enrich.coverAsking')}
      </p>
    );
  }
  if (data === null) return <p className={styles.note}>{text('enrich.coverNone')}</p>;
  return (
    <div className={styles.cover}>
      <img
        className={styles.picture}
        src={mediaUrl(`/artwork/${data.hash.slice(0, 32)}`)}
        alt={text('enrich.coverAlt', { album: fields.album ?? '' })}
      />
      <Checkbox
        isSelected={chosen?.hash === data.hash}
        onChange={(isTaken) => setCover(isTaken ? { releaseId: releaseId ?? '', ...data } : null)}
      >
        {text('enrich.coverTake', data)}
      </Checkbox>
    </div>
  );
}
