import type { Element } from '../element';
import { type Children, type ElementRule, mistake, repeatable, same, textOf } from './check-element';
import type { Mistake } from './mistakes';
import {
  anyValue,
  atMost,
  duration,
  mailbox,
  oneOf,
  rfc822Date,
  trueOrFalse,
  webUri,
  wholeNumber,
  wholeUri,
  yesNoOrClean,
} from './values';

// https://help.apple.com/itc/podcasts_connect/#/itcb54353390, and Apple's list of categories since 2019.

/** Apple's categories, each with its subcategories. */
const CATEGORIES: Readonly<Record<string, string>> = {
  Arts: 'Books|Design|Fashion & Beauty|Food|Performing Arts|Visual Arts',
  Business: 'Careers|Entrepreneurship|Investing|Management|Marketing|Non-Profit',
  Comedy: 'Comedy Interviews|Improv|Stand-Up',
  Education: 'Courses|How To|Language Learning|Self-Improvement',
  Fiction: 'Comedy Fiction|Drama|Science Fiction',
  Government: '',
  History: '',
  'Health & Fitness': 'Alternative Health|Fitness|Medicine|Mental Health|Nutrition|Sexuality',
  'Kids & Family': 'Education for Kids|Parenting|Pets & Animals|Stories for Kids',
  Leisure: 'Animation & Manga|Automotive|Aviation|Crafts|Games|Hobbies|Home & Garden|Video Games',
  Music: 'Music Commentary|Music History|Music Interviews',
  News: 'Business News|Daily News|Entertainment News|News Commentary|Politics|Sports News|Tech News',
  'Religion & Spirituality': 'Buddhism|Christianity|Hinduism|Islam|Judaism|Spirituality',
  Science:
    'Astronomy|Chemistry|Earth Sciences|Life Sciences|Mathematics|Natural Sciences|Nature|Physics|Social Sciences',
  'Society & Culture': 'Documentary|Personal Journals|Philosophy|Places & Travel|Relationships',
  Sports:
    'Baseball|Basketball|Cricket|Fantasy Sports|Football|Golf|Hockey|Rugby|Running|Soccer|Swimming|Tennis|Volleyball|Wilderness|Wrestling',
  Technology: '',
  'True Crime': '',
  'TV & Film': 'After Shows|Film History|Film Interviews|Film Reviews|TV Reviews',
};

/** Categories from before 2019, which Apple maps to new ones. */
const OLD_CATEGORIES: Readonly<Record<string, string>> = {
  Arts: 'Literature',
  'Arts & Entertainment': 'Architecture|Design|Entertainment|Games|Performing Arts|Photography|Poetry|Science Fiction',
  'Audio Blogs': '',
  Business: 'Careers|Finance|Investing|Management & Marketing|News|Shopping|Business News',
  Comedy: '',
  Education: 'Education Technology|Higher Education|K-12|Language Courses|Training|Educational Technology',
  Family: '',
  Food: '',
  'Games & Hobbies': 'Automotive|Aviation|Hobbies|Other Games|Video Games',
  'Government & Organizations': 'Local|National|Non-Profit|Regional',
  Health: 'Alternative Health|Diet & Nutrition|Fitness|Fitness & Nutrition|Relationships|Self-Help|Sexuality',
  International:
    'Australian|Belgian|Brazilian|Canadian|Chinese|Dutch|French|German|Hebrew|Italian|Japanese|Norwegian|Polish|Portuguese|Spanish|Swedish',
  'Movies & Television': '',
  'News & Politics': '',
  Politics: '',
  'Public Radio': '',
  'Religion & Spirituality': 'Buddhism|Christianity|Islam|Judaism|New Age|Philosophy|Other|Spirituality',
  'Science & Medicine': 'Medicine|Natural Sciences|Social Sciences',
  'Society & Culture': 'History',
  'Sports & Recreation': 'Amateur|College & High School|Outdoor|Professional',
  'Talk Radio': '',
  Technology:
    'Computers|Developers|Gadgets|Information Technology|News|Operating Systems|Podcasting|Smart Phones|Software How-To|Tech News|Text/Speech',
  Transportation: 'Automotive|Aviation|Bicycles|Commuting',
  Travel: '',
};

const subcategoriesOf = (parent: string): string[] =>
  [CATEGORIES, OLD_CATEGORIES].flatMap((lists) =>
    Object.hasOwn(lists, parent) ? (lists[parent] ?? '').split('|') : [],
  );

const subcategory: ElementRule = { attributes: { text: anyValue }, mustHave: 'text' };

const isCategory = (text: string): boolean => Object.hasOwn(CATEGORIES, text) || Object.hasOwn(OLD_CATEGORIES, text);

function checkCategory(element: Element): Mistake[] {
  const text = element.attribute('text');
  if (!element.attributeNames.includes('text')) return [];
  if (!isCategory(text)) return [mistake('category', text)];
  return element.children
    .map((child) => child.attribute('text'))
    .filter((one) => one !== '' && !subcategoriesOf(text).includes(one))
    .map((one) => mistake('category', `${one} in ${text}`));
}

const COMMON: Children = {
  'itunes:author': textOf(atMost(255)),
  'itunes:block': textOf(yesNoOrClean, { space: 'kept' }),
  'itunes:explicit': textOf(trueOrFalse, { space: 'kept' }),
  'itunes:image': { attributes: { href: webUri }, mustHave: 'href', children: {} },
  ...same('itunes:keywords itunes:subtitle', textOf(atMost(255))),
  'itunes:summary': textOf(atMost(4_000)),
};

export const PODCAST_CHANNEL: Children = {
  ...COMMON,
  'itunes:category': repeatable({
    ...subcategory,
    children: { 'itunes:category': repeatable({ ...subcategory, children: {} }) },
    check: checkCategory,
  }),
  'itunes:new-feed-url': textOf(wholeUri),
  'itunes:owner': {
    children: { 'itunes:email': textOf(mailbox), 'itunes:name': textOf(atMost(255)) },
    needs: 'itunes:email',
  },
  'itunes:pubDate': textOf(rfc822Date),
  'itunes:type': textOf(oneOf('episodic serial')),
};

export const PODCAST_ITEM: Children = {
  ...COMMON,
  'itunes:duration': textOf(duration),
  ...same('itunes:episode itunes:season', textOf(wholeNumber(1))),
  'itunes:episodeType': textOf(oneOf('full trailer bonus')),
  'itunes:title': textOf(anyValue),
};
