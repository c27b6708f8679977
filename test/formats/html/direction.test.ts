import { direction } from '../../../lambdas/formats/html/direction';

test.each(['ar', 'AR-eg', 'he', 'fa-IR', 'ur', 'ckb', 'yi', 'pa-Arab-PK', 'az-arab', 'zh-yue-Arab', 'ff-Adlm'])(
  '%s is written from right to left',
  (tag) => {
    expect(direction(tag)).toBe('rtl');
  },
);

test.each(['en', 'de-AT', 'ku', 'ar-Latn', 'he-latn-IL', 'az', 'pa', 'en-x-arab', 'art', '', 'x'])(
  '"%s" is written from left to right',
  (tag) => {
    expect(direction(tag)).toBe('ltr');
  },
);
