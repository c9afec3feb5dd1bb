export { registerInboxCommands } from './inbox.commands.ts';
export { InboxView } from './inbox-view.tsx';
