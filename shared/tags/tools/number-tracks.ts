import type { ToolChange, ToolOf, ToolTrack } from './tool.ts';

/** Numbers tracks in the order they come in, anew for each album or folder where that is wanted. */
export function numberTracks(
  tracks: readonly ToolTrack[],
  { start, restart, hasTotals }: ToolOf<'number'>,
): ToolChange[] {
  const counts = new Map<string, number>();
  const numbers = tracks.map((track) => {
    const group = groupOf(track, restart);
    const number = counts.get(group) ?? 0;
    counts.set(group, number + 1);
    return number + start;
  });
  return tracks.map((track, index) => {
    const total = start - 1 + (counts.get(groupOf(track, restart)) ?? 0);
    return {
      trackNumber: [String(numbers[index])],
      ...(hasTotals ? { trackTotal: [String(total)] } : {}),
    };
  });
}

function groupOf(track: ToolTrack, restart: ToolOf<'number'>['restart']): string {
  if (restart === 'folder') return track.folder;
  if (restart === 'album') return JSON.stringify([track.values.album ?? [], track.values.albumArtist ?? []]);
  return '';
}
