import type { MethodRule } from './method-rules.ts';

/** Who may call what of projects, time, expenses, approvals and reports. */
export const timeRules = {
  'reports.cancelExport': 'exportReports',
  'reports.choices': 'viewReports',
  'reports.export': 'exportReports',
  'reports.getExport': 'viewReports',
  'reports.remove': 'exportReports',
  'reports.run': 'viewReports',
  'reports.save': 'exportReports',
  'reports.saved': 'viewReports',
} as const satisfies Record<string, MethodRule>;
