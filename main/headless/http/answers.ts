import type { IncomingMessage, ServerResponse } from 'node:http';
import { commonSecurityHeaders } from '../../host/content-security-policy.ts';

const headersOfAll = { ...commonSecurityHeaders(), 'Cross-Origin-Resource-Policy': 'same-origin' };

/** Sets the headers that every answer has, also those of refusals. */
export function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(headersOfAll)) response.setHeader(name, value);
  response.setHeader('Cache-Control', 'no-store');
}

export function answerText(response: ServerResponse, status: number, text: string): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.end(`${text}\n`);
}

export function answerJson(response: ServerResponse, status: number, value: unknown): void {
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.end(JSON.stringify(value));
}

export function answerEmpty(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}

/** Answers and hangs up, for a client that goes on sending what nobody will read. */
export function hangUp(request: IncomingMessage, response: ServerResponse, status: number, text: string): void {
  response.setHeader('Connection', 'close');
  response.once('finish', () => request.destroy());
  answerText(response, status, text);
}
