import { webAddress } from './web-address';

/** The address of a license, in ASCII; or the problem of a text that is none, with its remedy. */
export type CheckedLicense =
  | { readonly address: string; readonly problem?: undefined }
  | { readonly address?: undefined; readonly problem: string };

/** Decides whether a text is the address of a license: http or https, absolute, at most LIMITS.url characters. */
export function checkLicense(text: string): CheckedLicense {
  const address = webAddress(text, '', ['https:', 'http:']);
  return address
    ? { address: address.href }
    : { problem: 'give the web address of the license, such as https://news.example/license' };
}
