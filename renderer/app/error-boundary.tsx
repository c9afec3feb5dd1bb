import { TriangleAlert } from 'lucide-react';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { text } from '../messages/use-text.ts';
import { Button, EmptyState, showToast } from '../ui/index.ts';
import styles from './error-boundary.module.css';

type Props = { children: ReactNode };
type State = { error: unknown; details: string };

/** Keeps a failure inside its pane. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, details: '' };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.setState({ details: `${trace}\n${componentStack ?? ''}` });
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return (
      <div role="alert" className={styles.failed}>
        <EmptyState
          icon={<TriangleAlert size={20} />}
          text={text('app.viewFailed')}
          action={
            <div className={styles.actions}>
              <Button kind="primary" onPress={() => this.setState({ error: null, details: '' })}>
                {text('app.reloadView')}
              </Button>
              <Button onPress={() => void this.#copyDetails()}>{text('app.copyDetails')}</Button>
            </div>
          }
        />
      </div>
    );
  }

  async #copyDetails(): Promise<void> {
    await navigator.clipboard.writeText(this.state.details);
    showToast({ text: text('app.detailsCopied') });
  }
}
