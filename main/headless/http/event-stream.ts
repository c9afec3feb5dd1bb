import type { ServerResponse } from 'node:http';
import type { EventHub } from '../../host/event-hub.ts';

/** More than this waiting for a client that does not read ends its stream; it connects again by itself. */
const maxWaitingBytes = 4 * 1024 * 1024;

type StreamOptions = {
  hub: EventHub;
  heartbeatMs: number;
  /** Whether whoever listens may still: they may have signed out, or be no member any more. */
  mayListen(): Promise<boolean>;
};

/** Sends events to one client until it goes away or may listen no more; a comment now and then keeps the connection alive. */
export function streamEvents(response: ServerResponse, { hub, heartbeatMs, mayListen }: StreamOptions): void {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no' });
  response.write('retry: 1000\n\n');
  const send = (text: string) => {
    if (response.writableLength > maxWaitingBytes) response.destroy();
    else response.write(text);
  };
  const stopListening = hub.listen((name, payload) => send(`data: ${JSON.stringify({ name, payload })}\n\n`));
  const beat = async () => {
    if (await mayListen().catch(() => false)) send(': still here\n\n');
    else response.end();
  };
  const heartbeat = setInterval(() => void beat(), heartbeatMs);
  response.once('close', () => {
    clearInterval(heartbeat);
    stopListening();
  });
}
