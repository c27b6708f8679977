import { PUBLIC_ROUTES as ROUTES } from '../http/routes';

/** A path of `routes.ts` as OpenAPI writes it: `/stories/:id` is `/stories/{id}`. */
export const pathTemplate = (route: string): string => route.replace(/:(\w+)(?:\{(?:[^{}]|\{[^{}]*\})*\})?/g, '{$1}');

/** The values that a parameter of a route may have, where the route lists them: `:file{(?:rss\.xml|feed\.json)}`. */
export const valuesIn = (route: string, name: string): string[] | undefined =>
  new RegExp(`:${name}\\{\\(\\?:([^)]*)\\)\\}`).exec(route)?.[1]?.replaceAll('\\', '').split('|');

/** An address as OpenAPI writes it. */
interface Address {
  readonly path: string;
  readonly operationId: string;
  /** What its first step is, where the route lists several. */
  readonly value?: string;
}

/**
 * The addresses of a public route. Where its first step is one of several there is one for each, for templates that
 * differ in their names only are the same to OpenAPI (3.1.1 §4.8.8.1): `/{file}` and `/{icon}`.
 */
export function openApiPathsOf(name: keyof typeof ROUTES): readonly Address[] {
  // Hono has no parameter that is a part of a step.
  if (name === 'sitemapOf') return [{ path: '/sitemap-{month}.xml', operationId: name }];
  const route = ROUTES[name];
  const first = /^\/:(\w+)/.exec(route)?.[1];
  const values = first === undefined ? undefined : valuesIn(route, first);
  if (!values) return [{ path: pathTemplate(route), operationId: name }];
  return values.map((value) => ({
    path: pathTemplate(route).replace(`{${first}}`, value),
    operationId: name + camelCase(value),
    value,
  }));
}

/** `RssXml` of `rss.xml`. */
const camelCase = (words: string): string =>
  words.replace(/(?:^|[.-])(\w)/g, (_, letter: string) => letter.toUpperCase());
