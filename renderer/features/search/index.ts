export { registerSearchCommands } from './search.commands.ts';
export { SearchField } from './search-field.tsx';
