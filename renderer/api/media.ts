import { AppError } from '#shared/errors.ts';
import { httpRoutes } from '#shared/http-routes.ts';
import { isDesktop } from './client.ts';

/** The address of sound, waveforms and pictures: `mediaUrl('/track/12')`. */
export function mediaUrl(path: string): string {
  return isDesktop ? `media:/${path}` : `${httpRoutes.media}${path}`;
}

/** A picture that the library keeps for tags. */
export type UploadedPicture = { hash: string; width: number; height: number; sizeBytes: number };

/** Brings a picture into the library. Throws PICTURE_INVALID for what is none, or too large. */
export async function uploadPicture(picture: Blob): Promise<UploadedPicture> {
  const reply = await fetch(mediaUrl('/picture/new'), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: picture,
  });
  if (reply.status === 413 || reply.status === 415) throw new AppError('PICTURE_INVALID', 'That is no picture.');
  if (!reply.ok) throw new AppError('INTERNAL', 'The picture did not arrive.');
  return (await reply.json()) as UploadedPicture;
}

export type UploadedReceipt = { hash: string; kind: string; sizeBytes: number };

/** Brings a receipt into the library. Throws RECEIPT_INVALID for what is no PDF or picture, or too large. */
export async function uploadReceipt(file: Blob): Promise<UploadedReceipt> {
  const reply = await fetch(mediaUrl('/receipt/new'), {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: file,
  });
  if (reply.status === 413 || reply.status === 415) throw new AppError('RECEIPT_INVALID', 'That is no receipt.');
  if (!reply.ok) throw new AppError('INTERNAL', 'The receipt did not arrive.');
  return (await reply.json()) as UploadedReceipt;
}
