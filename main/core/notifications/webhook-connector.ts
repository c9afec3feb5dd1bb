import { z } from 'zod';
import type { Access, Connector } from '#core/connectors/connector.ts';
import { ConnectorHttp } from '#core/connectors/connector-http.ts';
import { notificationFacts } from '#shared/contract/notifications.ts';
import { AppError } from '#shared/errors.ts';

const webhookMessage = z.object({
  kind: z.string(),
  severity: z.string(),
  facts: notificationFacts,
  /** ISO 8601, in UTC. */
  at: z.string(),
  workspace: z.string(),
});
export type WebhookMessage = z.output<typeof webhookMessage>;

type WebhookOptions = { now(): number; userAgent: string; access(): Promise<Access>; onChange(): void };

const intervalMs = 1000;

/**
 * An address of the user's own that is told what people are told, as JSON. `text` and `content` say the same in a line, which
 * Slack and Discord show as it is. The first message is a greeting: an address that refuses it is not kept.
 */
export function webhookConnector({ now, userAgent, access, onChange }: WebhookOptions): Connector {
  const http = new ConnectorHttp({ service: 'webhook', now, userAgent, onChange, intervalMs });
  const post = async ({ secrets }: Access, message: WebhookMessage) => {
    const line = [message.kind, ...Object.values(message.facts)].join(' · ');
    await http.send({
      method: 'POST',
      url: addressOf(secrets.address).href,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ...message, text: line, content: line }),
    });
  };
  return {
    id: 'webhook',
    http,
    check: async (given) => {
      const address = addressOf(given.secrets.address);
      await post(given, {
        kind: 'hello',
        severity: 'info',
        facts: {},
        at: new Date(now()).toISOString(),
        workspace: '',
      });
      return address.host;
    },
    tasks: {
      send: {
        subject: (input) => webhookMessage.parse(input).kind,
        run: async ({ input }) => post(await access(), webhookMessage.parse(input)),
      },
    },
  };
}

/** Only over TLS, but for this machine itself. Throws INVALID_INPUT. */
function addressOf(text: string | undefined): URL {
  const address = URL.parse(text ?? '');
  const isHere = address !== null && ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname);
  if (!address || (address.protocol !== 'https:' && !(address.protocol === 'http:' && isHere))) {
    throw new AppError('INVALID_INPUT', 'An address that begins with https:// is needed.', { field: 'address' });
  }
  return address;
}
