export const workflowTemplates = [
  'single',
  'beat',
  'djMix',
  'podcast',
  'rockBand',
  'producer',
  'minimal',
  'fullProduction',
  'collaboration',
] as const;
export type WorkflowTemplate = (typeof workflowTemplates)[number];

export type TemplateStep = { key: string; name: string; stage: string };

/** What a new library starts with. */
export const firstTemplate: WorkflowTemplate = 'single';

/** Stages in order, each with its steps as `key: Name`. The names are where a user's own workflow starts; they rename them. */
const templates: Readonly<Record<WorkflowTemplate, Readonly<Record<string, readonly string[]>>>> = {
  single: {
    Writing: ['sketch: Sketch', 'tempoMap: Tempo map', 'drums: Drums'],
    Recording: ['bass: Bass', 'keys: Keys', 'vocals: Vocals', 'harmonies: Harmonies'],
    Mixing: ['edit: Edit', 'mix: Mix'],
    Mastering: ['master: Master'],
  },
  beat: {
    Writing: ['idea: Idea', 'samples: Samples', 'drums: Drums', 'melody: Melody'],
    Arranging: ['arrangement: Arrangement', 'transitions: Transitions'],
    Mixing: ['mix: Mix', 'tag: Voice tag'],
    Mastering: ['master: Master', 'stems: Export stems'],
  },
  djMix: {
    Selecting: ['theme: Theme', 'tracks: Choose tracks', 'order: Order'],
    Recording: ['rehearse: Rehearse', 'record: Record'],
    Editing: ['edit: Edit', 'level: Level and master'],
    Publishing: ['tracklist: Tracklist and cues', 'artwork: Artwork', 'upload: Upload'],
  },
  podcast: {
    Planning: ['topic: Topic', 'guests: Guests', 'script: Script'],
    Recording: ['record: Record', 'pickups: Pick-ups'],
    Editing: ['cut: Cut', 'cleanUp: Clean up', 'music: Music and jingles'],
    Publishing: ['loudness: Loudness', 'notes: Show notes', 'publish: Publish'],
  },
  rockBand: {
    Planning: ['tempoMap: Tempo map'],
    Charting: [
      'drums: Drums',
      'bass: Bass',
      'guitar: Guitar',
      'vocals: Vocals',
      'harmonies: Harmonies',
      'proKeys: Pro keys',
      'keys: Keys',
    ],
    Authoring: ['venue: Venue', 'animations: Animations', 'drumFills: Drum fills', 'overdrive: Overdrive'],
    Finishing: ['compile: Compile'],
  },
  producer: {
    Writing: ['demucs: Separate stems', 'midi: MIDI', 'tempoMap: Tempo map'],
    Recording: ['drums: Drums', 'bass: Bass', 'guitar: Guitar', 'vocals: Vocals'],
    Mixing: ['mixing: Mixing'],
    Mastering: ['mastering: Mastering', 'compile: Compile'],
  },
  minimal: {
    Recording: ['drums: Drums', 'bass: Bass', 'guitar: Guitar', 'vocals: Vocals'],
    Finishing: ['compile: Compile'],
  },
  fullProduction: {
    Planning: ['tempoMap: Tempo map'],
    Charting: [
      'drums: Drums',
      'bass: Bass',
      'guitar: Guitar',
      'vocals: Vocals',
      'harmonies: Harmonies',
      'proKeys: Pro keys',
      'keys: Keys',
    ],
    Authoring: [
      'venueAuthoring: Venue authoring',
      'animations: Animations',
      'drumFills: Drum fills',
      'overdrive: Overdrive',
    ],
    Finishing: ['previewVideo: Preview video', 'compile: Compile'],
  },
  collaboration: {
    Preparing: ['stemsPreparation: Prepare stems', 'tempoMap: Tempo map', 'referenceMix: Reference mix'],
    Recording: ['drums: Drums', 'bass: Bass', 'guitar: Guitar', 'vocals: Vocals', 'harmonies: Harmonies'],
    Mixing: ['mixingNotes: Mixing notes'],
    Finishing: ['finalReview: Final review', 'compile: Compile'],
  },
};

/** The steps of a template, in order; keys are unique in it. */
export function templateSteps(template: WorkflowTemplate): TemplateStep[] {
  return Object.entries(templates[template]).flatMap(([stage, steps]) =>
    steps.map((step) => {
      const [key, name] = step.split(': ') as [string, string];
      return { key, name, stage };
    }),
  );
}
