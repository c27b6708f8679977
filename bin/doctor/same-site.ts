import { urlIn } from '../../lambdas/news/values/uri';

/** Whether two addresses have the same host. The doctor sends requests only to the site that the user names. */
export const isSameSite = (address: string, other: string): boolean => urlIn(other)?.host === new URL(address).host;
