import { describeOutcome } from './request';
import { rulesOf } from './rule';
import type { Visit } from './visit';

const GONE = [404, 410];

const filesWith = (test: (status: number) => boolean) => (visit: Visit) =>
  visit.files.filter(({ answer }) => test(answer.status)).map(({ url, answer }) => `${url} ${describeOutcome(answer)}`);

/** Rules for the newest enclosures and pictures. */
export const FILE_RULES = rulesOf<Visit>('reachable', [
  {
    fault: 'has enclosures or pictures that are gone',
    remedy: 'Bring the files back, or correct their addresses: podcast apps drop the episode.',
    check: filesWith((status) => GONE.includes(status)),
  },
  {
    advice: 'has enclosures or pictures that do not answer HEAD',
    remedy: 'Answer HEAD as GET (RFC 9110 §9.3.2): podcast apps ask for type and size before they play a file.',
    check: filesWith((status) => status !== 200 && !GONE.includes(status)),
  },
]);
