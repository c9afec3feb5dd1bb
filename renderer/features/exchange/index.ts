export { isExchangeFile, openExchangeFile } from './exchange.actions.ts';
export { registerExchangeCommands } from './exchange.commands.ts';
export { ExchangeDialogs } from './exchange-dialogs.tsx';
