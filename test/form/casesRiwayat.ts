// Cases of the rules of Data Utama, Data Posisi and the histories: what passes, what fails.
import { dataPosisi } from '../../src/sections/dataPosisi.ts'
import { dataUtama } from '../../src/sections/dataUtama.ts'
import { riwayatGolongan } from '../../src/sections/riwayatGolongan.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { ctx, entry, man, withRows, woman, type Case, type ListCase } from './cases.ts'

export const cases: readonly Case[] = [
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
    fails: [{ nik: '0006015403760001' }, { nik: '1001015403760001' }, { nik: '9801015403760001' }, { nik: '3300015403760001' }],
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
  { id: 'V06', on: 'tmt_golongan', section: riwayatGolongan, passes: [{ tmt_golongan: '2000-03-01' }], fails: [{ tmt_golongan: '2000-02-29' }] },
  {
    id: 'V07',
    on: 'tanggal_sk',
    severity: 'warning',
    section: riwayatGolongan,
    passes: [{ tanggal_sk: '2002-03-01' }, { tanggal_sk: '1998-03-01' }],
    fails: [{ tanggal_sk: '2002-03-02' }, { tanggal_sk: '1998-02-28' }],
  },
  {
    id: 'V07',
    on: 'tanggal_bkn',
    section: riwayatGolongan,
    passes: [
      { nomor_bkn: null, tanggal_bkn: null },
      { nomor_bkn: 'AB 1', tanggal_bkn: '2000-03-01' },
    ],
    fails: [{ nomor_bkn: null }, { tanggal_bkn: null }],
  },
  {
    id: 'V07',
    on: 'tanggal_sk',
    severity: 'warning',
    section: riwayatJabatan,
    passes: [{ tmt_jabatan: '2004-12-31', tanggal_sk: '2006-12-31' }],
    fails: [
      { tmt_jabatan: '2004-12-31', tanggal_sk: '2007-01-01' },
      { tmt_jabatan: '2004-01-01', tanggal_sk: '2001-12-31' },
      { tmt_jabatan: '2004-01-01', tanggal_sk: '2006-12-31' },
    ],
  },
  {
    id: 'V12',
    on: 'masa_kerja_tahun',
    severity: 'warning',
    section: riwayatGolongan,
    passes: [
      { tmt_golongan: '2010-04-01', masa_kerja_tahun: 5 },
      { tmt_golongan: '2010-04-01', masa_kerja_tahun: 15 },
    ],
    fails: [
      { tmt_golongan: '2010-04-01', masa_kerja_tahun: 2 },
      { tmt_golongan: '2010-04-01', masa_kerja_tahun: 18 },
    ],
  },
  { id: 'V15', on: 'tmt_jabatan', section: riwayatJabatan, passes: [{ tmt_jabatan: '2000-03-01' }], fails: [{ tmt_jabatan: '2000-02-29' }] },
  {
    id: 'V15',
    on: 'tmt_pelantikan',
    section: riwayatJabatan,
    passes: [{ tanggal_sk: '2001-04-01', tmt_pelantikan: '2001-04-01' }, { tmt_pelantikan: null }],
    fails: [{ tanggal_sk: '2001-04-01', tmt_pelantikan: '2001-03-31' }],
  },
  {
    id: 'V15',
    on: 'eselon',
    section: riwayatJabatan,
    passes: [
      { jenis_jabatan: { id: '1', nama: '' }, eselon: { id: '22', nama: 'II.b' } },
      { jenis_jabatan: { id: '4', nama: '' }, eselon: null },
    ],
    fails: [
      { jenis_jabatan: { id: '1', nama: '' }, eselon: { id: '99', nama: 'NON' } },
      { jenis_jabatan: { id: '1', nama: '' }, eselon: null },
    ],
  },
  {
    id: 'V15',
    on: 'eselon',
    severity: 'warning',
    section: riwayatJabatan,
    ctx: ctx({
      rows: (code) =>
        code === riwayatGolongan.code
          ? [
              { golongan: entry('31'), tmt_golongan: '2000-03-01' },
              { golongan: entry('43'), tmt_golongan: '2010-10-01' },
            ]
          : [],
    }),
    passes: [
      { tmt_jabatan: '2011-01-01', eselon: { id: '22', nama: 'II.b' } },
      { tmt_jabatan: '1999-01-01', eselon: { id: '22', nama: 'II.b' } },
    ],
    fails: [{ tmt_jabatan: '2009-01-01', eselon: { id: '22', nama: 'II.b' } }],
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

const row = (id: string, day: string, kind = '101', years = 0) => ({
  golongan: entry(id),
  tmt_golongan: day,
  jenis_kp: entry(kind),
  masa_kerja_tahun: years,
  masa_kerja_bulan: 0,
})
const start = row('31', '2000-03-01', '211')

export const listCases: readonly ListCase[] = [
  {
    id: 'V08',
    on: 'tmt_golongan',
    section: riwayatGolongan,
    says: /TMT Golongan yang sama/,
    passes: [[start, row('32', '2004-04-01')]],
    fails: [[start, row('32', '2000-03-01')]],
  },
  {
    id: 'V08',
    on: 'golongan',
    section: riwayatGolongan,
    says: /turun/,
    passes: [[start, row('32', '2004-04-01')]],
    fails: [[start, row('32', '2004-04-01'), row('31', '2008-04-01')]],
  },
  {
    id: 'V08',
    on: 'golongan',
    section: riwayatGolongan,
    says: /sudah ada/,
    passes: [[start, row('32', '2004-04-01')]],
    fails: [[start, row('31', '2004-04-01')]],
  },
  {
    id: 'V08',
    on: 'golongan',
    severity: 'warning',
    section: riwayatGolongan,
    says: /lebih dari satu tingkat/,
    passes: [
      [start, row('32', '2004-04-01')],
      [start, row('34', '2004-04-01', '203')],
      [row('24', '2000-03-01', '211'), row('31', '2004-04-01')],
    ],
    fails: [[start, row('33', '2004-04-01')]],
  },
  {
    id: 'V09',
    on: 'jenis_kp',
    section: riwayatGolongan,
    says: /Baris pertama/,
    passes: [[row('32', '2004-04-01'), start]],
    fails: [[row('31', '2000-03-01')]],
  },
  { id: 'V09', on: 'tmt_golongan', section: riwayatGolongan, says: /baris pertama/, passes: [[start]], fails: [[row('31', '2000-04-01', '211')]] },
  {
    id: 'V10',
    on: 'tmt_golongan',
    severity: 'warning',
    section: riwayatGolongan,
    says: /berjarak/,
    passes: [
      [start, row('32', '2004-04-01')],
      [start, row('32', '2002-03-01', '202')],
      [start, row('33', '2001-05-01', '203')],
    ],
    fails: [
      [start, row('32', '2003-10-01')],
      [start, row('32', '2004-05-01')],
      [start, row('32', '2002-02-28', '202')],
    ],
  },
  {
    id: 'V12',
    on: 'masa_kerja_tahun',
    severity: 'warning',
    section: riwayatGolongan,
    says: /lebih pendek/,
    passes: [
      [start, row('32', '2004-04-01', '101', 4)],
      [row('24', '2000-03-01', '211', 9), row('31', '2004-04-01', '101', 8)],
    ],
    fails: [[row('31', '2000-03-01', '211', 5), row('32', '2004-04-01', '101', 4)]],
  },
  {
    id: 'V15',
    on: 'tmt_jabatan',
    section: riwayatJabatan,
    says: /TMT yang sama/,
    passes: [[{ tmt_jabatan: '2001-01-01' }, { tmt_jabatan: '2002-01-01' }]],
    fails: [[{ tmt_jabatan: '2001-01-01' }, { tmt_jabatan: '2001-01-01' }]],
  },
]

