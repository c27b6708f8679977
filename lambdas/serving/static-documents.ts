import { renderWithdrawnPage } from '../formats/html/withdrawn-page';
import { favicon, ICON_SVG, podcastCover, touchIcon } from '../formats/icon/icons';
import { renderRobots } from '../formats/site/robots';
import type { PublicDocuments } from '../http/find-document';
import type { Lifetimes, Representation } from '../http/representation';
import { documentWithoutHead } from './encode-document';
import { HTML } from './link-headers';
import type { ServingContext } from './serving-context';

/** A day: icons change only with a release. */
const ICON_LIFETIME: Lifetimes = { maxAge: 86_400, sMaxAge: 86_400, staleWhileRevalidate: 600, staleIfError: 86_400 };

/** An hour: these documents name settings, such as the license, and a corrected one must not stay wrong for a day. */
const TEXT_LIFETIME: Lifetimes = { maxAge: 3_600, sMaxAge: 3_600, staleWhileRevalidate: 600, staleIfError: 86_400 };

const ICONS: Readonly<Record<string, { mediaType: string; content: () => string | Buffer }>> = {
  'icon.svg': { mediaType: 'image/svg+xml', content: () => ICON_SVG },
  'favicon.ico': { mediaType: 'image/vnd.microsoft.icon', content: favicon },
  'apple-touch-icon.png': { mediaType: 'image/png', content: touchIcon },
  'podcast-cover.png': { mediaType: 'image/png', content: podcastCover },
};

/** Documents that no story changes. They need no read. */
export function staticDocuments({
  addresses,
  publication,
  form,
}: ServingContext): Pick<PublicDocuments, 'robots' | 'icon' | 'withdrawnPage'> {
  const representations = new Map<string, Representation>();

  function staticDocument(
    name: string,
    mediaType: string,
    content: () => string | Buffer,
    lifetimes = TEXT_LIFETIME,
  ): Representation {
    const etag = `W/"${name}.${form(name).hash}"`;
    const document = representations.get(name) ?? documentWithoutHead(mediaType, etag, lifetimes, content);
    representations.set(name, document);
    return document;
  }

  return {
    robots: async () =>
      staticDocument('robots', 'text/plain; charset=utf-8', () => renderRobots(addresses, publication.license)),

    withdrawnPage: async () => staticDocument('withdrawn', HTML, () => renderWithdrawnPage(publication)),

    async icon(name) {
      const icon = Object.hasOwn(ICONS, name) ? ICONS[name] : undefined;
      return icon && staticDocument(name, icon.mediaType, icon.content, ICON_LIFETIME);
    },
  };
}
