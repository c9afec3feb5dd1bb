import type { ToolChange, ToolField, ToolOf, ToolTrack } from './tool.ts';

/** Gives all tracks one value: the first track's, or in each album the one that most of its tracks have. */
export function fillValues(tracks: readonly ToolTrack[], { fields, from, isOnlyEmpty }: ToolOf<'fill'>): ToolChange[] {
  const changes = tracks.map((): ToolChange => ({}));
  for (const field of fields) {
    const values = from === 'first' ? ofFirst(tracks, field) : ofAlbums(tracks, field);
    for (const [index, track] of tracks.entries()) {
      const value = values(track);
      const isEmpty = (track.values[field] ?? []).length === 0;
      if (value && (isEmpty || !isOnlyEmpty)) changes[index]![field] = [...value];
    }
  }
  return changes;
}

type ValueFor = (track: ToolTrack) => readonly string[] | undefined;

function ofFirst(tracks: readonly ToolTrack[], field: ToolField): ValueFor {
  const value = tracks[0]?.values[field] ?? [];
  return () => (value.length > 0 ? value : undefined);
}

function ofAlbums(tracks: readonly ToolTrack[], field: ToolField): ValueFor {
  const counts = new Map<string, Map<string, number>>();
  for (const track of tracks) {
    const album = albumOf(track);
    const value = track.values[field] ?? [];
    if (album === null || value.length === 0) continue;
    const ofAlbum = counts.get(album) ?? new Map<string, number>();
    const key = JSON.stringify(value);
    ofAlbum.set(key, (ofAlbum.get(key) ?? 0) + 1);
    counts.set(album, ofAlbum);
  }
  return (track) => {
    const album = albumOf(track);
    const ofAlbum = album === null ? undefined : counts.get(album);
    if (!ofAlbum) return undefined;
    // Of equally many the first: a map keeps the order they came in.
    const [best] = [...ofAlbum].reduce((most, one) => (one[1] > most[1] ? one : most));
    return JSON.parse(best) as string[];
  };
}

function albumOf({ values, folder }: ToolTrack): string | null {
  const album = values.album?.[0];
  return album ? JSON.stringify([album, folder]) : null;
}
