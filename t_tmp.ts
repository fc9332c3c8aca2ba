import { blocks, SIZES } from './src/generate/preset.ts'
import { openAgency } from './src/generate/post.ts'
import { drawPerson } from './src/generate/person.ts'
import { gradeKode, program, tingkat } from './src/generate/reference.ts'
import { ageOn, readDay, dayText } from './src/generate/calendar.ts'
import { highest } from './src/generate/pendidikan.ts'
const preset = process.argv[2] as any, acuan = process.argv[3] ?? '2015-07-01', total = Number(process.argv[4] ?? SIZES[preset as 'uji'])
const t0=performance.now()
const bs = blocks(preset, 2015, total)
console.log('blok', bs.length, bs.reduce((s,b)=>s+b.jumlah,0), Math.round(performance.now()-t0))
const C: Record<string, Record<string, number>> = {}
const add=(t:string,k:string)=>{ (C[t]??={})[k]=(C[t]![k]??0)+1 }
let n=0, units=0, rows=0, jab=0, pd=0; const nips=new Set<string>(), niks=new Set<string>()
const t1=performance.now(); let tree=0
const edu: Record<string, Record<string,number>>={}, gl: Record<string, Record<string,number>>={}
const jn: Record<string, number[]>={}
for (const b of bs) {
  const tt=performance.now(); const a = openAgency(2015, b); tree+=performance.now()-tt; units+=a.tree.units.length
  for (let i=0;i<b.jumlah;i++) { const p=drawPerson(2015,a,i,acuan); n++
    const g = gradeKode(p.golongan.at(-1)!.grade); add('gol', ['','I','II','III','IV'][Number(g[0])]!); add('gol_rinci', g)
    add('sex', p.lelaki?'L':'P'); const age=ageOn(p.lahir, readDay(acuan)); add('umur', age<26?'20-25':age<31?'26-30':age<36?'31-35':age<41?'36-40':age<46?'41-45':age<51?'46-50':age<56?'51-55':age<61?'56-60':'>60')
    const h=highest(p.pendidikan); add('didik', h.tingkat); const k=p.post.kelompok; const grp=k.startsWith('guru')||k==='pengawas'?'guru':k==='dosen'||k==='jft'||k==='jfu'?k:k.startsWith('es')?'struktural':'kesehatan'; add('kelompok',grp); if(grp==='struktural') add('eselon',k)
    add('instansi', b.instansi.jenis==='PUSAT'||b.instansi.jenis==='PROVINSI'?b.instansi.jenis:'KABKOTA'); add('kedudukan',p.kedudukan); add('jp',p.jenisPegawai.length<3?(['1','10','15'].includes(p.jenisPegawai)?'INDUK':'lain'):'')
    ;(edu[grp]??={})[h.tingkat]=(edu[grp]![h.tingkat]??0)+1; (gl[grp]??={})[g]=(gl[grp]![g]??0)+1
    add('mulai', String(Math.floor(+p.nip.slice(8,12)/5)*5)); nips.add(p.nip); niks.add(p.nik); rows+=p.golongan.length; jab+=p.jabatan.length; pd+=p.pendidikan.length; (jn[grp]??=[]).push(p.jabatan.length)
    if (process.argv[5] && n % Number(process.argv[5]) === 0) { console.log('\n',p.nip,p.nama,`[${p.gelarDepan}|${p.gelarBelakang}]`,b.instansi.nama,p.post.kelompok,'|',p.post.unit.nama,'| lahir',p.tempatLahir,p.agama,'CPNS',dayText(p.cpns),'PNS',p.pns&&dayText(p.pns),p.kedudukan,p.jenisPegawai,'\n  ',p.alamat,p.nik); console.log('   DIDIK',p.pendidikan.map(x=>program.get(x.kode)!.nama+' '+Math.floor(x.lulus/12)+(x.pertama?'*':'')).join('; ')); console.log('   GOL',p.golongan.map(x=>gradeKode(x.grade)+' '+Math.floor(x.tmt/12)+'-'+(x.tmt%12+1)+'/'+x.jenis+' mk'+Math.floor(x.masaKerja/12)+'/'+x.masaKerja%12+' '+x.sk.nomor).join('; ')); for(const j of p.jabatan) console.log('   JAB',dayText(j.tmt),j.jenis,j.eselon,j.nama,'@',j.unit.nama,j.unit.aktif?'':'(lama)',j.sk.nomor,dayText(j.sk.tanggal)) }
  }
}
const t=performance.now()-t1
console.log({n,units,tree:Math.round(tree),ms:Math.round(t),perS:Math.round(n/t*1000),nip:nips.size,nik:niks.size,gol:rows/n,jab:jab/n,pd:pd/n, mem:Math.round(process.memoryUsage().rss/1e6)})
const pc=(o:Record<string,number>,tot=n)=>Object.fromEntries(Object.entries(o).sort().map(([k,v])=>[k,+(v/tot*100).toFixed(2)]))
for (const [k,o] of Object.entries(C)) console.log(k, JSON.stringify(pc(o, k==='eselon'?Object.values(o).reduce((a,b)=>a+b):n)))
for (const [k,o] of Object.entries(edu)) console.log('didik',k, JSON.stringify(pc(o, Object.values(o).reduce((a,b)=>a+b))))
for (const [k,o] of Object.entries(gl)) console.log('gol',k, JSON.stringify(pc(o, Object.values(o).reduce((a,b)=>a+b))), 'jab', jn[k]!.reduce((a,b)=>a+b)/jn[k]!.length)
