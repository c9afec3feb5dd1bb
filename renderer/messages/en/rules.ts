export const rulesMessages = {
  'rules.new': 'New smart playlist',
  'rules.newTitle': 'New smart playlist',
  'rules.editTitle': 'Rules of {name}',
  'rules.name': 'Name',
  'rules.text': 'As text',
  'rules.save': 'Save smart playlist',
  'rules.keep': 'Save rules',
  'rules.saved': 'Smart playlist {name} made',
  'rules.changed': 'Rules of {name} changed',
  'rules.count':
    '{count, plural, =0 {No tracks} one {# track} other {# tracks}}{minutes, plural, =0 {} one {, # minute} other {, # minutes}}',
} as const satisfies Record<string, string>;
