import { prove } from './proof';

// A handful, the same each time; `npm run model` takes as many others as fit two minutes.
const few = { seed: 7, seconds: 20, deeds: 20 };

prove({ withdrawnFor: 'PT2H' }, { deployed: { ...few, histories: 1 }, wired: { ...few, histories: 3 } });
