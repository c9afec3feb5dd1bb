import type { CharacterFindings } from '#shared/findings.ts';
import type { MessageId } from '../../messages/index.ts';

/** Under this nothing is claimed. */
const claimedFrom = 0.6;

/** Voice or instrumental, as carefully as analysis knows it. */
export function voiceWord({ voice, voiceConfidence }: Pick<CharacterFindings, 'voice' | 'voiceConfidence'>): MessageId {
  const isSure = voiceConfidence >= claimedFrom;
  if (voice >= 0.5) return isSure ? 'inspector.voice.vocal' : 'inspector.voice.perhapsVocal';
  return isSure ? 'inspector.voice.instrumental' : 'inspector.voice.perhapsInstrumental';
}

export function valenceWord({ valence }: Pick<CharacterFindings, 'valence'>): MessageId {
  if (valence === 0) return 'inspector.valence.neutral';
  return valence > 0 ? 'inspector.valence.bright' : 'inspector.valence.dark';
}
