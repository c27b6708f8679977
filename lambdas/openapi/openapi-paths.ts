import { type PublicRouteName, PUBLIC_ROUTES as ROUTES } from '../http/routes';

/** A path of `routes.ts` as OpenAPI writes it: `/stories/:id` is `/stories/{id}`. */
export const pathTemplate = (route: string): string => route.replace(/:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, '{$1}');

/** The values of a parameter, where the route lists them: `:file{(?:rss\.xml|feed\.json)}`. */
export const valuesIn = (route: string, name: string): string[] | undefined =>
  new RegExp(`:${name}\\{\\(\\?:([^)]*)\\)\\}`).exec(route)?.[1]?.replaceAll('\\', '').split('|');

/** An address as OpenAPI writes it. */
interface PathTemplate {
  readonly path: string;
  /** Its first step, where the route lists several. */
  readonly firstStep?: string;
}

/**
 * The addresses of a public route. A route that lists the values of its first step gives one address for each value:
 * OpenAPI has no two templates that differ only in names (3.1.1 §4.8.8.1), such as `/{file}` and `/{icon}`.
 */
export function pathTemplatesOf(name: PublicRouteName): readonly PathTemplate[] {
  // Hono has no parameter that is a part of a step.
  if (name === 'sitemapPart') return [{ path: '/sitemap-{part}.xml' }];
  if (name === 'newsSitemapPart') return [{ path: '/news-sitemap-{part}.xml' }];
  const { path } = ROUTES[name];
  const first = /^\/:(\w+)/.exec(path)?.[1];
  const values = first === undefined ? undefined : valuesIn(path, first);
  if (!values) return [{ path: pathTemplate(path) }];
  return values.map((firstStep) => ({ path: pathTemplate(path).replace(`{${first}}`, firstStep), firstStep }));
}
