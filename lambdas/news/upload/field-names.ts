/** The fields that an upload may have. */
export const UPLOAD_FIELDS = [
  ...(['id', 'headline', 'summary', 'body', 'section', 'tags', 'authors', 'language', 'publishedAt'] as const),
  ...([
    'breaking',
    'breakingUntil',
    'audio',
    'image',
    'canonicalUrl',
    'formerUrls',
    'correction',
    'significant',
  ] as const),
  ...(['reason'] as const),
] as const;

/** The fields of an answer that an upload may repeat. They are ignored. */
export const READ_ONLY_FIELDS = ['guid', 'url', 'revision', 'status', 'updatedAt', 'withdrawal'] as const;

export const AUDIO_FIELDS = ['url', 'type', 'length', 'duration'] as const;
export const IMAGE_FIELDS = ['url', 'type', 'alt', 'credit', 'width', 'height'] as const;
export const AUTHOR_FIELDS = ['name', 'email', 'url'] as const;

export const BREAK_FIELDS = ['until', 'for'] as const;
export const CLOSE_FIELDS = ['movedTo'] as const;
export const WITHDRAWAL_FIELDS = ['reason', 'note'] as const;
