import type { Context } from '#core/context.ts';
import type { connectorsContract } from '#shared/contract/connectors.ts';
import type { Handlers } from '#shared/contract/define.ts';

export function connectorsHandlers({ connectors, vault }: Context): Handlers<typeof connectorsContract> {
  return {
    'connectors.list': async () => ({ services: await connectors.list(), keepsSecrets: await vault.keeps() }),
    'connectors.connect': ({ service, values }) => connectors.connect(service, values),
    'connectors.disconnect': ({ service, purge }) => connectors.disconnect(service, purge),
    'connectors.tasks': () => connectors.tasks(),
    'connectors.retryTask': ({ id }) => connectors.queue.retry(id),
    'connectors.dropTask': ({ id }) => connectors.queue.drop(id),
  };
}
