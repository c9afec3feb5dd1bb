/**
 * Where the browser host answers what the Electron host carries over its bridge.
 *
 * - `session`: POST `{ "token": … }` with the launch token of the address' fragment answers 204 and sets the cookie that
 *   the other routes need, or 403 when the token was used or is too old. GET answers 204 with a good cookie, else 401.
 *   Where it is shared with a team the POST holds `{ "login": …, "password": … }`, a refusal is the error as JSON, and a 401
 *   says in `X-Ledgerline-Asks-For` what to ask the user for. `{ "leave": true }` ends the session.
 * - `rpc` + method: POST the input as JSON (`null` for none); answers a `Reply`.
 * - `events`: server-sent events, each message a JSON `{ "name": …, "payload": … }`.
 * - `media` + the path of a MediaRequest, such as `/media/track/12?as=wav`.
 */
export const httpRoutes = {
  session: '/session',
  rpc: '/rpc/',
  events: '/events',
  media: '/media',
} as const;

/** The parameter of the address' fragment that holds the launch token. */
export const launchTokenName = 'token';
