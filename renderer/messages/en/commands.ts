export const commandsMessages = {
  'commands.goLibrary': 'Library',
  'commands.goReview': 'Review',
  'commands.goDuplicates': 'Duplicates',
  'commands.goProblems': 'Problems',
  'commands.toggleInspector': 'Show or hide the inspector',
  'commands.undo': 'Undo',
  'commands.redo': 'Redo',
  'commands.goHistory': 'Go to History',
  'commands.trackHistory': 'Show in History',
  'commands.nextPane': 'Next pane',
  'commands.previousPane': 'Previous pane',
  'commands.nextTheme': 'Change theme',
} as const satisfies Record<string, string>;
