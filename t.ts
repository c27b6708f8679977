import { folderStories } from './bin/cli/import/folder/folder-stories';
import { IMPORT_DEFAULTS } from './test/cli/import/folder-harness';
(async()=>{const [d,...o]=process.argv.slice(2);
try{const r=await folderStories(d,{...IMPORT_DEFAULTS,...JSON.parse(o[0]??'{}'),include:new Set((o[1]??'').split(','))} as any);
for(const s of r.stories)console.log(JSON.stringify({n:s.name,...s.value,notes:s.notes}));console.log(r.skipped,r.remark)}catch(e:any){console.log(e.name,e.message,e.name==='CommandError'||e.constructor.name=='CommandError'?'':e.stack)}})();
