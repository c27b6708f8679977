import { NEWSROOM_ROUTES } from '../../../lambdas/http/routes';

/** The path of a newsroom route, with its parameters filled in: `('revision', { id: 'river', revision: 2 })`. */
export const newsroomPath = (
  route: keyof typeof NEWSROOM_ROUTES,
  parameters: Readonly<Record<string, string | number>> = {},
): string => NEWSROOM_ROUTES[route].path.replace(/:(\w+)/g, (_, name) => encodeURIComponent(parameters[name] ?? ''));
