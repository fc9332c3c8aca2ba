const t0=performance.now()
const { generate } = await import('./src/generate/generate.ts')
const c0=process.cpuUsage()
console.log('import', performance.now()-t0)
const s = generate({preset:'demo',benih:2015,acuan:'2026-01-01',folder:'/tmp/gen/demo'}); { const d=process.cpuUsage(c0); console.log("first cpu", d.user/1000, d.system/1000, s.milidetik) }
const s2 = generate({preset:'demo',benih:2015,acuan:'2026-01-01',folder:'/tmp/gen/demo'}); console.log(s2.milidetik)
const c=process.cpuUsage(); const s3 = generate({preset:'demo',benih:2015,acuan:'2026-01-01',folder:'/tmp/gen/demo'}); const d=process.cpuUsage(c); console.log('cpu third', d.user/1000, d.system/1000, s3.milidetik)
