import { execFileSync } from 'node:child_process';
import { startBench } from './bench/frame/engine-table';
import { upload } from './bench/frame/fill';
import { environmentOf, HOST, loadRead } from './bench/frame/functions';
import { newestStories } from './bench/frame/stories';
import { functionUrl } from './test/http/events';
async function main(){
const bench=await startBench();const table=await bench.table('cold');await upload(table,newestStories(50));
const place={endpoint:bench.engine.endpoint,table:table.name,environment:{}};
const ask=await loadRead(process.argv[2]!,place);const etag=String((await ask({path:'/rss.xml'})).headers?.etag);
const event=JSON.stringify(functionUrl({path:'/rss.xml',headers:{'x-bulletin-host':HOST,'if-none-match':etag}}));
for(let i=0;i<3;i++)console.error(execFileSync(process.execPath,['--cpu-prof','--cpu-prof-interval','100','--cpu-prof-dir','/tmp/s7/p3','bench/cold-start/first-request.cjs',process.argv[2]!,event],{env:environmentOf(place),encoding:'utf8'}).trim().split('\n').at(-1));
await bench.stop();
}
main();
