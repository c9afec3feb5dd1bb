import type { ReviewItem, ReviewKind } from '#shared/contract/review.ts';
import type { Mood } from '#shared/findings.ts';
import { formatKey, keyMode, type MusicKey } from '#shared/music-key.ts';
import { currentSettings } from '../../api/settings.ts';
import { type Text, text as textNow } from '../../messages/use-text.ts';
import { formatBpm, formatPercent, shortReasonText } from '../tracks/index.ts';
import { chosenBpm, chosenKey, chosenMoods, type Details, type Draft } from './answers.ts';
import { tonicName } from './key-evidence.ts';

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** A tempo in a sentence: `174`, `126.5`. */
export function shortBpm(bpm: number): string {
  return oneDecimal.format(bpm);
}

/** `F minor`. */
export function keyName(text: Text, key: MusicKey): string {
  return text(`review.keyName.${keyMode(key)}`, { tonic: tonicName(key) });
}

/** What is chosen, in a word: for the button that accepts it, and for telling what was done. */
export function chosenValue(kind: ReviewKind, details: Details, draft: Draft, text: Text = textNow): string | null {
  if (kind === 'tempo') {
    const bpm = chosenBpm(details, draft);
    return bpm === null ? null : formatBpm(bpm);
  }
  if (kind === 'key') {
    const key = chosenKey(details, draft);
    return key === null ? null : formatKey(key, currentSettings().keyNotation);
  }
  return kind === 'mood' ? moodNames(text, chosenMoods(details, draft)) : null;
}

export function answerText(kind: ReviewKind, details: Details, draft: Draft): string {
  const { title, fileName } = details.track;
  const value = chosenValue(kind, details, draft) ?? '';
  return textNow(`review.answered.${kind}`, { title: title || fileName, value });
}

export function moodNames(text: Text, moods: readonly Mood[]): string {
  if (moods.length === 0) return text('review.noMoods');
  return moods.map((mood) => text(`review.mood.${mood}`).toLowerCase()).join(', ');
}

/** What the lane says of a question, in as few words as there are. */
export function questionText(text: Text, { question }: ReviewItem): string {
  switch (question.kind) {
    case 'tempo':
      return tempoQuestionText(text, question);
    case 'key': {
      const { keyNotation } = currentSettings();
      const options = question.candidates.map(({ key, share }) => ({ name: formatKey(key, keyNotation), share }));
      return eitherText(text, options) ?? text('review.short.noKey');
    }
    case 'quality':
      if (!question.reason) return text(`tracks.verdict.${question.verdict}`).toLowerCase();
      return shortReasonText({ code: question.reason, value: question.value }, text);
    case 'mood': {
      const options = question.moods.map((mood) => ({
        name: text(`review.mood.${mood}`).toLowerCase(),
        share: question.confidence,
      }));
      return eitherText(text, options) ?? text('review.short.noMood');
    }
  }
}

type TempoQuestion = Extract<ReviewItem['question'], { kind: 'tempo' }>;

function tempoQuestionText(text: Text, { candidates, isVariable, range }: TempoQuestion): string {
  if (candidates.length === 0) return text('review.short.noBeat');
  if (isVariable && range) {
    return text('review.short.drifts', { low: Math.round(range[0]), high: Math.round(range[1]) });
  }
  const options = candidates.map(({ bpm, share }) => ({ name: shortBpm(bpm), share }));
  return eitherText(text, options) ?? text('review.short.noBeat');
}

/** Two options where the second is a serious one, otherwise the first with its share. */
function eitherText(text: Text, options: readonly { name: string; share: number }[]): string | null {
  const [first, second] = options;
  if (!first) return null;
  if (second && second.share >= first.share / 3) {
    return text('review.short.either', { first: first.name, second: second.name });
  }
  return text('review.short.one', { first: first.name, share: formatPercent(first.share) });
}
