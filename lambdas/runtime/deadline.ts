import { AsyncLocalStorage } from 'node:async_hooks';
import type { Env, Hono } from 'hono';

/** When the request that is being answered ends, in milliseconds since 1970. */
const deadline = new AsyncLocalStorage<number>();

/**
 * The app, whose requests may ask the store for so many milliseconds and then no more: an answer comes while somebody
 * waits for it, and what Lambda froze half-way sends nothing when it thaws.
 */
export function withDeadline<E extends Env>(app: Hono<E>, milliseconds: number): Hono<E> {
  const { fetch } = app;
  app.fetch = (...request) => deadline.run(Date.now() + milliseconds, () => fetch(...request));
  return app;
}

/** Whether the request's time is over; outside of a request it never is. */
export const isPastDeadline = (): boolean => Date.now() >= (deadline.getStore() ?? Number.POSITIVE_INFINITY);
