import { AsyncLocalStorage } from 'node:async_hooks';
import type { Env, Hono } from 'hono';

/** The deadline of the current request, in milliseconds since 1970. */
const deadline = new AsyncLocalStorage<number>();

/**
 * Gives each request of the app this much time for the store. An answer then comes while the client still waits, and a
 * process that Lambda froze sends nothing late when it continues.
 */
export function withDeadline<E extends Env>(app: Hono<E>, milliseconds: number): Hono<E> {
  const { fetch } = app;
  app.fetch = (...request) => deadline.run(Date.now() + milliseconds, () => fetch(...request));
  return app;
}

/** Whether the current request is past its deadline; false outside of a request. */
export const isPastDeadline = (): boolean => Date.now() >= (deadline.getStore() ?? Number.POSITIVE_INFINITY);
