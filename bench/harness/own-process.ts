// One measure in a process of its own, whose standard output nobody reads: functions log there.
import { isMeasure, MEASURES } from '../measures';
import type { Setting } from './measure';

const [, , name = ''] = process.argv;
process.once('message', async (setting: Setting) => {
  if (!isMeasure(name)) throw new Error(`there is no measure ${name}`);
  const measure = await MEASURES[name]();
  const found = await measure(setting);
  process.send?.(found, () => process.exit(0));
});
