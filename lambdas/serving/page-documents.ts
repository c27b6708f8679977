import { isDeepStrictEqual } from 'node:util';
import { renderFeedPage } from '../formats/html/feed-page';
import { renderFrontPage } from '../formats/html/front-page';
import { renderStoryList } from '../formats/json/story-json';
import { formatCursor, type StoryPosition } from '../http/cursor';
import type { PublicDocuments } from '../http/find-document';
import { type ListQuery, listAddress } from '../http/list-query';
import { FEED_KINDS, type FeedName, feedOf } from '../news/feed/feed';
import { hasBreaking } from '../news/feed/feed-head';
import { sha256 } from '../news/values/sha256';
import { slug } from '../news/values/slug';
import { answerForClosedFeed } from './closed-feed';
import { feedAtAddress } from './feed-at-address';
import { NEWEST_STORIES, readPage, readPageForPeople } from './feed-content';
import { feedOrEmptySource, feedSource } from './head-sources';
import { autodiscovery, HTML, JSON_TYPE, serviceDescription } from './link-headers';
import type { ServingContext } from './serving-context';

/** The front page, the pages of feeds, and the API's lists. Each has older pages behind it. */
export function pageDocuments(context: ServingContext): Pick<PublicDocuments, 'front' | 'feedPage' | 'list'> {
  const { reader, publication, addresses, documents, form } = context;
  const [all, breaking] = [feedOrEmptySource(reader, 'all'), feedOrEmptySource(reader, 'breaking')];

  return {
    front: (before) =>
      documents.documentFor(all, {
        form: form(pageForm('front', before)),
        mediaType: HTML,
        links: [...autodiscovery(addresses), serviceDescription(addresses)],
        hasBreaking,
        async render(head, now) {
          const breakingHead = before ? undefined : await documents.headAt(breaking, now, true);
          const [latest, flagged] = await Promise.all([
            readPageForPeople(context, head, { now, before }),
            breakingHead && readPage(context, breakingHead, { now, limit: NEWEST_STORIES }),
          ]);
          const stories = { breaking: flagged?.entries ?? [], latest: latest.entries };
          return {
            text: renderFrontPage(publication, {
              ...stories,
              ...latest.place,
              hasBreaking: hasBreaking(head, now),
              now,
            }),
            matchesHead: latest.matchesHead && (flagged?.matchesHead ?? true),
          };
        },
      }),

    async feedPage(folder, slug, before) {
      const feed = feedAtAddress(folder, slug);
      if (!feed) return undefined;
      const { name, isOtherSpelling } = feed;
      if (isOtherSpelling) {
        const cursor = before && `?before=${formatCursor(before)}`;
        return { movedTo: addresses.feedPage(name) + (cursor ?? '') };
      }
      return documents.documentFor(feedSource(reader, name), {
        form: form(pageForm('feedpage', before)),
        mediaType: HTML,
        links: autodiscovery(addresses, name),
        hasBreaking,
        gone: (head, now) => answerForClosedFeed(head, now, addresses.feedPage),
        async render(head, now) {
          const { entries, matchesHead, place } = await readPageForPeople(context, head, { now, before });
          const stories = { feed: head, entries, hasBreaking: hasBreaking(head, now), now };
          return { text: renderFeedPage(publication, stories, place), matchesHead };
        },
      });
    },

    async list(query) {
      const { filter, limit, after } = query;
      const one = filterWithSlug(filter);
      if (!isDeepStrictEqual(one, filter)) return { movedTo: publication.url + listAddress({ ...query, filter: one }) };
      return documents.documentFor(feedOrEmptySource(reader, feedOfFilter(filter)), {
        form: form(pageForm(`list-${limit}`, after)),
        mediaType: JSON_TYPE,
        links: [serviceDescription(addresses)],
        hasBreaking,
        async render(head, now) {
          const { entries, matchesHead, last } = await readPage(context, head, { now, limit, after });
          return { text: renderStoryList(addresses, entries, last ? formatCursor(last) : null, now), matchesHead };
        },
      });
    },
  };
}

/** 128 bits: nobody can find a second cursor with the same hash, which would get the page of the first. */
export const pageForm = (name: string, position: StoryPosition | undefined): string =>
  position ? `${name}-${sha256(formatCursor(position)).slice(0, 32)}` : name;

/** The filter with the slug of its name. A name without a letter or digit has the slug of no feed. */
function filterWithSlug(filter: ListQuery['filter']): ListQuery['filter'] {
  const kind = FEED_KINDS.find((one) => filter[one] !== undefined);
  return kind ? { [kind]: slug(filter[kind] ?? '') || NO_SLUG } : filter;
}

/** No feed has this slug, and the list of it is empty. */
const NO_SLUG = '-';

function feedOfFilter(filter: ListQuery['filter']): FeedName {
  if (filter.breaking) return 'breaking';
  const kind = FEED_KINDS.find((one) => filter[one] !== undefined);
  return kind ? feedOf(kind, filter[kind] ?? '') : 'all';
}
