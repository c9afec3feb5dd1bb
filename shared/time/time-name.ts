import type { TimeNames } from '../contract/time.ts';

/** What time is called in a sentence: its song and step, its task, its project, or its note. */
export function timeName({ names, note }: { names: TimeNames; note: string }): string {
  const { task, song, step, project } = names;
  const ofSong = [song, task || step].filter((part) => part !== '').join(', ');
  return (song === '' ? task : ofSong) || project || note;
}
