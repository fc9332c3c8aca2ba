// Where rules of the family look beyond their row: what is not at hand accuses nobody, and rows are found by their key.
import { expect, test } from 'vitest'
import { exampleContext } from '../../src/form/example.ts'
import { judge, judgeList, type AnySection, type Loose } from '../../src/form/section.ts'
import { anak } from '../../src/sections/anak.ts'
import { dataDokter } from '../../src/sections/dataDokter.ts'
import { dataGuru } from '../../src/sections/dataGuru.ts'
import { orangTua } from '../../src/sections/orangTua.ts'
import { suamiIstri } from '../../src/sections/suamiIstri.ts'

const wrong: readonly [AnySection, Loose[]][] = [
  [orangTua, [{ hubungan: 'IBU', nama: 'SUMIRAH', nip_pns: '198002022005032501', tanggal_lahir: '1980-02-02' }]],
  [
    suamiIstri,
    [
      { nip_pns: '197408172000032501', tanggal_lahir: '1974-08-17', tanggal_menikah: '1991-01-01', status_pernikahan: 'MENIKAH' },
      { status_pernikahan: 'MENIKAH' },
    ],
  ],
  [
    anak,
    [
      { orang_tua: { id: 'tidak-ada', nama: 'X' }, tanggal_lahir: '1970-01-01', status_anak: 'KANDUNG' },
      { orang_tua: { id: 'tidak-ada', nama: 'X' }, tanggal_lahir: '1970-02-01', status_anak: 'KANDUNG' },
    ],
  ],
  [dataGuru, [{ tmt_mengajar: '1990-01-01' }]],
  [dataDokter, [{ jenis_dokter: 'GIGI', bidang_spesialis: null }]],
]

test.each(wrong.map(([s, rows]) => [s.title, s, rows] as const))(
  '%s in the browser: without the person and other rows these rules are silent',
  (_, s, rows) => {
    const ctx = exampleContext()
    for (const v of rows) expect(judge(s, v, ctx)).toMatchObject({ errors: {}, warnings: {} })
    expect(
      judgeList(
        s,
        rows.map((v, i) => ({ kunci: String(i), v })),
        ctx,
      ),
    ).toEqual([])
  },
)

test.each(wrong.map(([s]) => [s.title, s] as const))('%s: gaps of SAPK break no rule', (_, s) => {
  const nothing = Object.fromEntries(Object.keys(s.fields).map((key) => [key, null]))
  const ctx = { ...exampleContext(), person: { nip: '', nama: '', tempatLahir: '', tanggalLahir: '', perempuan: true, tmtCpns: null, tmtPns: null, nik: null } }
  expect(judge(s, nothing, ctx)).toMatchObject({ errors: {}, warnings: {} })
  expect(
    judgeList(
      s,
      [
        { kunci: 'a', v: nothing },
        { kunci: 'b', v: nothing },
      ],
      ctx,
    ),
  ).toEqual([])
})
