export const peopleMessages = {
  'people.unknown': 'Somebody who is not here',
} as const;
