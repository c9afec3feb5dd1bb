export { generateFrom } from './generate.actions.ts';
export { registerGenerateCommands } from './generate.commands.ts';
export { GenerateView } from './generate-view.tsx';
export { WhyChips } from './why-chips.tsx';
export { whyText } from './why-text.ts';
