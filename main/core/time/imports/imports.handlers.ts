import type { Context } from '#core/context.ts';
import type { Handlers } from '#shared/contract/define.ts';
import type { importsContract } from '#shared/contract/imports.ts';

export function importsHandlers({ timeImports }: Context): Handlers<typeof importsContract> {
  return {
    'imports.preview': (options) => timeImports.preview(options),
    'imports.run': (options) => timeImports.start(options),
    'imports.get': () => timeImports.state,
  };
}
