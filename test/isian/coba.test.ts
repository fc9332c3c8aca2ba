import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { addPerson, digest, fillAll, get, makeScene, post, rowId, sendForm, type Scene } from './adegan.ts'
const t = useDatabase()
let s: Scene
beforeAll(async () => { s = await makeScene(t) })
test('coba', async () => {
  const p = await addPerson(s)
  for (const u of ['/formulir', '/formulir/data-utama', '/formulir/data-posisi', '/formulir/riwayat-golongan', `/formulir/riwayat-golongan/${rowId(p, 'g1')}`, '/formulir/kirim', '/formulir/status', '/%zz', '/formulir/%ff', '/cari/unor?induk=%00', '/formulir/data-posisi?medan=unor&pilih=%00', '/cetak/bukti-pengisian', '/formulir/'+'x'.repeat(300)]) {
    const r = await get(s, p, u)
    console.log(u, r.statusCode, r.body.length, r.headers['content-type'], r.body.includes('<h1>') ? /<h1>(.*?)<\/h1>/.exec(r.body)![1] : r.body.slice(0,200))
  }
  const g = await post(s, p, '/formulir/riwayat-golongan', { _aksi: '\0' }); console.log(g.statusCode)
  await fillAll(s, p)
  console.log((await get(s, p, '/formulir/kirim')).body.replace(/<[^>]+>/g, ' ').slice(500, 2500))
  await sendForm(s, p)
  console.log(Object.keys(await digest(s)).length, s.errors)
})
