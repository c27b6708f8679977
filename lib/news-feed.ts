import { Construct } from 'constructs';
import { NewsApi } from './news-api';
import { PublishFunction } from './publish-function';
import { ReadFunction } from './read-function';
import { StoryTable } from './story-table';

export interface NewsFeedProps {
  readonly title: string;
  readonly description: string;
  /** The language of the feed, BCP 47. */
  readonly language: string;
  /** How long a story breaks unless its editor says otherwise, ISO 8601: `PT4H`. */
  readonly breakingFor: string;
  /** How long feeds say that a story was withdrawn, ISO 8601: `P30D`. */
  readonly withdrawnFor: string;
  /** The public address, without a slash at its end. Left out: the one that API Gateway gives. */
  readonly url?: string;
}

/** A whole feed endpoint: stories, the two sides that serve and change them, and the address of both. */
export class NewsFeed extends Construct {
  /** The public address, without a slash at its end. */
  readonly url: string;

  constructor(scope: Construct, id: string, props: NewsFeedProps) {
    super(scope, id);
    const { table } = new StoryTable(this, 'Stories');
    const api = new NewsApi(this, 'Api');
    this.url = props.url ?? api.url;
    const environment = {
      BULLETIN_TABLE: table.tableName,
      BULLETIN_URL: this.url,
      BULLETIN_TITLE: props.title,
      BULLETIN_DESCRIPTION: props.description,
      BULLETIN_LANGUAGE: props.language,
      BULLETIN_BREAKING_FOR: props.breakingFor,
      BULLETIN_WITHDRAWN_FOR: props.withdrawnFor,
    };
    const { function: read } = new ReadFunction(this, 'Read', { table, environment });
    const { function: publish } = new PublishFunction(this, 'Publish', { table, environment });
    api.serve({ read, publish });
  }
}
