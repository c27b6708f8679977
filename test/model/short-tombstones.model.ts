import { bounds, prove } from './proof';

// So short that tombstones end while flags and embargoes go on.
prove({ withdrawnFor: 'PT2H' }, { deployed: bounds(20), inProcess: bounds(95) });
