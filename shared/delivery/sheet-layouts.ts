/** Sheets in the columns of distributors' forms, beside the complete one. */
export const sheetLayouts = ['artistForm', 'labelForm', 'catalogueForm'] as const;
export type SheetLayout = (typeof sheetLayouts)[number];
