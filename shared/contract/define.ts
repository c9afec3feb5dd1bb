import type { z } from 'zod';

/** What a query's answer depends on. An event names the topics that changed; the client asks again for those. */
export const topics = [
  'folders',
  'tracks',
  'problems',
  'activity',
  'settings',
  'models',
  'history',
  'organize',
  'duplicates',
  'backups',
  'playlists',
  'tracklists',
  'cues',
  'interop',
  'connectors',
  'people',
  'songs',
  'packs',
  'releases',
  'recordings',
  'deliveries',
  'statements',
  'royalties',
  'rights',
  'time',
  'expenses',
  'reports',
  'notifications',
  'achievements',
  'accounts',
  'exchange',
  'ideas',
] as const;
export type Topic = (typeof topics)[number];

export type Query<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  kind: 'query';
  topics: readonly Topic[];
  input: In;
  output: Out;
};

export type Command<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> = {
  kind: 'command';
  input: In;
  output: Out;
};

export type Contract = Record<string, Query | Command>;

/** A method that reads and never writes; may run beside anything else. */
export function query<In extends z.ZodType, Out extends z.ZodType>(
  topics: readonly Topic[],
  input: In,
  output: Out,
): Query<In, Out> {
  return { kind: 'query', topics, input, output };
}

/** A method that changes something. Commands run one at a time and are short: long work becomes a job. */
export function command<In extends z.ZodType, Out extends z.ZodType>(input: In, output: Out): Command<In, Out> {
  return { kind: 'command', input, output };
}

/** The functions that answer a contract, with parsed input. */
export type Handlers<C extends Contract> = {
  [Method in keyof C]: (
    input: z.output<C[Method]['input']>,
  ) => z.input<C[Method]['output']> | Promise<z.input<C[Method]['output']>>;
};
