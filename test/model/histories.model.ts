import { bounds, prove } from './proof';

prove({ withdrawnFor: 'P30D' }, { deployed: bounds(20), inProcess: bounds(95) });
