// Notices: written with what causes them, counted in the head of the pages, recalled with a decision, one reminder a day; letters by choice.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { remindAll } from '../../src/akun/tenggat.ts'
import { transaction } from '../../src/db/tx.ts'
import { enqueue, recallNotices } from '../../src/jobs/enqueue.ts'
import { compose } from '../../src/jobs/surat/compose.ts'
import { wordsOf } from '../../src/features/pemberitahuan/words.ts'
import { useDatabase } from '../harness.ts'
import { fillAll, PERIODE, sendForm } from '../isian/adegan.ts'
import { addOwner, endAccountScene, get, makeAccountScene, notices, post, type AccountScene } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t, false)))
afterAll(() => endAccountScene(s))

const jobsOf = async (nip: string) =>
  (
    await sql<{ jenis: string }>`select payload->>'jenis' as jenis from graphile_worker._private_jobs where payload->>'nip' = ${nip} order by id`.execute(
      t.owner.db,
    )
  ).rows.map((r) => r.jenis)
const daysLeft = (days: number) =>
  sql`update periode set akhir_isi = date_trunc('day', clock_timestamp() at time zone 'Asia/Jakarta') at time zone 'Asia/Jakarta' + make_interval(days => ${days}, hours => 23)`.execute(
    t.owner.db,
  )

describe('one call makes both', () => {
  test('Kirim: a letter and a notice, and the head of the form pages counts it', async () => {
    const me = await addOwner(s)
    await fillAll(s, me)
    await sendForm(s, me)
    expect([await jobsOf(me.nip), await notices(s, me.nip)]).toEqual([['terkirim'], ['terkirim']])
    expect((await get(s, me, '/formulir')).body).toContain('Pemberitahuan (1 baru)')
    expect((await get(s, me, '/pemberitahuan')).body).toContain('Formulir terkirim')
    await post(s, me, '/pemberitahuan')
    expect((await get(s, me, '/formulir')).body).not.toContain('baru)')
  })
  test('what is rolled back told nobody', async () => {
    const me = await addOwner(s)
    const failing = transaction(s.ctx.db, async (tx) => {
      await enqueue(tx, 'surat', { jenis: 'terkirim', nip: me.nip })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect([await jobsOf(me.nip), await notices(s, me.nip)]).toEqual([[], []])
  })
  test('a decision that may be taken back is told later, and not at all when it was', async () => {
    const me = await addOwner(s)
    await transaction(s.ctx.db, (tx) => enqueue(tx, 'surat', { jenis: 'dikembalikan', nip: me.nip, periode: PERIODE, status: 'perbaikan' }, 5))
    expect((await get(s, me, '/pemberitahuan')).body).toContain('Belum ada pemberitahuan')
    await transaction(s.ctx.db, (tx) => recallNotices(tx, me.nip, PERIODE))
    expect(await notices(s, me.nip)).toEqual([])
  })
  test('letters to others leave no notice with this person', async () => {
    const me = await addOwner(s)
    for (const sebab of ['alamat-lama', 'klaim-diserahkan', 'email-lama'])
      await transaction(s.ctx.db, (tx) => enqueue(tx, 'surat', { jenis: 'akun', sebab, nip: me.nip }))
    expect([(await jobsOf(me.nip)).length, await notices(s, me.nip)]).toEqual([3, []])
  })
  test('every kind that is written has words of its own', () => {
    for (const jenis of [
      'bukti-registrasi',
      'registrasi-diterima',
      'registrasi-ditolak',
      'terkirim',
      'dikembalikan',
      'disetujui',
      'diterima',
      'turun-status',
      'referensi',
      'tiket',
      'kata-kunci-diganti',
      'nomor-dilihat',
      'email-berlaku',
      'pendamping-mengisi',
      'masuk-perangkat-baru',
    ])
      expect(wordsOf(jenis, {}).judul, jenis).not.toBe('Ada perubahan pada akun Anda')
    expect(wordsOf('__proto__', {}).judul).toBe('Ada perubahan pada akun Anda')
  })
})

describe('only one’s own', () => {
  test('the notices of another person are neither shown nor marked', async () => {
    const [me, other] = [await addOwner(s), await addOwner(s)]
    await transaction(s.ctx.db, (tx) => enqueue(tx, 'surat', { jenis: 'terkirim', nip: other.nip }))
    const { rows } = await sql<{ id: string }>`select id from pemberitahuan where nip = ${other.nip}`.execute(t.owner.db)
    expect((await get(s, me, `/pemberitahuan?sebelum=${rows[0]!.id}`)).body).not.toContain('Formulir terkirim')
    await post(s, me, '/pemberitahuan', { id: rows[0]!.id })
    await post(s, me, '/pemberitahuan', { id: "' or 1=1 --" })
    const { rows: still } = await sql`select 1 from pemberitahuan where nip = ${other.nip} and dibaca is null`.execute(t.owner.db)
    expect(still).toHaveLength(1)
  })
})

describe('letters by choice', () => {
  test('about progress they may be switched off, about the account and about repair not', async () => {
    const me = await addOwner(s)
    const letters = async () =>
      Promise.all(
        [{ jenis: 'terkirim' }, { jenis: 'dikembalikan', periode: PERIODE }, { jenis: 'akun', sebab: 'kata-kunci-diganti' }].map(
          async (ids) => (await compose(s.ctx, { ...ids, nip: me.nip })) !== undefined,
        ),
      )
    expect(await letters()).toEqual([true, true, true])
    await post(s, me, '/akun/surat', {})
    expect(await letters()).toEqual([false, true, true])
    await post(s, me, '/akun/surat', { kemajuan: '1' })
    expect(await letters()).toEqual([true, true, true])
  })
})

describe('the end of the campaign draws near', () => {
  test.each([14, 7, 3, 1])('%i days before: everybody who has not sent, once', async (days) => {
    const [waiting, sent] = [await addOwner(s), await addOwner(s)]
    await fillAll(s, sent)
    await sendForm(s, sent)
    await daysLeft(days)
    const told = await Promise.all([remindAll(s.ctx, 2), remindAll(s.ctx, 3)])
    expect(told[0]! + told[1]!).toBeGreaterThan(0)
    expect(await remindAll(s.ctx, 2)).toBe(0)
    expect((await jobsOf(waiting.nip)).filter((j) => j === 'tenggat')).toHaveLength(1)
    expect(await jobsOf(sent.nip)).toEqual(['terkirim'])
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from pemberitahuan where jenis = 'tenggat' group by nip, kunci having count(*) > 1`.execute(t.owner.db)
    expect(rows).toEqual([])
    const letter = (await compose(s.ctx, { jenis: 'tenggat', nip: waiting.nip, periode: PERIODE, hari: String(days) }))!.letter
    expect(letter.perihal).toContain(days === 1 ? 'besok' : `${days} hari`)
    await fillAll(s, waiting)
    await sendForm(s, waiting)
    expect(await compose(s.ctx, { jenis: 'tenggat', nip: waiting.nip, periode: PERIODE, hari: String(days) })).toBeUndefined()
  })
  test.each([15, 8, 2, 0])('%i days before: nobody', async (days) => {
    await daysLeft(days)
    expect(await remindAll(s.ctx)).toBe(0)
  })
  test('reminders stand behind letters that somebody waits for', async () => {
    const { rows } = await sql<{
      p: number
    }>`select distinct priority::int as p from graphile_worker._private_jobs where payload->>'jenis' = 'tenggat'`.execute(t.owner.db)
    expect(rows.map((r) => r.p > 0)).toEqual([true])
  })
})
