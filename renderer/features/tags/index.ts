export { fieldName } from './field-name.ts';
export { editTag, editTagNow, revertTags, type Targets } from './tags.actions.ts';
