export const onboardingMessages = {
  'onboarding.title': 'Point Ledgerline at your music',
  'onboarding.text': 'Drop folders anywhere in this window, or choose one.',
  'onboarding.textNoDrop': 'Choose a folder. It is read where it lies.',
  'onboarding.chooseFolder': 'Choose folder',
  'onboarding.addFiles': 'Add files',
  'onboarding.next': 'What happens next',
  'onboarding.readTitle': 'It reads the tags',
  'onboarding.readText': 'Thousands of files a second. Rows appear at once, so you can search and play while it works.',
  'onboarding.listenTitle': 'It listens',
  'onboarding.listenText': 'BPM, key, loudness and a waveform for every track. What it is not sure about is marked.',
  'onboarding.leaveTitle': 'It leaves your files alone',
  'onboarding.leaveText': 'Your files are only read. Nothing is written, moved or sent anywhere.',
} as const satisfies Record<string, string>;
