// Cases of the rules of the family, of teachers and doctors: what passes, what fails.
import { anak } from '../../src/sections/anak.ts'
import { dataDokter } from '../../src/sections/dataDokter.ts'
import { dataGuru } from '../../src/sections/dataGuru.ts'
import { orangTua } from '../../src/sections/orangTua.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { sertifikasiGuru } from '../../src/sections/sertifikasiGuru.ts'
import { suamiIstri } from '../../src/sections/suamiIstri.ts'
import { ctx, entry, siti, withRows, type Case, type ListCase } from './cases.ts'

// Siti, a woman, was born on 1976-03-14; her husband on 1974-08-17.
const HUSBAND = '197408172000031501'
const MOTHER = '195002021975032501'
const FATHER = '194801011970031501'
const budi = { kunci: 's1', nip_pns: HUSBAND, tanggal_lahir: '1974-08-17' }
const man = ctx({ person: { ...siti, perempuan: false } })
const married = withRows({ [suamiIstri.code]: [budi] })
const fatherOf = withRows({ [suamiIstri.code]: [budi] }, { person: { ...siti, perempuan: false } })
const position = (nama: string) => withRows({ [riwayatJabatan.code]: [{ tmt_jabatan: '2010-01-01', jabatan_fungsional: entry('J', nama) }] })

