// Cases of the rules of Data Utama and Data Posisi: what passes, what fails.
import type { Loose } from '../../src/form/section.ts'
import { dataPosisi } from '../../src/sections/dataPosisi.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { ctx, learned, man, official, withRows, woman, type Case } from './cases.ts'

/** At the middle of 2015, for ages. */
const at2015 = (...rows: Loose[]) => withRows({ [riwayatJabatan.code]: rows }, { acuan: '2015-07-15' })
const titled = (gelar_depan: string | null, gelar_belakang: string | null) => ({ gelar_depan, gelar_belakang })
const titles = learned(titled(null, 'S.Pd.'), titled('Dr. Ir.', 'M.Si., Sp. A'))

export const cases: readonly Case[] = [
  {
    id: 'V14',
    on: 'gelar_depan',
    severity: 'warning',
    section: dataUtama,
    ctx: titles,
    passes: [{ gelar_depan: null }, { gelar_depan: 'Ir.' }, { gelar_depan: 'Prof. Dr. Ir.' }, { gelar_depan: 'DR' }],
    fails: [{ gelar_depan: 'Drs.' }, { gelar_depan: 'H. Ir.' }, { gelar_depan: 'Dr. Hj.' }],
  },
  {
    id: 'V14',
    on: 'gelar_belakang',
    severity: 'warning',
    section: dataUtama,
    ctx: titles,
    passes: [{ gelar_belakang: 'SPd' }, { gelar_belakang: 'S.Pd., M.Si.' }, { gelar_belakang: 'M.Si, Sp.A' }, { gelar_belakang: 'S.Pd. M.Si.' }],
    fails: [{ gelar_belakang: 'S.Pd., M.M.' }, { gelar_belakang: 'S.Pd.I.' }],
  },
  ...(
    [
      [official('21'), 60],
      [official('31'), 58],
      [official(null), 58],
      [official(null, 'JFT001-2'), 60],
      [official(null, 'JFT003-2'), 65],
      [official(null, 'JFT003-4'), 70],
      [official(null, 'JFT001-4'), 60],
      [official(null, 'JFT002-1'), 60],
      [official(null, 'JFT002-3'), 65],
      [official(null, 'JFT100-2'), 58],
      [official(null, 'JFT100-3'), 60],
      [official(null, 'JFT100-1'), 58],
    ] as const
  ).map(([post, age]): Case => ({
    id: 'V17',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: dataUtama,
    ctx: at2015(official('11', null, '2001-01-01'), post),
    passes: [{ tanggal_lahir: `${2015 - age}-07-01` }, { tanggal_lahir: `${2015 - age}-07-31` }],
    fails: [{ tanggal_lahir: `${2015 - age}-06-30` }],
  })),
  {
    id: 'V17',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: dataUtama,
    ctx: { ...at2015(official(null, 'JFT001-2')), info: (list) => (list === 'jabatan_fungsional' ? { usia_bup: '63' } : undefined) },
    passes: [{ tanggal_lahir: '1952-07-01' }],
    fails: [{ tanggal_lahir: '1952-06-30' }],
  },
  {
    id: 'V02',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: dataUtama,
    passes: [{ tanggal_lahir: '1976-03-14' }],
    fails: [{ tanggal_lahir: '1976-03-15' }],
  },
  { id: 'V02', on: 'jenis_kelamin', severity: 'warning', section: dataUtama, passes: [{ jenis_kelamin: woman }], fails: [{ jenis_kelamin: man }] },
  { id: 'V02', on: 'tmt_cpns', severity: 'warning', section: dataUtama, passes: [{ tmt_cpns: '2000-03-31' }], fails: [{ tmt_cpns: '2000-04-01' }] },
  {
    id: 'V03',
    on: 'nik',
    section: dataUtama,
    passes: [{ nik: '1101015403760001' }, { nik: '9702015403760001' }],
    fails: ['0006015403760001', '1001015403760001', '2001015403760001', '4001015403760001', '9801015403760001', '3300015403760001', '3306005403760001'].map(
      (nik) => ({ nik }),
    ),
  },
  {
    id: 'V03',
    on: 'nik',
    severity: 'warning',
    section: dataUtama,
    passes: [{ nik: '3306015403760001' }, { nik: '3306011403760001', jenis_kelamin: man }],
    fails: [{ nik: '3306011403760001' }, { nik: '3306015403750001' }, { nik: '3306015403760001', jenis_kelamin: man }],
  },
  { id: 'V05', on: 'tmt_cpns', section: dataUtama, passes: [{ tanggal_lahir: '1982-03-01' }], fails: [{ tanggal_lahir: '1982-03-02' }] },
  { id: 'V05', on: 'tmt_cpns', severity: 'warning', section: dataUtama, passes: [{ tanggal_lahir: '1964-03-02' }], fails: [{ tanggal_lahir: '1964-03-01' }] },
  { id: 'V06', on: 'tmt_pns', section: dataUtama, passes: [{ tmt_pns: '2000-03-01' }, { tmt_pns: null }], fails: [{ tmt_pns: '2000-02-29' }] },
  {
    id: 'V06',
    on: 'tmt_pns',
    severity: 'warning',
    section: dataUtama,
    passes: [{ tmt_pns: '2001-03-01' }, { tmt_pns: '2002-03-01' }, { tmt_pns: null }],
    fails: [{ tmt_pns: '2001-02-28' }, { tmt_pns: '2002-03-02' }],
  },
  {
    id: 'V22',
    on: 'kecamatan',
    section: dataPosisi,
    passes: [
      { kabupaten: { id: '33.06', nama: '' }, kecamatan: { id: '33.06.01', nama: '' } },
      { kabupaten: null, kecamatan: null, desa: null },
    ],
    fails: [{ kabupaten: null }],
  },
  { id: 'V22', on: 'desa', section: dataPosisi, passes: [{ kecamatan: null, desa: null }], fails: [{ kecamatan: null }] },
  {
    id: 'V27',
    on: 'unor',
    severity: 'warning',
    section: dataPosisi,
    ctx: ctx({
      rows: (code) =>
        code === riwayatJabatan.code
          ? [
              { tmt_jabatan: '2001-01-01', unor: { id: 'b', nama: 'SMP 2' } },
              { tmt_jabatan: '2010-01-01', unor: { id: 'a', nama: 'SMP 5' } },
            ]
          : [],
    }),
    passes: [{ unor: { id: 'a', nama: 'SMP 5 Kota' } }, { unor: { id: null, nama: 'SMP 5' } }],
    fails: [{ unor: { id: 'b', nama: 'SMP 2' } }],
  },
]
