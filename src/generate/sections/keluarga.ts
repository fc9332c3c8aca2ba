// Rows of the three family sections: parents, spouses, children.
import { dayText } from '../calendar.ts'
import { partnerOf, type Nikah } from '../keluarga/nikah.ts'
import type { OrangTua } from '../keluarga/keluarga.ts'
import type { Orang } from '../keluarga/orang.ts'
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import { hexId } from '../unit.ts'
import { anyCard, cardOf } from './bpjs.ts'
import type { Row } from './row.ts'

// SIASN's numbers of these histories
const [ORANG_TUA, SUAMI_ISTRI, ANAK] = [10, 11, 12]

/** Father and mother. */
export function orangTuaRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.kartuOrangTua)
  const row = (hubungan: string, o: OrangTua, i: number): Row => ({
    id: hexId(seed, p.n, ORANG_TUA, i),
    hubungan,
    ...relative(seed, r, o, o.pensiunan),
    tanggal_lahir: { hari: dayText(o.lahir), tahun: dayText(o.lahir).slice(0, 4), tidak: '-' }[o.ingat],
    tempat_lahir: o.ingat === 'tidak' ? '' : o.tempatLahir,
    status_hidup: o.hidup ? 'HIDUP' : 'MENINGGAL',
  })
  return [row('AYAH', p.keluarga.ayah, 0), row('IBU', p.keluarga.ibu, 1)]
}

/** What all relatives have in common; one with a NIP is found by it. */
function relative(seed: number, r: Random, o: Orang, retired: boolean): Row {
  const card = anyCard(r)
  const pns = o.bio !== undefined || retired
  return {
    status_pns: String(pns),
    tanpa_nip: pns ? String(!o.bio) : '',
    nama: o.nama,
    nip_pns: o.bio?.nip ?? '',
    tempat_lahir: o.tempatLahir,
    nomor_bpjs: o.bio ? cardOf(seed, o.bio.n) : card,
  }
}

const spouseId = (seed: number, p: Person, i: number) => hexId(seed, p.n, SUAMI_ISTRI, i)

/** Every marriage, the ended ones included. */
export function suamiIstriRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.kartuPasangan)
  return p.keluarga.nikah.map((n, i) => {
    const partner = partnerOf(n, p.lelaki)
    return {
      id: spouseId(seed, p, i),
      ...relative(seed, r, partner, false),
      tanggal_lahir: dayText(partner.lahir),
      pernikahan_ke: String(i + 1),
      tanggal_menikah: dayText(n.tanggal),
      akta_menikah: n.akta,
      status_pernikahan: n.status,
      tanggal_berakhir: n.berakhir === null ? '' : dayText(n.berakhir),
      akta_berakhir: n.aktaBerakhir,
      karis_karsu: r.chance(0.7) ? `SIM ${String(r.int(1, 999_999)).padStart(6, '0')} ${p.lelaki ? 'K' : 'L'}` : '',
    }
  })
}

/** All children, eldest first; the other parent is one of the rows above. */
export function anakRows(seed: number, p: Person): Row[] {
  const children = p.keluarga.nikah.flatMap((n, i) => n.anak.map((anak) => ({ anak, n, i })))
  return children
    .sort((a, b) => a.anak.lahir - b.anak.lahir)
    .map(({ anak, n, i }, k) => ({
      id: hexId(seed, p.n, ANAK, k),
      ...parentColumns(seed, p, n, i),
      nama: anak.nama,
      tanggal_lahir: dayText(anak.lahir),
      tempat_lahir: anak.tempatLahir,
      jenis_kelamin: anak.lelaki ? '1' : '2',
      status_anak: anak.status,
    }))
}

const parentColumns = (seed: number, p: Person, n: Nikah, i: number): Row => ({
  orang_tua: spouseId(seed, p, i),
  orang_tua_nama: partnerOf(n, p.lelaki).nama,
})
