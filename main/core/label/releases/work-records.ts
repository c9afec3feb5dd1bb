import type { ItemSetter } from '#core/history/field-setters.ts';
import { json, recordKind } from '#core/history/record-kind.ts';
import { refuseApproved } from './recording-records.ts';

/** Somebody who wrote a work; shares in 1/10 000 of a percent, up to 1 000 000. */
export type Writer = { personId: number; role: string; share: number | null };

/** What was written, by whom: however often it was recorded. */
export type WorkState = {
  title: string;
  iswc: string;
  songId: number | null;
  writers: Writer[];
  createdAt: number;
};

export const workRecord = recordKind<WorkState>({
  name: 'work',
  table: 'work',
  columns: {
    title: 'title',
    iswc: 'iswc',
    songId: 'song_id',
    writers: json('writers'),
    createdAt: 'created_at',
  },
  hasChangedAt: true,
});

/** Sets values of works; what was approved stays as it was. Throws RELEASE_APPROVED. */
export const setWorks: ItemSetter = (db, values, context) => {
  refuseApproved(db, 'recording.work_id', values, context);
  workRecord.setter(db, values, context);
};
