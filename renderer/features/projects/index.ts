export { projectTone } from './project-tone.ts';
export { trackTimeOn } from './projects.actions.ts';
export { registerProjectCommands } from './projects.commands.ts';
export { ProjectsView } from './projects-view.tsx';
export { useMayPlan } from './use-may-plan.ts';
