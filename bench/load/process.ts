// A load in a process of its own, whose standard output nobody reads: functions log there.

import type { LoadAsked } from './arguments';
import { putUnderLoad } from './under-load';

process.once('message', async (asked: LoadAsked) => {
  const report = await putUnderLoad(asked);
  process.send?.(report, () => process.exit(0));
});
