import {buildSync} from 'esbuild';
buildSync({bundle:true,platform:'node',target:'node24',mainFields:['module','main'],logLevel:'error',entryPoints:['lambdas/read.ts'],outfile:'/tmp/s7/v/u1.js',alias:{'@aws-sdk/credential-provider-node':'/tmp/s7/credentials.ts'}});
