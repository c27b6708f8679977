import { iconIco, iconPng } from '../formats/icon/png';
import { iconSvg } from '../formats/icon/svg';
import { renderRobots } from '../formats/site/robots';
import type { Lifetimes, PublicAnswer, Rendered } from '../http/representation';
import { encodeDocument } from './encode-document';
import type { ServingContext } from './serving-context';

/** A day: only a release or other settings change these. */
const LIFETIMES: Lifetimes = { maxAge: 86_400, sMaxAge: 86_400, staleWhileRevalidate: 600, staleIfError: 86_400 };

const ICONS: Readonly<Record<string, { mediaType: string; make: () => string | Buffer }>> = {
  'icon.svg': { mediaType: 'image/svg+xml', make: iconSvg },
  'favicon.ico': { mediaType: 'image/vnd.microsoft.icon', make: iconIco },
  'apple-touch-icon.png': { mediaType: 'image/png', make: () => iconPng(180) },
  // Apple takes covers of 1,400 to 3,000 pixels.
  'podcast-cover.png': { mediaType: 'image/png', make: () => iconPng(3_000) },
};

/** Documents that no story changes: they ask the store for nothing. */
export function staticDocuments({ publication, form }: ServingContext) {
  const made = new Map<string, Rendered>();

  function fixed(name: string, mediaType: string, make: () => string | Buffer): PublicAnswer {
    const validators = { etag: `W/"${name}.${form(name).made}"` };
    return {
      mediaType,
      validators,
      lifetimes: LIFETIMES,
      links: [],
      async rendered() {
        const rendered = made.get(name) ?? { ...encodeDocument(make()), kept: { validators, lifetimes: LIFETIMES } };
        made.set(name, rendered);
        return rendered;
      },
    };
  }

  return {
    robots: async (): Promise<PublicAnswer> =>
      fixed('robots', 'text/plain; charset=utf-8', () => renderRobots(publication)),

    icon: async (name: string): Promise<PublicAnswer> => {
      const icon = Object.hasOwn(ICONS, name) ? ICONS[name] : undefined;
      return icon && fixed(name, icon.mediaType, icon.make);
    },
  };
}
