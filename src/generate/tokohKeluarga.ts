// The families of the named people, written by hand like themselves.
import { readDay } from './calendar.ts'
import type { Keluarga, OrangTua } from './keluarga/keluarga.ts'
import type { Nikah, StatusNikah } from './keluarga/nikah.ts'
import type { Orang } from './keluarga/orang.ts'
import { data } from './reference.ts'

/** name, birth (day, year or '-'), alive; or the key of a named person */
type Induk = [nama: string, lahir: string, hidup: boolean] | string
type Pasangan = [nama: string, lahir: string, menikah: string, status?: StatusNikah, berakhir?: string, kunci?: string]
type Anak = [nama: string, lahir: string, kelamin: 'L' | 'P', pasangan?: number]
type Spec = { ayah: Induk; ibu: Induk; pasangan: Pasangan[] | string; anak: Anak[] }

/** What relatives know of a named person. */
export type Kenal = { n: number; nip: string; nama: string; lelaki: boolean; lahir: string; tempatLahir: string; agama: string }

const specs = data<Record<string, Spec>>('tokohKeluarga')

/** The family of a named person; `find` knows the others. */
export function familyOf(kunci: string, find: (kunci: string) => Kenal): Keluarga {
  const own = find(kunci)
  const spec = specs[kunci]!
  return { nikah: marriagesOf(own, spec, find), ayah: parent(own, spec.ayah, true, find), ibu: parent(own, spec.ibu, false, find) }
}

const relative = (own: Kenal, nama: string, lelaki: boolean, lahir: string, known?: Kenal): Orang => ({
  agama: own.agama,
  suku: 'JAWA',
  nama,
  lelaki,
  lahir: readDay(lahir),
  tempatLahir: known?.tempatLahir ?? own.tempatLahir,
  ...(known && { bio: known }),
})

function parent(own: Kenal, spec: Induk, lelaki: boolean, find: (kunci: string) => Kenal): OrangTua {
  const known = typeof spec === 'string' ? find(spec) : undefined
  if (known) return { ...relative(own, known.nama, lelaki, known.lahir, known), hidup: true, ingat: 'hari', pensiunan: false }
  const [nama, lahir, hidup] = spec as [string, string, boolean]
  const ingat = lahir === '-' ? 'tidak' : lahir.length === 4 ? 'tahun' : 'hari'
  const day = { hari: lahir, tahun: `${lahir}-07-01`, tidak: '1940-07-01' }[ingat]
  return { ...relative(own, nama, lelaki, day), hidup, ingat, pensiunan: false }
}

/** Of a couple of named people the marriage stands with one of them. */
function marriagesOf(own: Kenal, spec: Spec, find: (kunci: string) => Kenal): Nikah[] {
  if (typeof spec.pasangan === 'string') return marriagesOf(find(spec.pasangan), specs[spec.pasangan]!, find)
  return spec.pasangan.map(([nama, lahir, menikah, status = 'MENIKAH', berakhir = '', kunci], i): Nikah => {
    const partner = relative(own, nama, !own.lelaki, lahir, kunci ? find(kunci) : undefined)
    const self = relative(own, own.nama, own.lelaki, own.lahir, own)
    return {
      suami: own.lelaki ? self : partner,
      istri: own.lelaki ? partner : self,
      tanggal: readDay(menikah),
      akta: `${100 + own.n}/SIM-${10 + i}/V/${menikah.slice(0, 4)}`,
      status,
      berakhir: berakhir ? readDay(berakhir) : null,
      aktaBerakhir: berakhir ? `0${100 + own.n}/AC/SIM/${berakhir.slice(0, 4)}` : '',
      anak: spec.anak
        .filter((anak) => (anak[3] ?? 0) === i)
        .map(([name, born, kelamin]) => ({ ...relative(own, name, kelamin === 'L', born), status: 'KANDUNG' as const })),
    }
  })
}
