import { createElement, type ReactNode } from 'react';
import { createIntl, createIntlCache, RawIntlProvider, useIntl } from 'react-intl';
import { type MessageId, messages } from './index.ts';

type PlainValue = string | number | boolean | Date | null | undefined;
type RichValue = PlainValue | ReactNode | ((parts: ReactNode[]) => ReactNode);

/** A message as text. */
export type Text = (id: MessageId, values?: Record<string, PlainValue>) => string;
/** A message with elements in it: `<b>` and the like call the function of their name. */
export type RichText = (id: MessageId, values: Record<string, RichValue>) => ReactNode;

const intl = createIntl(
  {
    locale: 'en',
    defaultLocale: 'en',
    messages,
    // A text that cannot be formatted falls back to its id; a view must not fail for it.
    onError: (error) => console.error(error),
  },
  createIntlCache(),
);

/** For code outside of components: commands, announcements. */
export const text: Text = (id, values) => String(intl.formatMessage({ id }, values));

export function useText(): Text {
  const { formatMessage } = useIntl();
  return (id, values) => String(formatMessage({ id }, values));
}

export function useRichText(): RichText {
  const { formatMessage } = useIntl();
  return (id, values) => formatMessage({ id }, values as Record<string, PlainValue>);
}

export function MessagesProvider({ children }: { children: ReactNode }): ReactNode {
  return createElement(RawIntlProvider, { value: intl }, children);
}
