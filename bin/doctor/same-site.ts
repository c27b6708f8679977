import { urlIn } from '../../lambdas/news/values/uri';

/** Whether an address is on the host of another: nobody is looked at who was not named. */
export const isSameSite = (address: string, other: string): boolean => urlIn(other)?.host === new URL(address).host;
