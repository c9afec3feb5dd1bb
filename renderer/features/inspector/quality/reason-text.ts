import type { QualityFindings } from '#shared/findings.ts';
import type { Text } from '../../../messages/use-text.ts';
import { formatCount, formatDecibels, formatKilohertz } from '../../tracks/index.ts';

export type QualityReason = QualityFindings['reasons'][number];

const oneDecimal = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** Milliseconds as seconds. */
const seconds = (value: number) => oneDecimal.format(value / 1000);
const plain = (value: number) => oneDecimal.format(value);
const decibels = (value: number) => formatDecibels(Math.abs(value));

/** How the number of each reason is written, whose unit is that of the core's table of costs. */
const numbers: Readonly<Record<QualityReason['code'], (value: number) => string | number>> = {
  CLIPPED: formatCount,
  TRUE_PEAK_OVER: decibels,
  DC_OFFSET: (value) => plain(Math.abs(value) * 100),
  SILENT_START: seconds,
  SILENT_END: seconds,
  SILENT_INSIDE: seconds,
  DIGITAL_SILENCE: seconds,
  MONO_AS_STEREO: plain,
  CHANNEL_SILENT: (value) => value,
  PHASE_INVERTED: plain,
  LOW_BANDWIDTH: formatKilohertz,
  TRANSCODE: formatCount,
  TRANSCODE_UNCERTAIN: formatKilohertz,
  PADDED_BITS: formatCount,
  UPSAMPLED: formatKilohertz,
  LOW_BITRATE: formatCount,
  CRUSHED: plain,
  TRUNCATED: plain,
};

/** What lowers the quality of a file, in words. A code without a text does not compile. */
export function reasonText({ code, value }: Pick<QualityReason, 'code' | 'value'>, text: Text): string {
  return text(`inspector.reason.${code}`, { value: numbers[code](value) });
}
