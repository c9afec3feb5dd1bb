export { type ComposedPath, composePath } from './compose-path.ts';
export { formatTemplate } from './format-template.ts';
export { mostNumbers, nextNumber, numberName } from './number-name.ts';
export { maxTemplateLength, parseTemplate, type TemplateError, templateErrorKinds } from './parse-template.ts';
export {
  findNameFault,
  maxNameLength,
  type NameChange,
  type NameRules,
  nameChanges,
  nameLength,
  safeName,
} from './safe-name.ts';
export { type TemplateField, type TemplateValues, templateFields } from './template-fields.ts';
export { listFields, type Part, type Template } from './template-tree.ts';
