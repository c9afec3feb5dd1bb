import type { QualityFindings } from '#shared/findings.ts';
import type { Text } from '../../messages/use-text.ts';
import { formatDecibels, formatKilohertz } from './format-values.ts';

type QualityReason = QualityFindings['reasons'][number];

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });
const twoDecimals = new Intl.NumberFormat('en', { maximumFractionDigits: 2 });

const millisecondsAsSeconds = (value: number) => oneDecimal.format(value / 1000);
const shareAsPercent = (value: number) => twoDecimals.format(value * 100);
const correlation = (value: number) => twoDecimals.format(value).replace('-', '−');

/** The number of each reason as its texts have it. Its unit is the one that the core's table of costs names. */
const numbers: Readonly<Record<QualityReason['code'], (value: number) => string | number>> = {
  CLIPPED: Math.round,
  TRUE_PEAK_OVER: formatDecibels,
  DC_OFFSET: shareAsPercent,
  SILENT_START: millisecondsAsSeconds,
  SILENT_END: millisecondsAsSeconds,
  SILENT_INSIDE: millisecondsAsSeconds,
  DIGITAL_SILENCE: millisecondsAsSeconds,
  MONO_AS_STEREO: Math.round,
  CHANNEL_SILENT: Math.round,
  PHASE_INVERTED: correlation,
  LOW_BANDWIDTH: formatKilohertz,
  TRANSCODE: Math.round,
  TRANSCODE_UNCERTAIN: formatKilohertz,
  PADDED_BITS: Math.round,
  UPSAMPLED: formatKilohertz,
  LOW_BITRATE: Math.round,
  CRUSHED: formatDecibels,
  TRUNCATED: Math.round,
};

/** What lowers the quality of a file, as a sentence. A code without a text does not compile. */
export function reasonText({ code, value }: Pick<QualityReason, 'code' | 'value'>, text: Text): string {
  return text(`tracks.reason.${code}`, { value: numbers[code](value) });
}

/** The same in as few words as there are. */
export function shortReasonText({ code, value }: Pick<QualityReason, 'code' | 'value'>, text: Text): string {
  return text(`tracks.reasonShort.${code}`, { value: numbers[code](value) });
}
