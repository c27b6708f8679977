import {buildSync} from 'esbuild';
const common={bundle:true,platform:'node',target:'node24',mainFields:['module','main'],minify:true,metafile:true,logLevel:'error'};
const alias={'@aws-sdk/credential-provider-node':'/tmp/s7/credentials.ts'};
buildSync({...common,entryPoints:['bench/cold-start/plain-client.ts'],outfile:'/tmp/s7/v/plain.js'});
buildSync({...common,entryPoints:['lambdas/read.ts'],outfile:'/tmp/s7/v/v0.js'});
const r=buildSync({...common,entryPoints:['lambdas/read.ts'],outfile:'/tmp/s7/v/v1.js',alias});
const o=Object.values(r.metafile.outputs)[0];console.log(o.bytes);
const by={};for(const [f,{bytesInOutput}] of Object.entries(o.inputs))by[f.replace(/.*node_modules\//,'')]=bytesInOutput;
for(const [m,b] of Object.entries(by).sort((a,b)=>b[1]-a[1]).slice(0,75))console.log(String(b).padStart(8),m);
