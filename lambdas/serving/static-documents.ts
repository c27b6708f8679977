import { favicon, ICON_SVG, podcastCover, touchIcon } from '../formats/icon/icons';
import { renderRobots } from '../formats/site/robots';
import type { Lifetimes, PublicAnswer, Rendered } from '../http/representation';
import { encodeDocument } from './encode-document';
import type { ServingContext } from './serving-context';

/** A day: these documents change only with a release or the settings. */
const STATIC_LIFETIME: Lifetimes = { maxAge: 86_400, sMaxAge: 86_400, staleWhileRevalidate: 600, staleIfError: 86_400 };

const ICONS: Readonly<Record<string, { mediaType: string; content: () => string | Buffer }>> = {
  'icon.svg': { mediaType: 'image/svg+xml', content: () => ICON_SVG },
  'favicon.ico': { mediaType: 'image/vnd.microsoft.icon', content: favicon },
  'apple-touch-icon.png': { mediaType: 'image/png', content: touchIcon },
  'podcast-cover.png': { mediaType: 'image/png', content: podcastCover },
};

/** Documents that no story changes. They need no read. */
export function staticDocuments({ addresses, form }: ServingContext) {
  const renderings = new Map<string, Rendered>();

  function staticDocument(name: string, mediaType: string, content: () => string | Buffer): PublicAnswer {
    const kept = { validators: { etag: `W/"${name}.${form(name).hash}"` }, lifetimes: STATIC_LIFETIME };
    return {
      mediaType,
      ...kept,
      links: [],
      async rendered() {
        const rendered = renderings.get(name) ?? { ...encodeDocument(content()), kept };
        renderings.set(name, rendered);
        return rendered;
      },
    };
  }

  return {
    robots: async (): Promise<PublicAnswer> =>
      staticDocument('robots', 'text/plain; charset=utf-8', () => renderRobots(addresses)),

    icon: async (name: string): Promise<PublicAnswer> => {
      const icon = Object.hasOwn(ICONS, name) ? ICONS[name] : undefined;
      return icon && staticDocument(name, icon.mediaType, icon.content);
    },
  };
}
