/** What an upload may say of a story. */
export const UPLOAD_FIELDS = [
  'id',
  'headline',
  'summary',
  'body',
  'section',
  'tags',
  'authors',
  'language',
  'publishedAt',
  'breaking',
  'breakingUntil',
  'audio',
  'image',
  'canonicalUrl',
  'correction',
  'significant',
  'reason',
] as const;

/** What a story that was read has, and one that is written may bring along. */
export const READ_ONLY_FIELDS = ['guid', 'url', 'revision', 'status', 'updatedAt', 'withdrawal'] as const;

export const AUDIO_FIELDS = ['url', 'type', 'length', 'duration'] as const;
export const IMAGE_FIELDS = ['url', 'type', 'alt', 'credit'] as const;
export const AUTHOR_FIELDS = ['name', 'email', 'url'] as const;

/** What a request to break a story may say, and one to withdraw it. */
export const BREAK_FIELDS = ['until', 'for'] as const;
export const WITHDRAWAL_FIELDS = ['reason', 'note'] as const;

/** Seconds that a sound lasts at most: a week. */
export const MAX_SOUND_SECONDS = 7 * 86_400;
