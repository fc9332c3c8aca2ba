import { generate } from './src/generate/generate.ts'
for (let i=0;i<1;i++) { const s = generate({preset:'demo',benih:2015,acuan:'2026-01-01',folder:'/tmp/gen/demo'}); console.log(s.milidetik) }
