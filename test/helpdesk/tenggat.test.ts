// Due times: working days of the tier, in the zone of the office, without its holidays; and what goes up when nobody was in time.
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { sendDigests } from '../../src/jobs/eskalasi.ts'
import { dueAt, officeZone } from '../../src/tiket/due.ts'
import { escalateAll } from '../../src/tiket/escalate.ts'
import { useDatabase } from '../harness.ts'
import { get, PURWOREJO, unit } from '../verifikasi/scene.ts'
import { at, counts, letters, makeDesk, messages, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

const none: ReadonlySet<string> = new Set()

describe('counting days', () => {
  // 23-11-2026 is a Monday.
  test.each([
    ['three working days', '2026-11-23T03:00:00Z', 3, 'WIB', none, '2026-11-26T16:59:59.000Z'],
    ['a weekend lies between', '2026-11-26T03:00:00Z', 3, 'WIB', none, '2026-12-01T16:59:59.000Z'],
    ['opened on Saturday: Monday is the first day', '2026-11-28T03:00:00Z', 1, 'WIB', none, '2026-11-30T16:59:59.000Z'],
    ['a holiday does not count', '2026-12-23T03:00:00Z', 3, 'WIB', new Set(['2026-12-25']), '2026-12-29T16:59:59.000Z'],
    ['Sunday 22.30 in Jakarta is Monday in Jayapura', '2026-11-22T15:30:00Z', 1, 'WIT', none, '2026-11-24T14:59:59.000Z'],
    ['and still Sunday in Jakarta', '2026-11-22T15:30:00Z', 1, 'WIB', none, '2026-11-23T16:59:59.000Z'],
    ['the day ends an hour earlier in WITA', '2026-11-23T03:00:00Z', 1, 'WITA', none, '2026-11-24T15:59:59.000Z'],
  ] as const)('%s', (_, from, days, zone, holidays, want) => {
    expect(dueAt(new Date(from), days, zone, holidays).toISOString()).toBe(want)
  })

  test('the zone is that of the office', async () => {
    const { rows } = await sql<{
      id: string
      prov: string
    }>`select distinct on (info ->> 'provinsi_kode_kini') id, info ->> 'provinsi_kode_kini' as prov from ref_instansi
      where info ->> 'provinsi_kode_kini' in ('33', '51', '64', '81', '91')`.execute(t.db)
    const zones = Object.fromEntries(rows.map((r) => [r.prov, officeZone(2, { instansi_id: r.id, wilayah_id: null })]))
    expect(zones).toMatchObject({ '33': 'WIB', '51': 'WITA', '64': 'WITA', '81': 'WIT' })
    const far = rows.find((r) => r.prov === '81')!.id
    expect(officeZone(3, { instansi_id: far, wilayah_id: '04' })).toBe('WITA')
    expect(officeZone(4, { instansi_id: far, wilayah_id: '04' })).toBe('WIB')
    expect(officeZone(2, { instansi_id: null, wilayah_id: null })).toBe('WIB')
  })

  test('days are data', async () => {
    await sql`update tiket_tenggat_hari set hari_kerja = 30 where tingkat = 2`.execute(t.owner.db)
    const { jatuh_tempo } = await stored(s, await ticket(s, { kode: 'data-pensiun' }))
    expect(jatuh_tempo.getTime() - Date.now()).toBeGreaterThan(40 * 86_400_000)
    await sql`update tiket_tenggat_hari set hari_kerja = 5 where tingkat = 2`.execute(t.owner.db)
  })
})

describe('escalation', () => {
  const late = (nomor: string) => sql`update tiket set jatuh_tempo = now() - interval '1 minute' where nomor = ${nomor}`.execute(t.owner.db)

  test('unit → BKD → Kanreg → Pusat, and no further', async () => {
    const nomor = await ticket(s, { unit: unit.dinas, tingkat: 1 })
    const way: number[] = []
    for (let i = 0; i < 5; i++) {
      await late(nomor)
      await escalateAll(s.ctx)
      const now = await stored(s, nomor)
      way.push(now.tingkat)
      if (i < 3) expect(now).toMatchObject({ status: 'baru', pemegang: null })
      if (i < 3) expect(now.jatuh_tempo.getTime()).toBeGreaterThan(Date.now())
    }
    expect(way).toEqual([2, 3, 4, 4, 4])
    expect((await stored(s, nomor)).naik_tingkat).toBe(3)
    expect((await messages(s, nomor, ['sistem'])).map((m) => m.isi).filter((isi) => isi.includes('diteruskan'))).toHaveLength(3)
    const { rows } = await sql<{
      pelaku: string
    }>`select pelaku from peristiwa where nip = ${(await stored(s, nomor)).nip} and data ->> 'tindakan' = 'naik'`.execute(t.db)
    expect(rows).toEqual([{ pelaku: 'sistem' }, { pelaku: 'sistem' }, { pelaku: 'sistem' }])
  })

  test('who waits for the applicant, is not due, or is finished stays', async () => {
    const waiting = await ticket(s, { tingkat: 2, status: 'menunggu_pemohon' })
    const done = await ticket(s, { tingkat: 2, status: 'selesai' })
    const early = await ticket(s, { tingkat: 2 })
    for (const nomor of [waiting, done]) await late(nomor)
    expect(await escalateAll(s.ctx)).toBe(0)
    for (const nomor of [waiting, done, early]) expect((await stored(s, nomor)).tingkat).toBe(2)
  })

  test('the office it left reads on, the next works; both are told once a day, in numbers', async () => {
    const nomor = await ticket(s, { tingkat: 2, kode: 'data-pensiun' })
    await late(nomor)
    expect((await counts(s, s.ops.bkd))['Lewat tenggat']).toBeGreaterThan(0)
    await Promise.all([escalateAll(s.ctx), escalateAll(s.ctx)])
    expect(await stored(s, nomor)).toMatchObject({ tingkat: 3, naik_tingkat: 1 })
    expect((await get(s, s.ops.bkd, at(nomor))).body).toContain('Tiket ini ditangani Kantor Regional BKN')
    expect((await get(s, s.ops.kanreg, at(nomor))).body).toContain('1 kali naik karena lewat tenggat')
    expect((await get(s, s.ops.unit, at(nomor))).statusCode).toBe(404)
    await sendDigests(s.ctx)
    const all = await letters(s, 'ringkasan-tiket')
    const to = (name: string) => all.filter((l) => l.kepada === `${name}@uji.test`).map((l) => l.teks)
    expect(to('kartika')).toHaveLength(1)
    expect(to('kartika')[0]).toContain('naik ke tingkat Anda sejak kemarin')
    expect(to('bima')[0]).toContain('1 tiket naik dari tingkat Anda sejak kemarin')
    expect(to('jati')).toEqual([])
    for (const { teks } of all) expect(teks).not.toContain(nomor)
  })

  test('one that cannot be moved holds up no other', async () => {
    const [bad, good] = [await ticket(s, { tingkat: 2 }), await ticket(s, { tingkat: 2 })]
    for (const nomor of [bad, good]) await late(nomor)
    await sql`create function uji_gagal() returns trigger language plpgsql as 'begin raise exception ''putus''; end'`.execute(t.owner.db)
    await sql.raw(`create trigger uji_gagal before update on tiket for each row when (new.nomor = '${bad}') execute function uji_gagal()`).execute(t.owner.db)
    await expect(escalateAll(s.ctx)).rejects.toThrow('1 tickets')
    await sql`drop trigger uji_gagal on tiket`.execute(t.owner.db)
    expect((await stored(s, good)).tingkat).toBe(3)
    expect((await stored(s, bad)).tingkat).toBe(2)
  })

  test('a tier without operators is passed over', async () => {
    const nomor = await ticket(s, { tingkat: 2, kode: 'data-pensiun' })
    await sql`update penugasan set berlaku_sampai = current_date - 1 where lingkup_id = '01' and peran = 'helpdesk'`.execute(t.owner.db)
    await late(nomor)
    await escalateAll(s.ctx)
    expect((await stored(s, nomor)).tingkat).toBe(4)
    await sql`update penugasan set berlaku_sampai = null where lingkup_id = '01' and peran = 'helpdesk'`.execute(t.owner.db)
  })
})

test('an agency outside the seeds never breaks a due time', () => {
  expect(officeZone(2, { instansi_id: PURWOREJO, wilayah_id: '01' })).toBe('WIB')
  expect(officeZone(1, { instansi_id: 'tidak-ada', wilayah_id: null })).toBe('WIB')
})
