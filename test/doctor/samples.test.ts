import { FEED_RULES } from '../../bin/doctor/feed-rules';
import { GRAMMAR_RULES } from '../../bin/doctor/grammar/mistakes';
import { readFeed } from '../../bin/doctor/read-feed';
import { applyRules } from '../../bin/doctor/rule';
import { buildSample, type Sample } from './samples/build-sample';
import faulty from './samples/faulty.json';
import valid from './samples/valid.json';

const faultsOf = (sample: Sample): string[] => {
  const read = readFeed(buildSample(sample).replaceAll('HERE', faulty.address));
  if (typeof read === 'string') return [read];
  return [...read.findings, ...applyRules(FEED_RULES, read)]
    .filter(({ severity }) => severity === 'fault')
    .map(({ wrong }) => wrong);
};

test.each(faulty.classes)('each sample that the W3C refuses with $class $fault', ({ fault, samples }) => {
  expect(samples.length).toBeGreaterThanOrEqual(5);
  const missed = samples.filter((sample) => !faultsOf(sample).includes(fault));
  expect(missed).toEqual([]);
});

test('no sample that the W3C accepts has a fault', () => {
  expect(valid.samples.length).toBeGreaterThan(100);
  const alarms = valid.samples.map((sample) => ({ sample, faults: faultsOf(sample) }));
  expect(alarms.filter(({ faults }) => faults.length > 0)).toEqual([]);
});

test('each kind of mistake has samples', () => {
  const faults = new Set(faulty.classes.map(({ fault }) => fault));
  expect(
    GRAMMAR_RULES.flatMap((rule) => ('fault' in rule ? rule.fault : [])).filter((one) => !faults.has(one)),
  ).toEqual([]);
});
