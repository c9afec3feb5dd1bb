export { registerIdeaCommands } from './ideas.commands.ts';
export { IdeasView } from './ideas-view.tsx';
