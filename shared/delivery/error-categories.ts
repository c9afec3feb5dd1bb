/** What goes wrong with a delivery, how bad that is, and what is done about it. */
export const deliveryErrors = {
  contentFormat: { severity: 'high', strategy: 'manual', retries: 0 },
  contentQuality: { severity: 'high', strategy: 'manual', retries: 0 },
  metadataInvalid: { severity: 'high', strategy: 'manual', retries: 0 },
  artworkInvalid: { severity: 'high', strategy: 'manual', retries: 0 },
  authExpired: { severity: 'medium', strategy: 'short', retries: 3 },
  authInvalid: { severity: 'high', strategy: 'manual', retries: 0 },
  authPermission: { severity: 'high', strategy: 'manual', retries: 0 },
  apiRateLimit: { severity: 'medium', strategy: 'long', retries: 5 },
  apiUnavailable: { severity: 'medium', strategy: 'long', retries: 12 },
  apiChanged: { severity: 'critical', strategy: 'manual', retries: 0 },
  contentRejected: { severity: 'high', strategy: 'manual', retries: 0 },
  contentDuplicate: { severity: 'medium', strategy: 'manual', retries: 0 },
  rightsConflict: { severity: 'high', strategy: 'manual', retries: 0 },
  deliveryTimeout: { severity: 'medium', strategy: 'short', retries: 3 },
  deliveryInterrupted: { severity: 'medium', strategy: 'immediate', retries: 3 },
  deliveryCorrupt: { severity: 'high', strategy: 'short', retries: 2 },
  systemStorage: { severity: 'critical', strategy: 'long', retries: 3 },
  systemDatabase: { severity: 'critical', strategy: 'long', retries: 3 },
  systemInternal: { severity: 'high', strategy: 'short', retries: 3 },
  networkTimeout: { severity: 'medium', strategy: 'short', retries: 5 },
  networkDns: { severity: 'medium', strategy: 'long', retries: 3 },
  networkConnection: { severity: 'medium', strategy: 'short', retries: 5 },
  unknown: { severity: 'high', strategy: 'manual', retries: 0 },
} as const satisfies Record<string, DeliveryErrorRule>;

export type DeliveryErrorRule = {
  severity: 'medium' | 'high' | 'critical';
  /** When it is tried again by itself; `manual` is never. */
  strategy: 'manual' | 'immediate' | 'short' | 'long';
  /** How often, at most. */
  retries: number;
};
export type DeliveryError = keyof typeof deliveryErrors;
export const deliveryErrorNames = Object.keys(deliveryErrors) as [DeliveryError, ...DeliveryError[]];

const minuteMs = 60_000;
/** The wait grows four times over, up to 32 minutes or 16 hours. */
const mostGrowth = 3;

/**
 * How long to wait before the try `retry` (0 is the first one after the failure), in milliseconds; null where somebody has to do
 * something first, or where it was tried often enough.
 */
export function retryDelayMs(error: DeliveryError, retry: number): number | null {
  const { strategy, retries } = deliveryErrors[error];
  if (strategy === 'manual' || retry >= retries) return null;
  if (strategy === 'immediate') return 10_000;
  return (strategy === 'short' ? 0.5 : 15) * 4 ** Math.min(retry, mostGrowth) * minuteMs;
}