export const cases: readonly Case[] = [
  {
    id: 'V21',
    on: 'nip_pns',
    section: orangTua,
    says: /18 angka/,
    passes: [{ nip_pns: MOTHER }, { nip_pns: null }],
    fails: [{ nip_pns: '195013021975032501' }, { nip_pns: '195002021975033501' }, { nip_pns: '195002021975032000' }],
  },
  { id: 'V21', on: 'nip_pns', section: orangTua, says: /NIP Anda sendiri/, passes: [{ nip_pns: MOTHER }], fails: [{ nip_pns: '197603142000032001' }] },
  {
    id: 'V21',
    on: 'nip_pns',
    section: orangTua,
    says: /di Suami\/Istri/,
    ctx: married,
    passes: [{ nip_pns: FATHER }, { nip_pns: null }],
    fails: [{ nip_pns: HUSBAND }],
  },
  {
    id: 'V21',
    on: 'nip_pns',
    section: orangTua,
    says: /Hubungan/,
    passes: [
      { hubungan: 'IBU', nip_pns: MOTHER },
      { hubungan: 'AYAH', nip_pns: FATHER },
      { hubungan: 'IBU', nip_pns: null },
    ],
    fails: [
      { hubungan: 'IBU', nip_pns: FATHER },
      { hubungan: 'AYAH', nip_pns: MOTHER },
    ],
  },
  {
    id: 'V20',
    on: 'nama',
    severity: 'warning',
    section: orangTua,
    ctx: ctx({ isMother: (nama) => nama === 'SUMARNI' }),
    passes: [
      { hubungan: 'IBU', nama: 'SUMARNI' },
      { hubungan: 'AYAH', nama: 'SUTRISNO' },
    ],
    fails: [{ hubungan: 'IBU', nama: 'SUMIRAH' }],
  },
  {
    id: 'V21',
    on: 'nip_pns',
    section: suamiIstri,
    says: /18 angka/,
    passes: [{ nip_pns: HUSBAND }, { nip_pns: null }],
    fails: [{ nip_pns: '197408322000031501' }],
  },
  { id: 'V21', on: 'nip_pns', section: suamiIstri, says: /NIP Anda sendiri/, passes: [{ nip_pns: HUSBAND }], fails: [{ nip_pns: '197603142000032001' }] },
  {
    id: 'V21',
    on: 'nip_pns',
    section: suamiIstri,
    says: /di Orang Tua/,
    ctx: withRows({ [orangTua.code]: [{ kunci: 'o1', nip_pns: FATHER }] }),
    passes: [{ nip_pns: HUSBAND }, { nip_pns: null }],
    fails: [{ nip_pns: FATHER }],
  },
  {
    id: 'V18',
    on: 'nip_pns',
    section: suamiIstri,
    passes: [{ nip_pns: HUSBAND }, { nip_pns: null }],
    fails: [{ nip_pns: MOTHER }],
  },
  {
    id: 'V18',
    on: 'tanggal_menikah',
    section: suamiIstri,
    says: /Suami atau istri belum/,
    passes: [{ tanggal_lahir: '1984-02-29', tanggal_menikah: '2000-02-29' }],
    fails: [{ tanggal_lahir: '1984-03-01', tanggal_menikah: '2000-02-29' }],
  },
  {
    id: 'V18',
    on: 'tanggal_menikah',
    section: suamiIstri,
    says: /Anda belum/,
    passes: [{ tanggal_menikah: '1992-03-14' }],
    fails: [{ tanggal_menikah: '1992-03-13' }],
  },
  {
    id: 'V18',
    on: 'tanggal_berakhir',
    section: suamiIstri,
    passes: [{ tanggal_menikah: '2000-05-05', tanggal_berakhir: '2000-05-05' }, { tanggal_berakhir: null }],
    fails: [{ tanggal_menikah: '2000-05-05', tanggal_berakhir: '2000-05-04' }],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: anak,
    says: /tiri/,
    passes: [
      { status_anak: 'TIRI', tanggal_lahir: '1988-03-14' },
      { status_anak: 'ANGKAT', tanggal_lahir: '1988-03-13' },
    ],
    fails: [{ status_anak: 'TIRI', tanggal_lahir: '1988-03-13' }],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: anak,
    says: /15 tahun/,
    passes: [
      { status_anak: 'KANDUNG', tanggal_lahir: '1991-03-14' },
      { status_anak: 'ANGKAT', tanggal_lahir: '1991-03-13' },
      { status_anak: 'KANDUNG', tanggal_lahir: '1988-03-13' }, // that is an error, and asks for no remark
    ],
    fails: [
      { status_anak: 'KANDUNG', tanggal_lahir: '1991-03-13' },
      { status_anak: 'KANDUNG', tanggal_lahir: '1988-03-14' },
    ],
  },
  {
    id: 'V16',
    on: 'sekolah_mengajar',
    section: dataGuru,
    says: /^Isi/,
    passes: [
      { tipe_sekolah: 'SWASTA', sekolah_mengajar: entry('B') },
      { tipe_sekolah: 'NEGERI', sekolah_mengajar: null },
    ],
    fails: [{ tipe_sekolah: 'SWASTA', sekolah_mengajar: null }],
  },
  {
    id: 'V16',
    on: 'sekolah_mengajar',
    section: dataGuru,
    says: /sama dengan Satminkal/,
    passes: [
      { sekolah_induk: entry('A'), sekolah_mengajar: entry('B') },
      { sekolah_induk: { id: null, nama: 'SMP A' }, sekolah_mengajar: { id: null, nama: 'SMP B' } },
    ],
    fails: [
      { sekolah_induk: entry('A'), sekolah_mengajar: entry('A', 'lain ejaan') },
      { sekolah_induk: { id: null, nama: 'SMP A' }, sekolah_mengajar: { id: null, nama: 'SMP A' } },
    ],
  },
  {
    id: 'V16',
    on: 'tmt_mengajar',
    severity: 'warning',
    section: dataGuru,
    passes: [{ tmt_mengajar: '2000-03-01' }],
    fails: [{ tmt_mengajar: '2000-02-29' }],
  },
  {
    id: 'V04',
    on: 'npsn',
    section: sertifikasiGuru,
    passes: [{ npsn: '20306123' }, { npsn: 'P9996321' }, { npsn: null }],
    fails: [{ npsn: '2030612' }, { npsn: '2030 612' }],
  },
  {
    id: 'V16',
    on: 'bidang_spesialis',
    section: dataDokter,
    passes: [
      { jenis_dokter: 'SPESIALIS', bidang_spesialis: entry('SP01') },
      { jenis_dokter: 'UMUM', bidang_spesialis: null },
    ],
    fails: [{ jenis_dokter: 'SPESIALIS', bidang_spesialis: null }],
  },
  {
    id: 'V16',
    on: 'jenis_dokter',
    section: dataDokter,
    passes: [
      { jenis_dokter: 'SPESIALIS', bidang_spesialis: entry('SP01') },
      { jenis_dokter: 'UMUM', bidang_spesialis: null },
    ],
    fails: [
      { jenis_dokter: 'UMUM', bidang_spesialis: entry('SP01') },
      { jenis_dokter: 'GIGI', bidang_spesialis: { id: null, nama: 'Anak', usul: true } },
    ],
  },
  {
    id: 'V16',
    on: 'bidang_spesialis',
    severity: 'warning',
    section: dataDokter,
    ctx: position('Dokter Gigi Muda'),
    passes: [{ bidang_spesialis: entry('SG01') }, { bidang_spesialis: { id: null, nama: 'Baru', usul: true } }],
    fails: [{ bidang_spesialis: entry('SP01') }],
  },
  {
    id: 'V16',
    on: 'jenis_dokter',
    severity: 'warning',
    section: dataDokter,
    ctx: position('Dokter Muda'),
    passes: [
      { jenis_dokter: 'UMUM', bidang_spesialis: null },
      { jenis_dokter: 'SPESIALIS', bidang_spesialis: entry('SP01') },
    ],
    fails: [{ jenis_dokter: 'GIGI', bidang_spesialis: null }],
  },
]

