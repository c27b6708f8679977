import { createHash } from 'node:crypto';
import { STYLESHEET } from './stylesheet';

const stylesheetHash = createHash('sha256').update(STYLESHEET).digest('base64');

/** The policy of every page (CSP Level 3): no scripts, no frames, one stylesheet, images and audio from any host. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${stylesheetHash}'`,
  'img-src https: http:',
  'media-src https: http:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');
