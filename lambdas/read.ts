import { edition } from './edition/edition';
import { feedDocuments } from './edition/feeds';
import { registerDocuments } from './edition/register';
import { storyDocuments } from './edition/stories';
import { LIFETIME } from './edition/validity';
import { CONTENT_SECURITY_POLICY } from './formats/html/content-security-policy';
import { renderProblemPage } from './formats/html/problem-page';
import { lambdaHandler } from './http/lambda';
import { publicSide } from './http/public';
import { clockFrom } from './runtime/clock';
import { dynamodb } from './runtime/dynamodb';
import { logFrom } from './runtime/log';
import { type Environment, settingsFrom } from './runtime/settings';
import { reader } from './store/reader';

/** The public side, wired: GET and HEAD, cached, never sees a token. Throws where a setting is missing. */
function wired(environment: Environment) {
  const settings = settingsFrom(environment);
  const { url, title, description, language } = settings;
  const publication = { url, title, description, language, lifetime: LIFETIME.maxAge };
  const stories = reader({ client: dynamodb(), name: settings.table });
  const log = logFrom(environment);
  const today = edition({ reader: stories, publication, clock: clockFrom(environment), report: log.trouble });
  const feeds = feedDocuments(today);
  const story = storyDocuments(today);
  const register = registerDocuments(today);
  return publicSide({
    front: feeds.front,
    feed: feeds.feed,
    feedPage: feeds.page,
    list: ({ filter, limit, after }) => feeds.list(filter, limit, after),
    story: story.page,
    storyJson: story.json,
    feeds: register.page,
    opml: register.opml,
    health: () => stories.feedHead('all', { consistent: false }),
    problemPage: (problem) => renderProblemPage(publication, problem),
    pageHeaders: { 'content-security-policy': CONTENT_SECURITY_POLICY },
    log: log.request,
  });
}

export const app = wired(process.env);
export const handler = lambdaHandler(app);
