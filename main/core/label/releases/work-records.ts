import { json, recordKind } from '#core/history/record-kind.ts';

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
