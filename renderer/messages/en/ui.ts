export const uiMessages = {
  'ui.close': 'Close',
  'ui.cancel': 'Cancel',
  'ui.remove': 'Remove {name}',
  'ui.undo': 'Undo',
  'ui.messages': 'Messages',
  'ui.show': 'Show',
  'ui.time': '{at, time, ::HHmm}',
} as const satisfies Record<string, string>;
