export { RuleEditor, type RuleEditorProps } from './rule-editor.tsx';
export { registerRuleCommands } from './rules.commands.ts';
export { openNewSmart, openSmart } from './rules.store.ts';
export { SmartPlaylistDialog } from './smart-dialog.tsx';
