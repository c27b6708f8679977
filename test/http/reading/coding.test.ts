import fc from 'fast-check';
import { codingFor } from '../../../lambdas/http/content-coding';
import { processorTime } from '../../harness/processor-time';

describe('the coding of an answer (RFC 9110 §12.5.3)', () => {
  test.each([
    [null, 'identity'],
    ['', 'identity'],
    ['gzip', 'gzip'],
    ['br', 'br'],
    ['gzip, br', 'br'],
    ['br, gzip', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['GZIP', 'gzip'],
    ['gzip,br', 'br'],
    ['  gzip  ', 'gzip'],
    ['identity', 'identity'],
    ['deflate', 'identity'],
    ['*', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['gzip;q=0.5, br;q=0.5', 'br'],
    ['gzip ; q=0.9 , br ; q=0.8', 'gzip'],
    ['gzip;Q=0.5, BR;q=0.1', 'gzip'],
    ['br;q=0', 'identity'],
    ['br;q=0.000, gzip', 'gzip'],
    ['*;q=0', 'identity'],
    ['gzip, *;q=0', 'gzip'],
    ['br;q=0, *', 'gzip'],
    ['br;q=0.1, *;q=0.9', 'gzip'],
    ['gzip;q=0.001', 'gzip'],
    ['identity, gzip;q=0.5', 'identity'],
    ['identity;q=0.5, gzip;q=0.5', 'gzip'],
    ['identity;q=0.5, gzip;q=0.8', 'gzip'],
    ['identity;q=0', 'identity'],
    ['identity;q=0, gzip;q=0.1', 'gzip'],
    ['gzip;q=2', 'identity'],
    ['gzip;q=-1', 'identity'],
    ['gzip;q=0.1234', 'identity'],
    ['gzip;q=1.001', 'identity'],
    ['gzip;q=', 'identity'],
    ['gzip;q=high, br;q=0.1', 'br'],
    ['gzip;q=NaN', 'identity'],
    ['gzip;level=9', 'gzip'],
    ['gzip;level=9;q=0', 'identity'],
    ['gzipped', 'identity'],
    ['brotli', 'identity'],
    [';;;,,,===', 'identity'],
    [',gzip,', 'gzip'],
    ['constructor, __proto__', 'identity'],
  ])('for %s is %s', (field, coding) => {
    expect(codingFor(field)).toBe(coding);
  });

  test('is the one of highest weight, brotli where two are alike, and none that weighs nothing', () => {
    const weight = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(weight, weight, weight, fc.boolean(), (br, gzip, identity, isReversed) => {
        const parts = [`br;q=${br}`, `gzip;q=${gzip}`, `identity;q=${identity}`];
        const best = Math.max(br, gzip);
        const expected = best === 0 || best < identity ? 'identity' : br === best ? 'br' : 'gzip';
        expect(codingFor((isReversed ? parts.reverse() : parts).join(', '))).toBe(expected);
      }),
    );
  });

  test('is one of ours whatever the field holds', () => {
    const part = fc.constantFrom('gzip', 'br', '*', 'identity', ';', ',', 'q=', '0', '1', '.', ' ', '=', 'x', '"');
    const field = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 30 }).map((parts) => parts.join('')),
    );
    fc.assert(fc.property(field, (value) => expect(['br', 'gzip', 'identity']).toContain(codingFor(value))));
  });

  test('is found quickly in a field of 64 KB', () => {
    const started = processorTime();
    codingFor('gzip;q=0.5,'.repeat(6_000));
    codingFor(';'.repeat(64_000));
    expect(processorTime() - started).toBeLessThan(500);
  });
});
