// Cases of the rules of education, trainings and appraisals: what passes, what fails.
import { prestasiKerja } from '../../src/sections/prestasiKerja.ts'
import { riwayatDiklatFungsional } from '../../src/sections/riwayatDiklatFungsional.ts'
import { riwayatDiklatStruktural } from '../../src/sections/riwayatDiklatStruktural.ts'
import { riwayatPendidikan } from '../../src/sections/riwayatPendidikan.ts'
import { entry, first, held, official, studied, type Case, type ListCase } from './cases.ts'

export const cases: readonly Case[] = [
  {
    id: 'V13',
    on: 'tahun_lulus',
    section: riwayatPendidikan,
    passes: [{ tanggal_lulus: '1999-12-31', tahun_lulus: 1999 }],
    fails: [{ tanggal_lulus: '1999-12-31', tahun_lulus: 2000 }],
  },
  {
    id: 'V13',
    on: 'tanggal_lulus',
    section: riwayatPendidikan,
    passes: [{ tanggal_lulus: '1976-03-15' }],
    fails: [{ tanggal_lulus: '1976-03-14' }, { tanggal_lulus: '1960-01-01' }],
  },
  ...(
    [
      ['05', 10],
      ['10', 13],
      ['12', 13],
      ['15', 16],
      ['18', 16],
      ['20', 17],
      ['25', 18],
      ['30', 19],
      ['40', 19],
      ['45', 21],
      ['50', 23],
    ] as const
  ).map(([level, age]): Case => ({
    id: 'V13',
    on: 'tanggal_lulus',
    severity: 'warning',
    section: riwayatPendidikan,
    says: /muda/,
    passes: [{ tingkat_pendidikan: entry(level), tanggal_lulus: `${1976 + age}-03-14` }],
    fails: [{ tingkat_pendidikan: entry(level), tanggal_lulus: `${1976 + age}-03-13` }],
  })),
  {
    id: 'V13',
    on: 'pendidikan_pertama',
    section: riwayatPendidikan,
    passes: [
      { ...first, tanggal_lulus: '2000-03-01' },
      { pendidikan_pertama: false, tanggal_lulus: '2005-01-01' },
    ],
    fails: [{ ...first, tanggal_lulus: '2000-03-02' }],
  },
  {
    id: 'V13',
    on: 'tahun_diklat',
    section: riwayatDiklatStruktural,
    passes: [{ tanggal_diklat: '2012-03-14', tahun_diklat: 2012 }],
    fails: [{ tanggal_diklat: '2012-03-14', tahun_diklat: 2013 }],
  },
  {
    id: 'FAQ',
    on: 'diklat_struktural',
    section: riwayatDiklatStruktural,
    passes: [{ nomor_diklat: '23/DIKLATPIM IV/2012', institusi_penyelenggara: null }],
    fails: [{ nomor_diklat: '23/PRAJABATAN/2001' }, { institusi_penyelenggara: 'Panitia Pra Jabatan Golongan III' }],
  },
  {
    id: 'FAQ',
    on: 'jenis_diklat',
    section: riwayatDiklatFungsional,
    passes: [{ jenis_diklat: entry('122', 'Diklat Fungsional') }],
    fails: [{ jenis_diklat: entry('113', 'Diklat Prajabatan Golongan III') }],
  },
  {
    id: 'FAQ',
    on: 'nama_diklat',
    section: riwayatDiklatFungsional,
    passes: [{ nama_diklat: entry('1', 'Diklat Dalam Jabatan') }],
    fails: [{ nama_diklat: entry('1', 'Pra-jabatan') }, { nama_diklat: entry('2', 'Latsar CPNS') }],
  },
  {
    id: 'V26',
    on: 'jenis_penilaian',
    section: prestasiKerja,
    passes: [
      { tahun_penilaian: 2013, jenis_penilaian: 'DP3' },
      { tahun_penilaian: 2014, jenis_penilaian: 'PPK' },
    ],
    fails: [
      { tahun_penilaian: 2014, jenis_penilaian: 'DP3' },
      { tahun_penilaian: 2013, jenis_penilaian: 'PPK' },
    ],
  },
  {
    id: 'V26',
    on: 'kepemimpinan',
    section: prestasiKerja,
    says: /Isi/,
    ctx: held(official(null, null, '2005-01-01'), official('41', null, '2014-05-01')),
    passes: [{ tahun_penilaian: 2015, kepemimpinan: 80 }, ...[2013, 2014, 2004].map((tahun_penilaian) => ({ tahun_penilaian, kepemimpinan: null }))],
    fails: [{ tahun_penilaian: 2015, kepemimpinan: null }],
  },
  {
    id: 'V26',
    on: 'kepemimpinan',
    section: prestasiKerja,
    says: /Kosongkan/,
    ctx: held(official('41', null, '2005-01-01'), official(null, null, '2014-05-01')),
    passes: [
      { tahun_penilaian: 2015, jenis_penilaian: 'PPK', kepemimpinan: null },
      ...[2013, 2014, 2004].map((tahun_penilaian) => ({ tahun_penilaian, jenis_penilaian: 'PPK', kepemimpinan: 80 })),
      { tahun_penilaian: 2015, jenis_penilaian: 'DP3', kepemimpinan: 80 },
    ],
    fails: [{ tahun_penilaian: 2015, jenis_penilaian: 'PPK', kepemimpinan: 80 }],
  },
  ...(['penilai_nip', 'atasan_nip'] as const).map((on): Case => ({
    id: 'V26',
    on,
    section: prestasiKerja,
    passes: [{ [on]: null }, { [on]: '197003141995032001' }],
    fails: ['197003141995032000', '197013141995032001', '197003141995033001'].map((nip) => ({ [on]: nip })),
  })),
]

