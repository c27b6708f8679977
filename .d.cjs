const t=[['start',performance.now()]];const m=(n)=>t.push([n,performance.now()]);
require('node:http');m('http');require('node:https');m('https');require('node:http2');m('http2');
require('node:zlib');m('zlib');require('node:crypto').createHash('sha256').update('x').digest('hex');m('crypto');require('node:stream/web');m('streamweb');require('node:buffer').Blob;m('blob');
globalThis.Headers;m('Headersglobal');
new Headers({a:'b'});m('Headers');
new Request('https://a.b/c',{headers:{a:'b'}});m('Request');
new Response(null,{status:304,headers:{a:'b'}});m('Response');
new URL('https://x.y/z?a=1');m('URL');
for(let i=1;i<t.length;i++)console.log(t[i][0],(t[i][1]-t[i-1][1]).toFixed(2));
