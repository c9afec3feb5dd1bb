import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { command, query } from './define.ts';

const tensorName = z.string().min(1).max(100);

/** What a model listens to: mono windows of one length, measured alike whatever the file is. */
export const modelInput = z.discriminatedUnion('kind', [
  /** float32 [1, rate · seconds], full scale 1. */
  z.object({
    kind: z.literal('waveform'),
    name: tensorName,
    rate: z.number().int().min(8000).max(48_000),
    seconds: z.number().min(0.1).max(60),
  }),
  /** float32 [1, frames, bands]: `ln(1 + logGain · magnitude)` of mel bands, Hann window. */
  z.object({
    kind: z.literal('mel'),
    name: tensorName,
    rate: z.number().int().min(8000).max(48_000),
    frameLength: z.union([z.literal(512), z.literal(1024), z.literal(2048), z.literal(4096)]),
    hop: z.number().int().min(64).max(4096),
    bands: z.number().int().min(8).max(256),
    lowHz: z.number().min(0),
    highHz: z.number().max(24_000),
    logGain: z.number().positive(),
    frames: z.number().int().min(1).max(4000),
  }),
]);
export type ModelInput = z.output<typeof modelInput>;

/** Describes a model: `name.json` beside its ONNX file, or on the web. */
export const modelManifest = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/),
  name: z.string().min(1).max(200),
  version: z.string().min(1).max(40),
  /** What its labels are. */
  task: z.enum(['mood', 'genre', 'voice', 'tags']),
  licence: z.object({ name: z.string().min(1).max(200), text: z.string().min(1).max(200_000) }),
  /** The ONNX file: a name beside the manifest, or a whole https address. */
  file: z.string().min(1).max(2000),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z
    .number()
    .int()
    .min(1)
    .max(2 * 1024 ** 3),
  input: modelInput,
  /** float32 [1, labels]; averaged over the windows of a track. */
  output: z.object({
    name: tensorName,
    labels: z.array(z.string().min(1).max(100)).min(1).max(2000),
    activation: z.enum(['none', 'sigmoid', 'softmax']),
  }),
});
export type ModelManifest = z.output<typeof modelManifest>;

/** A path of a manifest, or its https address. */
const source = z.string().min(1).max(4096);

export const installedModel = modelManifest
  .pick({ id: true, name: true, version: true, task: true, sizeBytes: true })
  .extend({
    licenceName: z.string(),
    source: z.string(),
    isEnabled: z.boolean(),
    installedAt: z.number(),
    /** Pieces of audio it has listened to. */
    resultCount: z.number().int(),
  });

export const installing = z.object({
  source: z.string(),
  name: z.string(),
  /** 0 to 1. */
  progress: z.number(),
  /** Null while it goes on. */
  errorCode: z.enum(errorCodes).nullable(),
});

export const modelsContract = {
  'models.list': query(
    ['models'],
    z.void(),
    z.object({ models: z.array(installedModel), installing: installing.nullable() }),
  ),
  /** Reads a manifest so that its licence can be shown; asks the web only for the address given. Keeps nothing. */
  'models.inspect': query([], z.object({ source }), modelManifest),
  /**
   * Fetches a model in the background, checks size and SHA-256 and tries it once before it counts as installed. The hash
   * is the one the user saw with the licence: a manifest that changed since is refused with MODEL_MISMATCH.
   */
  'models.install': command(z.object({ source, sha256: z.string(), isLicenceAccepted: z.literal(true) }), z.void()),
  'models.setEnabled': command(z.object({ id: z.string(), isEnabled: z.boolean() }), z.void()),
  /** Takes the model and everything it said away. */
  'models.remove': command(z.object({ id: z.string() }), z.void()),
};
