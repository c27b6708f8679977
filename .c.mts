import { execFileSync } from 'node:child_process';
import { buildSync } from 'esbuild';
import { startBench } from './bench/frame/engine-table';
import { upload } from './bench/frame/fill';
import { environmentOf, HOST, loadRead } from './bench/frame/functions';
import { newestStories } from './bench/frame/stories';
import { functionUrl } from './test/http/events';
const common={bundle:true,platform:'node',target:'node24',mainFields:['module','main'],minify:true,logLevel:'error'} as const;
const cred={'@aws-sdk/credential-provider-node':'/tmp/s7/credentials.ts'};
const B=(name:string,alias:any,extra:any={})=>{buildSync({...common,entryPoints:['lambdas/read.ts'],outfile:`/tmp/s7/v/${name}.js`,alias,...extra});return `/tmp/s7/v/${name}.js`};
async function main(){
const V:any={plain:'/tmp/s7/v/plain.js',v0:B('v0',{}),v1:B('v1',cred),v1sax:B('v1sax',{...cred,sax:'/tmp/s7/empty.ts'}),v1log:B('v1log',{...cred,sax:'/tmp/s7/empty.ts','@aws-lambda-powertools/logger':'/tmp/s7/noop-logger.ts'})};
for(const x of process.argv.slice(3)) V[x.split('/').at(-1)!]=x;
const bench=await startBench();const table=await bench.table('cold');await upload(table,newestStories(50));
const place={endpoint:bench.engine.endpoint,table:table.name,environment:{}};
const ask=await loadRead(V.v0,place);const etag=String((await ask({path:'/rss.xml'})).headers?.etag);
const event=JSON.stringify(functionUrl({path:'/rss.xml',headers:{'x-bulletin-host':HOST,'if-none-match':etag}}));
const T:any={};for(const k in V)T[k]=[];
for(let r=-1;r<Number(process.argv[2]);r++)for(const k in V){const l=execFileSync(process.env.NODE24??process.execPath,['bench/cold-start/first-request.cjs',V[k],event],{env:environmentOf(place),encoding:'utf8'}).trim().split('\n');if(r>=0)T[k].push(JSON.parse(l.at(-1)!))}
const med=(a:number[])=>a.sort((x,y)=>x-y)[a.length>>1]!;
for(const k in V)process.stderr.write(`${k.padEnd(10)} all ${med(T[k].map((t:any)=>t.all)).toFixed(1)} load ${med(T[k].map((t:any)=>t.load)).toFixed(1)} ratio ${med(T[k].map((t:any,i:number)=>t.all/T.plain[i].all)).toFixed(3)}\n`);
await bench.stop();
}
main();
