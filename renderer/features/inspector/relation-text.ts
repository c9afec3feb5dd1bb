import { keyMode, type MusicKey } from '#shared/music-key.ts';
import type { Text } from '../../messages/use-text.ts';

/** How a key stands to the track's, in words; the core names the relation. */
export function relationText(relation: string, key: MusicKey, text: Text): string {
  switch (relation) {
    case 'same':
      return text('inspector.relation.same');
    case 'oneUp':
      return text('inspector.relation.oneUp');
    case 'oneDown':
      return text('inspector.relation.oneDown');
    case 'relative':
      return text(keyMode(key) === 'major' ? 'inspector.relation.toMajor' : 'inspector.relation.toMinor');
    default:
      return relation;
  }
}
