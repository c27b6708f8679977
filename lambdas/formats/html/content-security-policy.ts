import { createHash } from 'node:crypto';
import { PROBLEM_STYLESHEET, STYLESHEET } from './stylesheet';

const hashOf = (stylesheet: string): string => `'sha256-${createHash('sha256').update(stylesheet).digest('base64')}'`;

/** The policy of every page (CSP Level 3): no scripts, no frames, our stylesheets, images and audio from any host. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(STYLESHEET)} ${hashOf(PROBLEM_STYLESHEET)}`,
  'img-src https: http:',
  'media-src https: http:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
