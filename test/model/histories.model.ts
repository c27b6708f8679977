import { bounds, prove } from './proof';

prove({ withdrawnFor: 'P30D' }, { deployed: bounds(20), wired: bounds(95) });
