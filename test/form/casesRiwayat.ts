// Cases of the rules of rank and position: what passes, what fails.
import type { Loose } from '../../src/form/section.ts'
import { riwayatGolongan } from '../../src/sections/riwayatGolongan.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { ctx, entry, first, learned, studied, withRows, type Case, type ListCase } from './cases.ts'

const row = (id: string, day: string, kind = '101', years = 0) => ({
  golongan: entry(id),
  tmt_golongan: day,
  jenis_kp: entry(kind),
  masa_kerja_tahun: years,
  masa_kerja_bulan: 0,
})
const start = row('31', '2000-03-01', '211')

const post = (day: string, jabatan_fungsional_umum: Loose): Loose => ({
  tmt_jabatan: day,
  jenis_jabatan: entry('4'),
  jabatan_fungsional: null,
  jabatan_fungsional_umum,
})
const seat = (day: string, unor: string | null, kind = '1'): Loose => ({ tmt_jabatan: day, jenis_jabatan: entry(kind), unor: { id: unor, nama: 'Dinas' } })

export const cases: readonly Case[] = [
  {
    id: 'V11',
    on: 'golongan',
    severity: 'warning',
    section: riwayatGolongan,
    says: /pertama/,
    ctx: learned(studied('15', '1995-06-01'), studied('40', '1999-06-01', first)),
    passes: [
      { jenis_kp: entry('211'), golongan: entry('31') },
      { jenis_kp: entry('101'), golongan: entry('34') },
    ],
    fails: [
      { jenis_kp: entry('211'), golongan: entry('32') },
      { jenis_kp: entry('211'), golongan: entry('21') },
    ],
  },
  ...(['DOKTER', 'PROFESI APOTEKER'] as const).map((nama): Case => ({
    id: 'V11',
    on: 'golongan',
    severity: 'warning',
    section: riwayatGolongan,
    says: /pertama/,
    ctx: learned(studied('40', '1999-06-01', { ...first, pendidikan: entry('d', nama) })),
    passes: [{ jenis_kp: entry('211'), golongan: entry('32') }],
    fails: [{ jenis_kp: entry('211'), golongan: entry('31') }],
  })),
  {
    id: 'V11',
    on: 'golongan',
    severity: 'warning',
    section: riwayatGolongan,
    says: /reguler/,
    ctx: learned(studied('15', '1990-06-01', first), studied('40', '2010-06-01')),
    passes: [
      { jenis_kp: entry('101'), golongan: entry('32'), tmt_golongan: '2008-04-01' },
      { jenis_kp: entry('101'), golongan: entry('34'), tmt_golongan: '2012-04-01' },
      { jenis_kp: entry('202'), golongan: entry('41'), tmt_golongan: '2008-04-01' },
      { jenis_kp: entry('101'), golongan: entry('41'), tmt_golongan: '1989-04-01' },
    ],
    fails: [
      { jenis_kp: entry('101'), golongan: entry('33'), tmt_golongan: '2008-04-01' },
      { jenis_kp: entry('101'), golongan: entry('41'), tmt_golongan: '2012-04-01' },
    ],
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
  {
    id: 'V15',
    on: 'jabatan_fungsional',
    severity: 'warning',
    section: riwayatJabatan,
    ctx: withRows({
      [riwayatGolongan.code]: [
        { golongan: entry('31'), tmt_golongan: '2000-03-01' },
        { golongan: entry('32'), tmt_golongan: '2004-04-01' },
        { golongan: entry('41'), tmt_golongan: '2014-04-01' },
      ],
    }),
    passes: [
      { jabatan_fungsional: entry('JFT001-1'), tmt_jabatan: '2001-01-01' },
      { jabatan_fungsional: entry('JFT001-2'), tmt_jabatan: '2005-01-01' },
      { jabatan_fungsional: entry('tidak-ada'), tmt_jabatan: '2005-01-01' },
      { jabatan_fungsional: null, tmt_jabatan: '2005-01-01' },
    ],
    fails: [
      { jabatan_fungsional: entry('JFT001-2'), tmt_jabatan: '2001-01-01' },
      { jabatan_fungsional: entry('JFT001-2'), tmt_jabatan: '2015-01-01' },
    ],
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
]

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
    severity: 'warning',
    section: riwayatGolongan,
    says: /turun/,
    passes: [[start, row('32', '2004-04-01')]],
    fails: [
      [start, row('32', '2004-04-01'), row('31', '2008-04-01')],
      [start, row('32', '2004-04-01'), row('32', '2011-04-01'), row('31', '2008-04-01')], // taken down a step, and given back
    ],
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
    on: 'jenis_jabatan',
    severity: 'warning',
    section: riwayatJabatan,
    says: /memerlukan unit/,
    passes: [[seat('2010-01-01', null), seat('2012-01-01', 'u1')], [seat('2012-01-01', null, '4')], []],
    fails: [[seat('2010-01-01', 'u1'), seat('2012-01-01', null)]],
  },
  {
    id: 'V15',
    on: 'jenis_jabatan',
    severity: 'warning',
    section: riwayatJabatan,
    says: /ditulis sendiri/,
    passes: [
      [post('2010-01-01', { id: null, nama: 'Juru Ketik' }), post('2012-01-01', entry('JFU001'))],
      [post('2012-01-01', { id: null, nama: 'Juru Ketik', usul: true })],
      [],
    ],
    fails: [[post('2010-01-01', entry('JFU001')), post('2012-01-01', { id: null, nama: 'Juru Ketik' })]],
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
