import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { AppError } from '#shared/errors.ts';
import { libraryHome } from '../host/library-home.ts';
import { type Command, parseCommand, UsageError } from './arguments.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { help } from './help.ts';
import { listenForStop, type StopSignal } from './terminal/stop-signal.ts';
import { processTerminal, type Terminal } from './terminal/terminal.ts';

/** Runs one command line and answers with the exit code. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  const terminal = processTerminal();
  const stop = listenForStop();
  try {
    return await run(parseCommand(args), terminal, stop);
  } catch (error) {
    return report(error, terminal);
  } finally {
    stop.dispose();
  }
}

/** Commands are loaded when they are called for: `--version` needs no decoder. */
async function run(command: Command, terminal: Terminal, stop: StopSignal): Promise<ExitCode> {
  switch (command.name) {
    case 'help':
      terminal.writeOut(help);
      return exitCodes.allWell;
    case 'version': {
      const { version } = await import('./headless-platform.ts');
      terminal.writeOut(`${version}\n`);
      return exitCodes.allWell;
    }
    case 'import': {
      const { importPaths } = await import('./commands/import-command.ts');
      return importPaths({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
    case 'analyze': {
      const { analyzeFiles } = await import('./commands/analyze-command.ts');
      return analyzeFiles(command, terminal, stop);
    }
    case 'search': {
      const { searchTracks } = await import('./commands/search-command.ts');
      return searchTracks({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
    case 'import-library': {
      const { importLibrary } = await import('./commands/programs-command.ts');
      return importLibrary({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
    case 'import-statements': {
      const { importStatements } = await import('./commands/statements-command.ts');
      return importStatements({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
    case 'export': {
      const { exportLibrary } = await import('./commands/programs-command.ts');
      return exportLibrary({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
    case 'doctor': {
      const { runDoctor } = await import('./commands/doctor-command.ts');
      return runDoctor({ ...command, home: homeOf(command.home) }, terminal);
    }
    case 'restore': {
      const { restoreLibrary } = await import('./commands/restore-command.ts');
      return restoreLibrary({ ...command, home: homeOf(command.home) }, terminal);
    }
    case 'serve': {
      const { serve } = await import('./commands/serve-command.ts');
      return serve({ ...command, home: homeOf(command.home) }, terminal, stop);
    }
  }
}

export function homeOf(home: string | undefined): string {
  if (home !== undefined) return resolve(home);
  return libraryHome({ platform: process.platform, env: process.env, homeDirectory: homedir() });
}

function report(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof UsageError) {
    terminal.writeError(`${error.message}\nSee ledgerline --help.\n`);
    return exitCodes.wrongUsage;
  }
  if (error instanceof AppError) terminal.writeError(`${error.message} (${error.code})\n`);
  else terminal.writeError(`${explain(error)}\n`);
  return exitCodes.failed;
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') return 'Something else has this port. Choose another with --port, or leave it out.';
  if (code === 'EACCES' || code === 'EPERM') return `Not allowed: ${error.message}`;
  return error.stack ?? error.message;
}
