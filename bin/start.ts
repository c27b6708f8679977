import { loadApp } from './local/app';
import { run } from './local/run';

void run(process.argv.slice(2), process.env, loadApp);
