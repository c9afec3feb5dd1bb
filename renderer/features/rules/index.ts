export { querySentence } from './query-sentence.ts';
export { RuleEditor, type RuleEditorProps } from './rule-editor.tsx';
export { registerRuleCommands } from './rules.commands.ts';
export { openNewSmart, openSearchRules, openSmart } from './rules.store.ts';
export { RulesDialog } from './rules-dialog.tsx';
