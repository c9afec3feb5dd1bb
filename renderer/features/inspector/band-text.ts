import type { QualityFindings } from '#shared/findings.ts';
import type { Text } from '../../messages/use-text.ts';
import { formatKilohertz } from '../tracks/index.ts';

/** From here on few hear that something is missing. */
const fullBandHz = 19_000;

/** How far up there is sound: "full band to 21.8 kHz". */
export function bandText(quality: Pick<QualityFindings, 'bandwidthHz'> | null, text: Text): string {
  const limitHz = quality?.bandwidthHz ?? null;
  if (limitHz === null) return '';
  const limit = formatKilohertz(limitHz);
  return limitHz >= fullBandHz ? text('inspector.band.full', { limit }) : text('inspector.band.cut', { limit });
}
