export { Onboarding, useIsEmptyLibrary } from './onboarding.tsx';
