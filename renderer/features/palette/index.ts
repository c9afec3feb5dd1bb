export { registerPaletteCommands } from './palette.commands.ts';
export { Palette } from './palette.tsx';
