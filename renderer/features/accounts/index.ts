export { SharingPanel } from './sharing-panel.tsx';
export { SignInForm } from './sign-in-form.tsx';
