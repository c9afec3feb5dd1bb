import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';

/** Services on the net that can be connected; each is off until the user does. */
export const serviceIds = [
  'spotify',
  'musicbrainz',
  'acoustid',
  'listenbrainz',
  'cloudinary',
  's3',
  'webhook',
] as const;
export const serviceId = z.enum(serviceIds);
export type ServiceId = z.output<typeof serviceId>;

/** A value the user gives a service: `isSecret` ones never come back and are kept by the system's keychain only. */
export type ServiceField = { name: string; isSecret: boolean; isRequired: boolean };

const field = (name: string, how: Partial<Omit<ServiceField, 'name'>> = {}): ServiceField => ({
  name,
  isSecret: how.isSecret ?? false,
  isRequired: how.isRequired ?? true,
});

/** What each service asks for. */
export const serviceFields: Readonly<Record<ServiceId, readonly ServiceField[]>> = {
  spotify: [field('clientId')],
  // A way to reach the user, which MusicBrainz asks every program to send along.
  musicbrainz: [field('contact')],
  acoustid: [field('clientKey', { isSecret: true })],
  listenbrainz: [field('token', { isSecret: true, isRequired: false })],
  cloudinary: [
    field('cloudName'),
    field('apiKey', { isRequired: false }),
    field('apiSecret', { isSecret: true, isRequired: false }),
    field('uploadPreset', { isRequired: false }),
  ],
  s3: [
    field('endpoint'),
    field('region'),
    field('bucket'),
    field('prefix', { isRequired: false }),
    field('accessKeyId'),
    field('secretAccessKey', { isSecret: true }),
  ],
  // Its address is all that protects it.
  webhook: [field('address', { isSecret: true })],
};

const values = z.record(z.string().max(40), z.string().max(2000));

export const serviceState = z.object({
  id: serviceId,
  isConnected: z.boolean(),
  /** It is asked whether what was typed is right, or the user is at its sign-in page. */
  isConnecting: z.boolean(),
  /** Why the last try to connect failed. */
  connectError: z.enum(errorCodes).nullable(),
  /** Connected, but what it signs in with is gone: after a restart without a keychain, or because it expired. */
  needsSignIn: z.boolean(),
  /** A name or an address, as the service says it. */
  account: z.string(),
  settings: values,
  connectedAt: z.number().nullable(),
  /** 'open' asks nothing for a while, because nothing but failures came back. */
  breaker: z.enum(['closed', 'open', 'halfOpen']),
  /** Until when it asked to be left alone; null where it did not. */
  busyUntil: z.number().nullable(),
  lastError: z.enum(errorCodes).nullable(),
  /** Tasks that wait for it, and those that failed for good. */
  waiting: z.number().int(),
  failed: z.number().int(),
});
export type ServiceState = z.output<typeof serviceState>;

export const serviceTask = z.object({
  id: z.number().int().positive(),
  service: serviceId,
  kind: z.string(),
  state: z.enum(['waiting', 'running', 'failed']),
  /** What it is about, for people. */
  subject: z.string(),
  /** 0 to 1, or null where that is not known. */
  progress: z.number().min(0).max(1).nullable(),
  attempts: z.number().int(),
  runAfter: z.number(),
  error: z.enum(errorCodes).nullable(),
});
export type ServiceTask = z.output<typeof serviceTask>;

export const connectorsContract = {
  'connectors.list': query(
    ['connectors'],
    z.void(),
    z.object({
      services: z.array(serviceState),
      /** False where the system has no protected place for secrets: they are forgotten when Ledgerline ends. */
      keepsSecrets: z.boolean(),
    }),
  ),
  /**
   * Begins to connect a service with what its fields ask for; `connectors.list` tells how it ends, and nothing is kept of
   * what the service refuses. Those that sign in on a page of their own answer with its address. Throws INVALID_INPUT.
   */
  'connectors.connect': command(
    z.object({ service: serviceId, values }),
    z.object({ signInUrl: z.string().nullable() }),
  ),
  /** Forgets how to sign in and what waits. With `purge` also everything that was ever learned from the service. */
  'connectors.disconnect': command(z.object({ service: serviceId, purge: z.boolean() }), z.void()),
  'connectors.tasks': query(['connectors'], z.void(), z.array(serviceTask)),
  'connectors.retryTask': command(z.object({ id: z.number().int().positive() }), z.void()),
  'connectors.dropTask': command(z.object({ id: z.number().int().positive() }), z.void()),
};
