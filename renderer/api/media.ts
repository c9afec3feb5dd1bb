import { httpRoutes } from '#shared/http-routes.ts';
import { isDesktop } from './client.ts';

/** The address of sound, waveforms and pictures: `mediaUrl('/track/12')`. */
export function mediaUrl(path: string): string {
  return isDesktop ? `media:/${path}` : `${httpRoutes.media}${path}`;
}
