import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { modelsContract } from '#shared/contract/models.ts';
import { readManifest } from './model-source.ts';

export function modelsHandlers({ models }: Context): Handlers<typeof modelsContract> {
  return {
    'models.list': () => models.list(),
    'models.inspect': ({ source }) => readManifest(source),
    'models.install': ({ source, sha256 }) => models.install(source, sha256),
    'models.setEnabled': ({ id, isEnabled }) => models.setEnabled(id, isEnabled),
    'models.remove': ({ id }) => models.remove(id),
  };
}
