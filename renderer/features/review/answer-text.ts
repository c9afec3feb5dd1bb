import type { ReviewItem, ReviewKind } from '#shared/contract/review.ts';
import type { Mood, QualityFindings } from '#shared/findings.ts';
import { formatKey, keyMode, type MusicKey } from '#shared/music-key.ts';
import { currentSettings } from '../../api/settings.ts';
import { type Text, text as textNow } from '../../messages/use-text.ts';
import { formatBpm, formatDecibels, formatKilohertz, formatPercent } from '../tracks/index.ts';
import { chosenBpm, chosenKey, chosenMoods, type Details, type Draft } from './answers.ts';
import { tonicName } from './key-evidence.ts';

type QualityReason = QualityFindings['reasons'][number];

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

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

/** The values a reason's text may name: each text takes the one in the unit of its code (quality-score.ts of the core). */
function reasonValues({ value }: Pick<QualityReason, 'value'>): Record<string, string | number> {
  return {
    count: Math.round(value),
    decibels: formatDecibels(value),
    percent: `${twoDecimals.format(value * 100)} %`,
    seconds: oneDecimal.format(value / 1000),
    correlation: twoDecimals.format(value).replace('-', '−'),
    kilohertz: formatKilohertz(value),
    bits: Math.round(value),
    kilobits: Math.round(value),
    channel: String(Math.round(value)),
    value: Math.round(value),
  };
}

/** A reason of the quality report as a sentence with its value. */
export function reasonText(text: Text, { code, value }: Pick<QualityReason, 'code' | 'value'>): string {
  return text(`review.reason.${code}`, reasonValues({ value }));
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
      if (!question.reason) return text(`review.verdict.${question.verdict}`).toLowerCase();
      return text(`review.short.${question.reason}`, reasonValues({ value: question.value }));
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