const marriage = (from: string | null, until: string | null, status = until ? 'CERAI' : 'MENIKAH') => ({
  tanggal_menikah: from,
  tanggal_berakhir: until,
  status_pernikahan: status,
})
/** Two marriages after another, and two at once. */
const inTurn = [
  [marriage('1998-01-01', null)],
  [marriage('1998-01-01', '2005-06-01'), marriage('2005-06-01', null)],
  [marriage('2005-06-01', null), marriage('1998-01-01', '2005-06-01', 'MENINGGAL')],
  [marriage('1998-01-01', null, 'CERAI'), marriage('2005-06-01', null)], // SAPK does not say when it ended
]
const atOnce = [
  [marriage('1998-01-01', null), marriage('2005-06-01', null)],
  [marriage('1998-01-01', '2005-06-01'), marriage('2005-05-31', null)],
  [marriage('2005-05-31', null), marriage('1998-01-01', '2005-06-01')],
  [marriage('1998-01-01', '2005-06-01'), marriage('2000-01-01', '2001-01-01')],
  [marriage(null, null, 'MENIKAH'), marriage('2005-06-01', null)],
]

const child = (day: string | null, status = 'KANDUNG', parent: string | null = 's1') => ({
  orang_tua: parent && entry(parent),
  tanggal_lahir: day,
  status_anak: status,
})

export const listCases: readonly ListCase[] = [
  {
    id: 'V20',
    on: 'hubungan',
    section: orangTua,
    passes: [
      [{ hubungan: 'AYAH' }, { hubungan: 'IBU' }],
      [{ hubungan: null }, { hubungan: null }],
    ],
    fails: [[{ hubungan: 'IBU' }, { hubungan: 'IBU' }]],
    blames: ['0', '1'],
  },
  {
    id: 'V21',
    on: 'nip_pns',
    section: orangTua,
    passes: [
      [{ nip_pns: MOTHER }, { nip_pns: FATHER }],
      [{ nip_pns: null }, { nip_pns: null }],
    ],
    fails: [[{ nip_pns: MOTHER }, { nip_pns: MOTHER }]],
    blames: ['0', '1'],
  },
  {
    id: 'V20',
    on: 'tanggal_lahir',
    section: orangTua,
    passes: [[{ tanggal_lahir: '1964-03-14' }], [{ tanggal_lahir: '1964' }], [{ tanggal_lahir: '-' }], [{ tanggal_lahir: null }]],
    fails: [[{ tanggal_lahir: '1964-03-15' }], [{ tanggal_lahir: '1965' }], [{ tanggal_lahir: '1950' }, { tanggal_lahir: '1980-01-01' }]],
  },
  { id: 'V18', on: 'status_pernikahan', section: suamiIstri, passes: inTurn, fails: atOnce, blames: ['0', '1'] },
  { id: 'V18', on: 'status_pernikahan', severity: 'warning', section: suamiIstri, ctx: man, passes: inTurn, fails: atOnce, blames: ['0', '1'] },
  {
    id: 'V19',
    on: 'orang_tua',
    section: anak,
    ctx: married,
    passes: [[child('2005-01-01')], [child('2005-01-01', 'KANDUNG', '-')], [child('2005-01-01', 'KANDUNG', null)]],
    fails: [[child('2002-01-01'), child('2005-01-01', 'KANDUNG', 's2')]],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    section: anak,
    says: /sebelum Anda/,
    passes: [[child('1988-03-14')], [child('1988-03-13', 'TIRI')], [child(null)]],
    fails: [[child('1988-03-13')], [child('2005-01-01'), child('1970-01-01', 'ANGKAT')]],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    section: anak,
    says: /Ayah\/Ibu yang dipilih/,
    ctx: married,
    passes: [[child('1986-08-17', 'TIRI')], [child('1986-08-16', 'TIRI', '-')]],
    fails: [[child('1986-08-16', 'TIRI')]],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: anak,
    ctx: fatherOf,
    passes: [
      [child('2005-01-31'), child('2005-07-31')],
      [child('2005-01-31'), child('2005-01-31')],
      [child('2005-01-31'), child('2005-02-01')],
      [child('2005-01-31'), child('2005-03-01', 'ANGKAT')],
      [child('2005-01-31'), child('2005-03-01', 'KANDUNG', 's2')],
      [child('2005-01-31', 'KANDUNG', '-'), child('2005-03-01', 'KANDUNG', '-')],
      [child('2005-01-31', 'KANDUNG', null), child('2005-03-01', 'KANDUNG', null)],
    ],
    fails: [
      [child('2005-01-31'), child('2005-07-30')],
      [child('2005-02-02'), child('2005-01-31')],
    ],
    blames: ['0', '1'],
  },
  {
    id: 'V19',
    on: 'tanggal_lahir',
    severity: 'warning',
    section: anak,
    passes: [[child('2005-01-31'), child('2005-07-31', 'KANDUNG', 's2')]],
    fails: [[child('2005-01-31'), child('2005-03-01', 'KANDUNG', 's2')]],
    blames: ['0', '1'],
  },
  {
    id: 'V16',
    on: 'status_sertifikasi',
    section: sertifikasiGuru,
    passes: [[{ status_sertifikasi: 'SUDAH' }, { status_sertifikasi: 'SUDAH' }], [{ status_sertifikasi: 'BELUM' }]],
    fails: [[{ status_sertifikasi: 'SUDAH' }, { status_sertifikasi: 'BELUM' }]],
  },
]