export const listCases: readonly ListCase[] = [
  {
    id: 'V13',
    on: 'pendidikan_pertama',
    section: riwayatPendidikan,
    says: /Hanya satu/,
    blames: ['0', '2'],
    passes: [[studied('15', '1995-06-01'), studied('40', '1999-06-01', first)]],
    fails: [[studied('40', '1999-06-01', first), studied('15', '1995-06-01'), studied('45', '2005-06-01', first)]],
  },
  {
    id: 'V13',
    on: 'pendidikan_pertama',
    section: riwayatPendidikan,
    says: /Belum ada/,
    blames: [''],
    passes: [[], [studied('40', '1999-06-01', first)]],
    fails: [
      [studied('40', '1999-06-01')],
      [studied('15', '1995-06-01', { pendidikan_pertama: null }), studied('40', '1999-06-01', { pendidikan_pertama: false })],
    ],
  },
  {
    id: 'V13',
    on: 'pendidikan',
    section: riwayatPendidikan,
    says: /sudah ada/,
    passes: [
      [studied('40', '1999-06-01'), studied('40', '2002-06-01')],
      [studied('40', '1999-06-01'), studied('15', '1999-06-01')],
      [
        { pendidikan: null, tanggal_lulus: null },
        { pendidikan: null, tanggal_lulus: null },
      ],
    ],
    fails: [[studied('40', '1999-06-01'), studied('40', '1999-06-01')]],
  },
  {
    id: 'V13',
    on: 'tanggal_lulus',
    severity: 'warning',
    section: riwayatPendidikan,
    says: /lebih awal/,
    passes: [
      [studied('05', '1988-06-01'), studied('10', '1991-06-01'), studied('40', '1999-06-01')],
      [studied('17', '1994-06-01'), studied('15', '1995-06-01')],
    ],
    fails: [[studied('15', '1999-06-02'), studied('40', '1999-06-01')]],
  },
  {
    id: 'V26',
    on: 'tahun_penilaian',
    section: prestasiKerja,
    says: /satu kali/,
    passes: [
      [{ tahun_penilaian: 2013 }, { tahun_penilaian: 2014 }],
      [{ tahun_penilaian: null }, { tahun_penilaian: null }],
    ],
    fails: [[{ tahun_penilaian: 2014 }, { tahun_penilaian: 2013 }, { tahun_penilaian: 2014 }]],
  },
]
